using System.Text;

namespace SneTools.Plots;

/// <summary>A line of a terminal, with colors where it has some.</summary>
internal sealed class TerminalInk(TerminalColor colors)
{
    private readonly StringBuilder _line = new();
    private string _style = string.Empty;

    /// <summary>Adds text in a color.</summary>
    /// <param name="text">The text.</param>
    /// <param name="color">The color; null for the terminal's own.</param>
    /// <param name="isBold">True for text that stands out.</param>
    public void Write(string text, Rgb? color = null, bool isBold = false)
    {
        string style = Style(color, isBold);
        if (style != _style)
        {
            if (_style.Length > 0)
                _line.Append("\e[0m");
            _line.Append(style);
            _style = style;
        }

        _line.Append(text);
    }

    /// <summary>Ends the line.</summary>
    public string Take()
    {
        Write(string.Empty);
        string line = _line.ToString().TrimEnd();
        _line.Clear();
        return line;
    }

    /// <summary>The number of the color most like another one among the 216 of the cube and the 24 grays that the 256
    /// colors of terminals hold.</summary>
    internal static int Index(Rgb color)
    {
        int red = Level(color.Red);
        int green = Level(color.Green);
        int blue = Level(color.Blue);
        int gray = Math.Clamp((int)Math.Round(((color.Red + color.Green + color.Blue) / 3.0 - 8) / 10), 0, 23);
        int cubeError = Square(color.Red - Value(red)) + Square(color.Green - Value(green)) + Square(color.Blue - Value(blue));
        int shade = 8 + (10 * gray);
        int grayError = Square(color.Red - shade) + Square(color.Green - shade) + Square(color.Blue - shade);
        return grayError < cubeError ? 232 + gray : 16 + (36 * red) + (6 * green) + blue;

        static int Level(int value) => value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40;

        static int Value(int level) => level == 0 ? 0 : 55 + (40 * level);

        static int Square(int value) => value * value;
    }

    private string Style(Rgb? color, bool isBold)
    {
        if (colors == TerminalColor.None || (color is null && !isBold))
            return string.Empty;
        string bold = isBold ? "\e[1m" : string.Empty;
        return color is not { } rgb
            ? bold
            : colors == TerminalColor.Full
                ? FormattableString.Invariant($"{bold}\e[38;2;{rgb.Red};{rgb.Green};{rgb.Blue}m")
                : FormattableString.Invariant($"{bold}\e[38;5;{Index(rgb)}m");
    }
}
