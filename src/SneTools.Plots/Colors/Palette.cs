namespace SneTools.Plots;

/// <summary>Colors that people with any color vision tell apart.</summary>
/// <remarks>The first are those of Okabe and Ito (2008), without their yellow on white and their black on black. The
/// others were chosen so that all are as far from each other as can be in Oklab, to normal eyes and to those without red,
/// green or blue cones (Machado, Oliveira and Fernandes 2009), and are seen on white and on black: a category has the same
/// color in either theme.</remarks>
internal static class Palette
{
    private static readonly Rgb[] Colors =
    [.. new[]
    {
        0x0072B2, 0xE69F00, 0x009E73, 0xD55E00, 0xCC79A7, 0x56B4E9, 0x84603C, 0xA830FF, 0xCC009C, 0x8484FC,
        0xCC0C0C, 0x6CB46C, 0xC0C078, 0x6048CC, 0x9C3C6C, 0xE4A8B4, 0x908448, 0xC054D8, 0xFF78D8, 0x6C6090,
    }.Select(Rgb.FromNumber)];

    /// <summary>How many categories can have colors of their own.</summary>
    public static int Count => Colors.Length;

    /// <summary>The colors.</summary>
    public static IReadOnlyList<Rgb> All => Colors;

    /// <summary>The color of the categories that have none of their own, and of points without a number.</summary>
    public static Rgb Other { get; } = Rgb.FromNumber(0x9A9A9A);

    /// <summary>The color of points without a category.</summary>
    public static Rgb None { get; } = Rgb.FromNumber(0xBDBDBD);

    /// <summary>The color of a category.</summary>
    /// <param name="category">The category, from 0.</param>
    public static Rgb Category(int category) => Colors[category];

    /// <summary>The color of the paper.</summary>
    public static Rgb Paper(PlotTheme theme) => Rgb.FromNumber(theme == PlotTheme.Light ? 0xFFFFFF : 0x181A1F);

    /// <summary>The color of the writing.</summary>
    public static Rgb Ink(PlotTheme theme) => Rgb.FromNumber(theme == PlotTheme.Light ? 0x222222 : 0xE4E4E4);

    /// <summary>The color of the grid.</summary>
    public static Rgb Grid(PlotTheme theme) => Paper(theme).Toward(Ink(theme), 0.12);
}
