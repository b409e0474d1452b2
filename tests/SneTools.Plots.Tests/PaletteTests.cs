using SneTools.Plots;

namespace SneTools.PlotsTests;

public class PaletteTests
{
    /// <summary>What an eye without one kind of cones sees of linear red, green and blue (Machado et al. 2009, severity 1).
    /// </summary>
    private static readonly Dictionary<string, double[]> Eyes = new()
    {
        ["normal"] = [1, 0, 0, 0, 1, 0, 0, 0, 1],
        ["without red"] = [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
        ["without green"] = [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881],
        ["without blue"] = [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900],
    };

    /// <summary>A step of 2 in 100 is just visible; ten classes are 7 apart to any eye, twenty are 6.</summary>
    [Theory]
    [InlineData(PlotTheme.Light, 10, 7)]
    [InlineData(PlotTheme.Dark, 10, 7)]
    [InlineData(PlotTheme.Light, 20, 6)]
    [InlineData(PlotTheme.Dark, 20, 6)]
    public void Categories_are_told_apart_by_any_color_vision(PlotTheme theme, int count, double distance)
    {
        foreach ((string eye, double[] cones) in Eyes)
        {
            for (int a = 0; a < count; a++)
            {
                for (int b = 0; b < a; b++)
                {
                    double apart = Distance(Oklab(Palette.Category(a, theme), cones), Oklab(Palette.Category(b, theme), cones));
                    Assert.True(apart >= distance, $"{theme}, {eye}: colors {b} and {a} are {apart:0.0} apart.");
                }
            }
        }
    }

    [Theory]
    [InlineData(PlotTheme.Light)]
    [InlineData(PlotTheme.Dark)]
    public void Categories_are_seen_on_the_paper(PlotTheme theme)
    {
        double[] paper = Oklab(Palette.Paper(theme), Eyes["normal"]);
        for (int k = 0; k < Palette.Count; k++)
            Assert.True(Distance(Oklab(Palette.Category(k, theme), Eyes["normal"]), paper) > 19, $"Color {k} is lost on {theme}.");
    }

    [Fact]
    public void The_ramp_grows_lighter_in_even_steps()
    {
        double[] lightness = [.. Enumerable.Range(0, 16).Select(k => Oklab(ColorRamp.At(k / 15.0), Eyes["normal"])[0])];
        double[] steps = [.. lightness.Zip(lightness.Skip(1), (a, b) => b - a)];
        Assert.All(steps, step => Assert.InRange(step, 0.5 * steps.Average(), 1.5 * steps.Average()));
    }

    [Fact]
    public void The_ramp_ends_outside_its_range()
    {
        Assert.Equal(ColorRamp.At(0), ColorRamp.At(-3));
        Assert.Equal(ColorRamp.At(1), ColorRamp.At(7));
    }

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (u, v) => (u - v) * (u - v)).Sum());

    /// <summary>Lightness, green-red and blue-yellow, in which equal distances look equal (Ottosson 2020), times 100.
    /// </summary>
    private static double[] Oklab(Rgb color, double[] cones)
    {
        double[] seen = Product(cones, [Linear(color.Red), Linear(color.Green), Linear(color.Blue)]);
        double[] lms = Product(
            [0.4122214708, 0.5363325363, 0.0514459929, 0.2119034982, 0.6806995451, 0.1073969566, 0.0883024619, 0.2817188376, 0.6299787005],
            [.. seen.Select(value => Math.Clamp(value, 0, 1))]);
        double[] lab = Product(
            [0.2104542553, 0.7936177850, -0.0040720468, 1.9779984951, -2.4285922050, 0.4505937099, 0.0259040371, 0.7827717662, -0.8086757660],
            [.. lms.Select(Math.Cbrt)]);
        return [.. lab.Select(value => 100 * value)];
    }

    private static double Linear(byte channel) => channel / 255.0 <= 0.04045 ? channel / 255.0 / 12.92 : Math.Pow(((channel / 255.0) + 0.055) / 1.055, 2.4);

    private static double[] Product(double[] m, double[] v) =>
        [.. Enumerable.Range(0, 3).Select(r => (m[3 * r] * v[0]) + (m[(3 * r) + 1] * v[1]) + (m[(3 * r) + 2] * v[2]))];
}
