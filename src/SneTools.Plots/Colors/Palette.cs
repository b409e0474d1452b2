namespace SneTools.Plots;

/// <summary>Colors that people with any color vision tell apart.</summary>
/// <remarks>The first are those of Okabe and Ito (2008), without their yellow on white and their black on black. The
/// others were chosen one by one, each as far as can be from all before it in Oklab, to normal eyes and to those
/// without red, green or blue cones (Machado, Oliveira and Fernandes 2009), full and faded toward the paper.</remarks>
internal static class Palette
{
    private static readonly int[] OnLight =
    [
        0x0072B2, 0xE69F00, 0x009E73, 0xD55E00, 0xCC79A7, 0x56B4E9, 0x222222, 0x9C54FC, 0x784824, 0xA8C09C,
        0x0024C0, 0x600078, 0xB4186C, 0x543CE4, 0x9084FC, 0x3C3C00, 0x900054, 0x6CB46C, 0x30D8CC, 0x00009C,
    ];

    private static readonly int[] OnDark =
    [
        0x56B4E9, 0xE69F00, 0x009E73, 0xF0E442, 0xCC79A7, 0xD55E00, 0x0072B2, 0xF5F5F5, 0x9C6CFC, 0x9C3C6C,
        0xA8CCA8, 0x84FCA8, 0xC00000, 0x783CE4, 0x0CD8E4, 0xC0309C, 0x84B478, 0xFCC06C, 0xC0E4D8, 0xCC9CB4,
    ];

    /// <summary>How many categories can have colors of their own.</summary>
    public static int Count => OnLight.Length;

    /// <summary>The color of a category.</summary>
    /// <param name="category">The category, from 0.</param>
    /// <param name="theme">What the color stands on.</param>
    public static Rgb Category(int category, PlotTheme theme) => Rgb.FromNumber(Of(theme)[category]);

    /// <summary>The color of what has no category.</summary>
    /// <param name="theme">What the color stands on.</param>
    public static Rgb Other(PlotTheme theme) => Rgb.FromNumber(theme == PlotTheme.Light ? 0xB0B0B0 : 0x6A6A6A);

    /// <summary>The color of the paper.</summary>
    public static Rgb Paper(PlotTheme theme) => Rgb.FromNumber(theme == PlotTheme.Light ? 0xFFFFFF : 0x181A1F);

    /// <summary>The color of the writing.</summary>
    public static Rgb Ink(PlotTheme theme) => Rgb.FromNumber(theme == PlotTheme.Light ? 0x222222 : 0xE4E4E4);

    /// <summary>The color of the grid.</summary>
    public static Rgb Grid(PlotTheme theme) => Paper(theme).Toward(Ink(theme), 0.12);

    private static int[] Of(PlotTheme theme) => theme == PlotTheme.Light ? OnLight : OnDark;
}
