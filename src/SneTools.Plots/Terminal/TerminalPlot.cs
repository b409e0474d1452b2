namespace SneTools.Plots;

/// <summary>Draws maps as lines of text: Braille dots in the colors of their categories, with the categories' names where
/// most of each lies, and a legend.</summary>
public static class TerminalPlot
{
    private const int Gap = 2;
    private const int RampSteps = 16;
    private const int FewestRows = 4;

    /// <summary>Columns that a name has at least; of a wide plot it may take a quarter.</summary>
    private const int ShortestName = 12;

    /// <summary>How many lines a name may stand above or below its place.</summary>
    private const int NameRange = 3;

    /// <summary>To hide a character of points is as bad as to stand so many columns off.</summary>
    private const int HidingCost = 2;

    /// <summary>Draws a map.</summary>
    /// <param name="plot">The map.</param>
    /// <param name="width">Columns that the lines may take.</param>
    /// <param name="height">Lines that the map may take, beside title and legend.</param>
    /// <param name="colors">The colors that the terminal has.</param>
    /// <returns>The lines, without line breaks.</returns>
    public static IReadOnlyList<string> Draw(MapPlot plot, int width, int height, TerminalColor colors)
    {
        ArgumentNullException.ThrowIfNull(plot);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        IReadOnlyList<MapView> views = plot.Views();
        int share = Math.Max(1, (width - (Gap * (views.Count - 1))) / views.Count);
        Sheet[] sheets = [.. views.Select(view => new Sheet(plot, view, share, height))];
        var ink = new TerminalInk(colors);
        var lines = new List<string>();
        if (plot.Title.Length > 0)
        {
            ink.Write(TextWidth.Cut(PlotText.OneLine(plot.Title, 200), width), isBold: true);
            lines.Add(ink.Take());
        }

        for (int row = 0; row < sheets.Max(sheet => sheet.Height); row++)
        {
            for (int s = 0; s < sheets.Length; s++)
            {
                sheets[s].Write(ink, row);
                if (s < sheets.Length - 1)
                    ink.Write(new string(' ', Gap));
            }

            lines.Add(ink.Take());
        }

        if (views.Count > 1)
            lines.Add(string.Join(new string(' ', Gap), sheets.Select((sheet, s) => Pad(Cut($"{views[s].XName} right, {views[s].YName} up", sheet.Width), sheet.Width))).TrimEnd());
        if (plot.Look.HasLegend)
            lines.AddRange(Legend(plot.Colors, width, ink));
        return lines;
    }

    private static string Cut(string text, int width) => TextWidth.Of(text) <= width ? text : TextWidth.Cut(text, width);

    private static string Pad(string text, int width) => text + new string(' ', Math.Max(0, width - TextWidth.Of(text)));

    private static List<string> Legend(PointColors colors, int width, TerminalInk ink)
    {
        if (colors.Values is not null)
            return Scale(colors, width, ink);
        if (!colors.HasLegend)
            return [];
        var lines = new List<string>();
        string title = Title(colors, width);
        ink.Write(title, isBold: true);
        int used = TextWidth.Of(title);
        foreach (PlotCategory category in colors.Legend)
            Item(category);
        lines.Add(ink.Take());
        return lines;

        void Item(PlotCategory category)
        {
            string caption = Fit(category.Caption, Math.Max(1, Math.Max(width / 4, Math.Min(width - 2, ShortestName))));
            int length = 2 + TextWidth.Of(caption);
            if (used > 0 && used + Gap + length > width)
            {
                lines.Add(ink.Take());
                used = 0;
            }
            else if (used > 0)
            {
                ink.Write(new string(' ', Gap));
                used += Gap;
            }

            ink.Write(Mark(category) + " ", category.Color);
            ink.Write(caption);
            used += length;
        }
    }

    /// <summary>The name of the column that gives the colors, which stands before its legend.</summary>
    private static string Title(PointColors colors, int width) => Fit(PlotText.OneLine(colors.Column!, 60), Math.Max(1, (width / 4) - 1)) + ":";

    /// <summary>What stands for a category in the legend: dots as on the map, or where there are more categories than colors its mark.</summary>
    private static string Mark(PlotCategory category) => category.Mark switch
    {
        CurveMark.Circle => "\u28FF",
        CurveMark.Square => "\u25A0",
        _ => "\u25B2",
    };

    /// <summary>The column, the ends of its scale with the colors between them, and the points without a number.</summary>
    private static List<string> Scale(PointColors colors, int width, TerminalInk ink)
    {
        NumberScale scale = colors.Scale!;
        string title = Title(colors, width) + " ";
        string low = (scale.IsCutLow ? "≤ " : string.Empty) + scale.Text(scale.Low) + " ";
        string high = " " + (scale.IsCutHigh ? "≥ " : string.Empty) + scale.Text(scale.High) + (scale.IsLog ? " (log)" : string.Empty);
        string missing = colors.Missing is { } none ? Fit(none.Caption, Math.Max(1, width / 4)) : string.Empty;
        int steps = Math.Min(RampSteps + 1, width - TextWidth.Of(title + low + high));
        if (steps < 2)
            return [Cut(title + low.TrimEnd() + " …" + high, width)];
        ink.Write(title, isBold: true);
        ink.Write(low);
        for (int k = 0; k < steps; k++)
            ink.Write("\u28FF", colors.Ramp.At((double)k / (steps - 1)));
        ink.Write(high);
        var lines = new List<string>();
        if (missing.Length > 0)
        {
            if (TextWidth.Of(title + low + high + missing) + steps + Gap + 2 > width)
                lines.Add(ink.Take());
            else
                ink.Write(new string(' ', Gap));
            ink.Write("\u28FF ", colors.Missing!.Color);
            ink.Write(Fit(missing, Math.Max(1, width - 2)));
        }

        lines.Add(ink.Take());
        return lines;
    }

    /// <summary>A text as it is, or cut with an ellipsis.</summary>
    private static string Fit(string text, int width) => TextWidth.Of(text) <= width ? text : TextWidth.Cut(text, Math.Max(0, width - 1)).TrimEnd() + "…";

    /// <summary>One projection: its dots, and the names over them.</summary>
    private sealed class Sheet
    {
        private readonly PointColors _colors;
        private readonly BrailleCanvas _canvas;
        private readonly string?[,] _names;

        public Sheet(MapPlot plot, MapView view, int width, int height)
        {
            PointColors colors = _colors = plot.Colors;
            Extent x = view.Across;
            Extent y = view.Up;

            // Dots per unit; the outermost points are dots' centers.
            double right = ((2 * width) - 1) / x.Length;
            double up = ((4 * height) - 1) / y.Length;
            if (view.IsPlane)
                right = up = Math.Min(right, up);
            else
                up = Math.Min(up, (4 * Math.Max(FewestRows, 2 * colors.Categories.Count)) / y.Length);
            _canvas = new BrailleCanvas(
                Math.Clamp(((int)Math.Round(right * x.Length) / 2) + 1, 1, width),
                Math.Clamp(((int)Math.Round(up * y.Length) / 4) + 1, 1, height));
            foreach (int i in Enumerable.Range(0, view.X.Length).Where(view.Shows))
                _canvas.Set(DotX(view.X[i]), DotY(view.Y[i]), Color(i));
            _names = new string?[_canvas.Height, _canvas.Width];
            foreach (CategoryPlace place in plot.Names(view))
                Name(Fit(place.Category.Label, Math.Max(ShortestName, Width / 4)), DotX(place.X) / 2, DotY(place.Y) / 4);

            int DotX(double value) => Math.Clamp((int)Math.Round(right * (value - x.Low)), 0, (2 * _canvas.Width) - 1);

            int DotY(double value) => Math.Clamp((int)Math.Round(up * (y.High - value)), 0, (4 * _canvas.Height) - 1);
        }

        public int Width => _canvas.Width;

        public int Height => _canvas.Height;

        public void Write(TerminalInk ink, int row)
        {
            for (int column = 0; column < Width; column++)
            {
                if (row < Height && _names[row, column] is { } name)
                    ink.Write(name, isBold: true);
                else if (row < Height && _canvas.Category(column, row) is int category)
                    ink.Write(_canvas.Character(column, row).ToString(), RgbOf(category));
                else
                    ink.Write(" ");
            }
        }

        /// <summary>The place of a number on the ramp in steps, or the category.</summary>
        private int Color(int point) => _colors.Values is not { } values
            ? _colors.CategoryOf[point]
            : _colors.IsOnScale(point) ? (int)Math.Round(RampSteps * _colors.Position(values[point])) : -1;

        private Rgb RgbOf(int color) => _colors.Values is null
            ? _colors.Categories[color].Color
            : color < 0 ? _colors.Categories[0].Color : _colors.Ramp.At((double)color / RampSteps);

        /// <summary>Writes a name at a cell, or beside it where it would hide many points, unless another one is in the way
        /// everywhere.</summary>
        private void Name(string name, int column, int row)
        {
            int width = TextWidth.Of(name);
            if (width == 0 || width > Width)
                return;
            (int Row, int First, int Cost) best = (0, 0, int.MaxValue);
            for (int r = Math.Max(0, row - NameRange); r <= Math.Min(Height - 1, row + NameRange); r++)
            {
                for (int c = column - (width / 2) - width; c <= column + (width / 2) + 1; c++)
                {
                    int first = Math.Clamp(c, 0, Width - width);
                    int cost = (2 * Math.Abs(r - row)) + Math.Abs(first + (width / 2) - column) + Hidden(r, first, width);
                    if (cost < best.Cost && IsFree(r, first, width))
                        best = (r, first, cost);
                }
            }

            if (best.Cost == int.MaxValue)
                return;
            _names[best.Row, best.First] = name;
            for (int k = 1; k < width; k++)
                _names[best.Row, best.First + k] = string.Empty;
        }

        private int Hidden(int row, int first, int width) =>
            HidingCost * Enumerable.Range(first, width).Count(column => _canvas.Category(column, row) is not null);

        private bool IsFree(int row, int first, int width)
        {
            for (int k = Math.Max(0, first - 1); k < Math.Min(Width, first + width + 1); k++)
            {
                if (_names[row, k] is not null)
                    return false;
            }

            return true;
        }
    }
}
