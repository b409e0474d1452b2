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

    /// <summary>A step of 2 in 100 is just visible; ten classes are 7 apart to any eye, twenty are 5.5, and to normal eyes 9.</summary>
    [Theory]
    [InlineData(10, 7, 12)]
    [InlineData(20, 5.5, 9)]
    public void Categories_are_told_apart_by_any_color_vision(int count, double distance, double normal)
    {
        foreach ((string eye, double[] cones) in Eyes)
        {
            for (int a = 0; a < count; a++)
            {
                for (int b = 0; b < a; b++)
                {
                    double apart = Distance(Oklab(Palette.Category(a), cones), Oklab(Palette.Category(b), cones));
                    Assert.True(apart >= (eye == "normal" ? normal : distance), $"{eye}: colors {b} and {a} are {apart:0.0} apart.");
                }
            }
        }
    }

    /// <summary>Categories have one color for both papers, so that each is seen on white and on black.</summary>
    [Theory]
    [InlineData(PlotTheme.Light)]
    [InlineData(PlotTheme.Dark)]
    public void Categories_are_seen_on_the_paper(PlotTheme theme)
    {
        double[] paper = Oklab(Palette.Paper(theme), Eyes["normal"]);
        foreach (Rgb color in Palette.All.Append(Palette.Other).Append(Palette.None).Append(ColorRamp.Viridis.At(0)).Append(ColorRamp.Viridis.At(1)))
            Assert.True(Distance(Oklab(color, Eyes["normal"]), paper) > 17, $"{color} is lost on {theme}.");
    }

    /// <summary>The least contrast that text has to have (WCAG 2.1, 1.4.3), also where it stands on a rim of paper over points.</summary>
    [Theory]
    [InlineData(PlotTheme.Light)]
    [InlineData(PlotTheme.Dark)]
    public void Text_is_legible(PlotTheme theme) =>
        Assert.InRange(Contrast(Palette.Ink(theme), Palette.Paper(theme)), 4.5, 21);

    [Fact]
    public void The_ramp_grows_lighter_in_even_steps()
    {
        double[] lightness = [.. Enumerable.Range(0, 16).Select(k => Oklab(ColorRamp.Viridis.At(k / 15.0), Eyes["normal"])[0])];
        double[] steps = [.. lightness.Zip(lightness.Skip(1), (a, b) => b - a)];
        Assert.All(steps, step => Assert.InRange(step, 0.5 * steps.Average(), 1.5 * steps.Average()));
    }

    [Fact]
    public void The_ramp_ends_outside_its_range()
    {
        Assert.Equal(ColorRamp.Viridis.At(0), ColorRamp.Viridis.At(-3));
        Assert.Equal(ColorRamp.Viridis.At(1), ColorRamp.Viridis.At(7));
    }

    private static double Contrast(Rgb one, Rgb other)
    {
        double[] light = [.. new[] { Luminance(one), Luminance(other) }.Order()];
        return (light[1] + 0.05) / (light[0] + 0.05);
    }

    private static double Luminance(Rgb color) => (0.2126 * Linear(color.Red)) + (0.7152 * Linear(color.Green)) + (0.0722 * Linear(color.Blue));

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
