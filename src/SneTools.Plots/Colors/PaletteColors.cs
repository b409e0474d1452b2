using System.Globalization;
using ScottPlot;

namespace SneTools.Plots;

/// <summary>The colors that categories and numbers get: the usual ones, those of a palette that has a name, or a user's own.</summary>
/// <param name="Categories">The colors of categories; null to take as many from the ramp as there are categories.</param>
/// <param name="Ramp">The colors of numbers; null if the palette has none.</param>
internal sealed record PaletteColors(Rgb[]? Categories, ColorRamp? Ramp)
{
    /// <summary>Marks that tell categories of the same color apart.</summary>
    private const int Marks = 3;

    private const int Knots = 17;

    /// <summary>The share of a ramp at either end that is lost on black or on white.</summary>
    private const double LostShare = 0.1;

    private static readonly Dictionary<string, Func<IColormap>> Ramps = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Magma"] = static () => new ScottPlot.Colormaps.Magma(),
        ["Inferno"] = static () => new ScottPlot.Colormaps.Inferno(),
        ["Plasma"] = static () => new ScottPlot.Colormaps.Plasma(),
        ["Turbo"] = static () => new ScottPlot.Colormaps.Turbo(),
        ["Blues"] = static () => new ScottPlot.Colormaps.Blues(),
        ["Balance"] = static () => new ScottPlot.Colormaps.Balance(),
        ["Gray"] = static () => new ScottPlot.Colormaps.Grayscale(),
    };

    private static readonly Dictionary<string, Func<IPalette>> Sets = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Category10"] = static () => new ScottPlot.Palettes.Category10(),
        ["Category20"] = static () => new ScottPlot.Palettes.Category20(),
    };

    /// <summary>The names of all palettes.</summary>
    public static IEnumerable<string> Names => ["OkabeIto", "Viridis", .. Ramps.Keys, .. Sets.Keys];

    /// <summary>Finds the colors.</summary>
    /// <param name="palette">A name, or colors; null for the usual ones.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>: a text is neither.</exception>
    public static PaletteColors Of(IReadOnlyList<string>? palette)
    {
        if (palette is null or [] || Is(palette, "OkabeIto"))
            return new PaletteColors([.. Palette.All], ColorRamp.Viridis);
        if (Is(palette, "Viridis"))
            return new PaletteColors(null, ColorRamp.Viridis);
        if (palette.Count == 1 && Ramps.TryGetValue(palette[0], out Func<IColormap>? ramp))
            return new PaletteColors(null, Sample(ramp()));
        if (palette.Count == 1 && Sets.TryGetValue(palette[0], out Func<IPalette>? set))
            return new PaletteColors([.. set().Colors.Select(ToRgb)], null);
        Rgb[] colors = [.. palette.Select(Parse)];
        return new PaletteColors(colors, new ColorRamp(colors is [var one] ? [one, one] : colors));
    }

    /// <summary>How many of so many categories get a color and a mark of their own: all, or one fewer than there are such.</summary>
    /// <param name="count">Number of categories.</param>
    public int Own(int count)
    {
        int most = Categories is null ? Marks * Palette.Count : Marks * Math.Min(Categories.Length, Palette.Count);
        return count <= most ? count : most - 1;
    }

    /// <summary>The color of a category.</summary>
    /// <param name="category">The category, from 0.</param>
    /// <param name="count">How many there are.</param>
    public Rgb Color(int category, int count) => Categories is { } colors
        ? colors[category % Math.Min(colors.Length, Palette.Count)]
        : Ramp!.At(count > 1 ? (double)category / (count - 1) : 0.5);

    /// <summary>The mark of a category.</summary>
    /// <param name="category">The category, from 0.</param>
    public CurveMark Mark(int category) => (CurveMark)(category / Math.Min(Categories?.Length ?? Palette.Count, Palette.Count) % Marks);

    private static bool Is(IReadOnlyList<string> palette, string name) => palette.Count == 1 && palette[0].Equals(name, StringComparison.OrdinalIgnoreCase);

    private static ColorRamp Sample(IColormap map) => new(
        [.. Enumerable.Range(0, Knots).Select(k => ToRgb(map.GetColor(LostShare + (k * (1 - (2 * LostShare)) / (Knots - 1)))))]);

    private static Rgb ToRgb(Color color) => new(color.R, color.G, color.B);

    private static Rgb Parse(string text)
    {
        string trimmed = text.Trim();
        string digits = trimmed.TrimStart('#');
        if (digits.Length == 3)
            digits = string.Concat(digits.Select(digit => new string(digit, 2)));
        if (trimmed.StartsWith('#') && digits.Length == 6 && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int number))
            return Rgb.FromNumber(number);
        var named = System.Drawing.Color.FromName(trimmed);
        if (named is { IsKnownColor: true, IsSystemColor: false, A: 255 })
            return new Rgb(named.R, named.G, named.B);
        throw new SneException(
            SneError.InvalidOption,
            $"-Palette: '{PlotText.OneLine(text, 40)}' is neither a color, such as '#0072B2' or 'teal', nor a palette. Palettes are {string.Join(", ", Names)}.",
            column: "Palette");
    }
}
