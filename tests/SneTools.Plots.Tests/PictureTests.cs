using System.Xml.Linq;
using SkiaSharp;
using SneTools.Plots;

namespace SneTools.PlotsTests;

public class PictureTests
{
    private static readonly string[] Ten = [.. Enumerable.Range(0, 10).Select(k => $"{k}")];

    [Theory]
    [InlineData(PlotTheme.Light)]
    [InlineData(PlotTheme.Dark)]
    public void Ten_classes_have_ten_colors_in_the_picture(PlotTheme theme)
    {
        using SKBitmap picture = Decode(Draw(Plots.Circle(Ten, 300, "title", theme), PictureFormat.Png));
        Assert.Equal((800, 600), (picture.Width, picture.Height));
        Dictionary<Rgb, int> pixels = picture.Pixels.GroupBy(pixel => new Rgb(pixel.Red, pixel.Green, pixel.Blue)).ToDictionary(group => group.Key, group => group.Count());
        Assert.True(pixels[Palette.Paper(theme)] > 800 * 600 / 2);
        for (int k = 0; k < 10; k++)
            Assert.True(pixels.GetValueOrDefault(Palette.Category(k)) > 25, $"Color {k} is not in the picture.");
    }

    [Fact]
    public void Units_are_equal_on_both_axes()
    {
        var square = new MapPlot(new Matrix(4, 2, [0, 0, 0, 1, 1, 0, 1, 1]), PointColors.Plain(4, PlotTheme.Light));
        using SKBitmap picture = Decode(Draw(square, PictureFormat.Png));
        (int X, int Y)[] dots = [.. Enumerable.Range(0, 600).SelectMany(y => Enumerable.Range(0, 800).Select(x => (x, y)))
            .Where(place => picture.GetPixel(place.x, place.y) is { Blue: > 150, Red: < 60 })];
        int wide = dots.Max(dot => dot.X) - dots.Min(dot => dot.X);
        int high = dots.Max(dot => dot.Y) - dots.Min(dot => dot.Y);
        Assert.InRange(wide - high, -2, 2); // the dots' rims fall on fractions of a pixel
    }

    [Fact]
    public void A_drawing_is_sound_xml_whatever_the_labels()
    {
        byte[] file = Draw(Plots.Circle(Plots.Evil, 20, Plots.Evil[0]), PictureFormat.Svg);
        XElement svg = XDocument.Load(new MemoryStream(file)).Root!;
        Assert.Equal("0 0 800 600", svg.Attribute("viewBox")!.Value);
        Assert.DoesNotContain(svg.Descendants(), element => element.Name.LocalName is "script" or "foreignObject" or "a");
        Assert.Contains(svg.Descendants().Where(element => element.Name.LocalName == "text"), text => text.Value.Contains("<!-- <script>", StringComparison.Ordinal));
    }

    [Fact]
    public void A_drawing_of_many_points_takes_less_than_30_bytes_for_each()
    {
        byte[] file = Draw(Plots.Circle(Ten, 7000), PictureFormat.Svg);
        Assert.InRange(file.Length, 70_000 * 10, 70_000 * 30);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Lines_and_spaces_are_drawn_too(int dimension)
    {
        var random = new Random(2);
        var map = new Matrix(60, dimension, [.. Enumerable.Range(0, 60 * dimension).Select(_ => random.NextDouble())]);
        var plot = new MapPlot(map, PointColors.Of(new LabelColumn("c", [.. Enumerable.Range(0, 60).Select(i => $"{i % 3}")]), ColorKind.Auto, PlotTheme.Light));
        using SKBitmap picture = Decode(Draw(plot, PictureFormat.Png));
        for (int k = 0; k < 3; k++)
            Assert.Contains(picture.Pixels, pixel => new Rgb(pixel.Red, pixel.Green, pixel.Blue) == Palette.Category(k));
    }

    [Fact]
    public void Points_shrink_and_fade_with_their_number()
    {
        PointStyle[] styles = [.. new[] { 10, 1000, 10_000, 70_000, 1_000_000 }.Select(count => PointStyle.For(count, 500_000))];
        Assert.Equal(styles.OrderByDescending(style => style.Diameter).ThenByDescending(style => style.Opacity), styles);
        Assert.Equal(0.85, styles[0].Opacity);
        Assert.InRange(styles[3].Opacity, 0.2, 0.5);
        Assert.InRange(styles[4].Opacity, 0.01, 0.1);
    }

    private static byte[] Draw(MapPlot plot, PictureFormat format)
    {
        using var stream = new MemoryStream();
        MapPicture.Write(plot, new PlotSize(800, 600), format, stream);
        return stream.ToArray();
    }

    private static SKBitmap Decode(byte[] file) => SKBitmap.Decode(file);
}
