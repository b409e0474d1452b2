using System.Numerics;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using SkiaSharp;
using SneTools.Plots;

namespace SneTools.PlotsTests;

public class GridTests
{
    [Theory]
    [InlineData(0.7, false)]
    [InlineData(2.5, true)]
    public void A_map_lies_as_near_to_the_first_as_any_turn_reflection_and_scale_brings_it(double angle, bool isReflected)
    {
        Matrix first = Grids.Cloud(200, 1);
        Matrix noise = Grids.Cloud(200, 2);
        Matrix second = Grids.Turn(first, angle, isReflected, 40, 7);
        for (int k = 0; k < second.Values.Length; k++)
            second.Values[k] += 10 * noise.Values[k];
        MapGrid grid = MapGrid.Of([new GridMap("a", first), new GridMap("b", second)], ColorKind.Auto, PlotTheme.Light);

        Assert.Equal([0, 0], grid.AlignedTo);
        Assert.Same(first, grid.Maps[0].Map);
        double left = Enumerable.Range(0, 400).Sum(k => Math.Pow(grid.Maps[1].Map.Values[k] - first.Values[k], 2));

        // In the plane the least squares are known in complex numbers: z or its mirror image, turned and scaled by one factor.
        Complex[] w = Centered(first);
        Complex[] z = Centered(second);
        double turned = w.Zip(z, (a, b) => Complex.Conjugate(b) * a).Aggregate(Complex.Add).Magnitude;
        double mirrored = w.Zip(z, (a, b) => b * a).Aggregate(Complex.Add).Magnitude;
        double least = w.Sum(Square) - (Math.Pow(Math.Max(turned, mirrored), 2) / z.Sum(Square));
        Assert.Equal(isReflected, mirrored > turned);
        Assert.Equal(least, left, 1e-9 * least); // rounding of 400 squares
    }

    [Fact]
    public void Maps_of_other_data_are_left_as_they_are_and_lead_those_of_their_own()
    {
        Matrix[] maps = [.. Enumerable.Range(0, 6).Select(k => Grids.Cloud(k is 1 or 3 ? 30 : 40, k))];
        MapGrid grid = MapGrid.Of(
            [
                new GridMap("0", maps[0]) { Data = "a.csv" },
                new GridMap("1", maps[1]) { Data = "b.csv" },
                new GridMap("2", maps[2]) { Data = "a.csv" },
                new GridMap("3", maps[3]) { Data = "b.csv" },
                new GridMap("4", maps[4]) { Data = "c.csv" },
                new GridMap("5", Grids.Cloud(40, 9, dimension: 3)) { Data = "a.csv" },
            ],
            ColorKind.Auto,
            PlotTheme.Light);
        Assert.Equal([0, 1, 0, 1, 4, 5], grid.AlignedTo);
        foreach (int k in new[] { 0, 1, 4 })
            Assert.Same(maps[k], grid.Maps[k].Map);
        Assert.NotEqual(maps[2].Values, grid.Maps[2].Map.Values);
    }

    [Fact]
    public void Labels_tell_other_rows_where_nobody_says_what_the_data_are()
    {
        var same = new LabelColumn("name", ["a", "b", "c"]);
        var other = new LabelColumn("name", ["x", "y", "z"]);
        GridMap[] maps = [.. new[] { same, other, same }.Select((label, k) => new GridMap($"{k}", Grids.Cloud(3, k)) { Labels = [label] })];
        Assert.Equal([0, 1, 0], MapGrid.Of(maps, ColorKind.Auto, PlotTheme.Light).AlignedTo);
    }

    [Fact]
    public void Keys_align_over_the_points_that_both_maps_have()
    {
        Matrix first = Grids.Cloud(20, 1);
        Matrix turned = Grids.Turn(first, 1.1, true, 3, 5);
        int[] rows = [19, 3, 7, 12, 0, 5]; // other points in another order, and two that the first map lacks
        var second = new Matrix(8, 2);
        for (int i = 0; i < rows.Length; i++)
            turned.Row(rows[i]).CopyTo(second.Row(i));
        second[6, 0] = 100;
        MapGrid grid = MapGrid.Of(
            [
                new GridMap("a", first) { Keys = [.. Enumerable.Range(0, 20).Select(i => $"row {i}")] },
                new GridMap("b", second) { Keys = [.. rows.Select(i => $"row {i}"), "new 1", "new 2"] },
                new GridMap("c", Grids.Cloud(2, 5)) { Keys = ["row 1", "row 2"] },
            ],
            ColorKind.Auto,
            PlotTheme.Light);
        Assert.Equal([0, 0, 2], grid.AlignedTo); // two points do not tell how to turn a plane over
        for (int i = 0; i < rows.Length; i++)
        {
            Assert.Equal(first[rows[i], 0], grid.Maps[1].Map[i, 0], 1e-9); // rounding
            Assert.Equal(first[rows[i], 1], grid.Maps[1].Map[i, 1], 1e-9);
        }
    }

    [Fact]
    public void A_category_has_one_color_in_all_maps_and_a_scale_one_range()
    {
        MapGrid grid = MapGrid.Of(
            [
                new GridMap("a", Grids.Cloud(3, 1)) { Color = new LabelColumn("kind", ["x", "y", "y"]) },
                new GridMap("b", Grids.Cloud(2, 2)) { Color = new LabelColumn("kind", ["z", "x"]) },
                new GridMap("c", Grids.Cloud(1, 3)),
            ],
            ColorKind.Auto,
            PlotTheme.Light);
        Assert.Equal(grid.Maps[0].Colors[0], grid.Maps[1].Colors[1]);
        Assert.Equal(5, new[] { grid.Maps[0].Colors[0], grid.Maps[0].Colors[1], grid.Maps[1].Colors[0], grid.Maps[2].Colors[0], Palette.Paper(PlotTheme.Light) }.Distinct().Count());
        MapGrid numbers = MapGrid.Of(
            [
                new GridMap("a", Grids.Cloud(2, 1)) { Color = new LabelColumn("size", ["0.5", "1"]) },
                new GridMap("b", Grids.Cloud(2, 2)) { Color = new LabelColumn("size", ["1", "9"]) },
            ],
            ColorKind.Auto,
            PlotTheme.Light);
        Assert.All(numbers.Maps, map => Assert.Equal((0.5, 9.0), (map.Colors.Minimum, map.Colors.Maximum)));
        Assert.Equal(numbers.Maps[0].Colors[1], numbers.Maps[1].Colors[0]);
    }

    [Theory]
    [InlineData(2, 300, 200, 3)]
    [InlineData(6, 300, 200, 10)]
    [InlineData(24, 1000, 800, 20)]
    [InlineData(60, 1000, 800, 3)]
    [InlineData(60, 4000, 3000, 20)]
    [InlineData(7, 400, 1200, 3)]
    public void Frames_captions_and_the_legend_do_not_overlap_and_lie_on_the_sheet(int maps, int width, int height, int kinds)
    {
        MapGrid grid = Grids.Of(maps, 60, kinds, "A title that is so long that it does not fit on one line of a small picture, and on a large one does");
        var layout = GridLayout.Of(grid, new PlotSize(width, height));
        float high = layout.Captions.Max(lines => lines.Length) * layout.CaptionText.Line;
        SKRect[] parts = [layout.Figure.LegendPlace, .. layout.Frames.Select(frame => new SKRect(frame.Left, frame.Top - high, frame.Right, frame.Bottom))];
        float title = layout.Figure.Title.Length * layout.Figure.TitleText.Line;
        Assert.All(parts, part => Assert.True(part.Left >= 0 && part.Top >= title && part.Right <= width && part.Bottom <= height, $"{part}"));
        for (int a = 0; a < parts.Length; a++)
        {
            for (int b = a + 1; b < parts.Length; b++)
                Assert.False(parts[a].IntersectsWith(parts[b]), $"{parts[a]} and {parts[b]}");
        }

        Assert.All(layout.Captions, (lines, k) => Assert.All(lines, line => Assert.True(layout.CaptionText.Width(line) <= layout.Frames[k].Width + 0.5f)));
        if (width > 500)
            Assert.All(layout.Captions, (lines, k) => Assert.Equal($"TSne, Perplexity {5 * k}, Seed {k}", string.Join(" ", lines))); // nothing is cut
        Assert.True(layout.CaptionText.Size >= 9);
        Assert.True(layout.Figure.LegendPlace.Width <= width / 4f);
        Assert.True(layout.Frames.Sum(frame => frame.Width * frame.Height) > (width < 500 ? 0.2 : 0.3) * width * height); // three lines of a caption take much of a small sheet
    }

    [Fact]
    public void A_unit_is_as_long_upward_as_to_the_right_and_every_point_is_in_its_frame()
    {
        MapGrid grid = MapGrid.Of([new GridMap("wide", new Matrix(3, 2, [0, 0, 10, 0, 0, 2])), new GridMap("high", new Matrix(3, 2, [0, 0, 1, 0, 0, 5])), new GridMap("line", new Matrix(3, 1, [0, 1, 2]))], ColorKind.Auto, PlotTheme.Light);
        var layout = GridLayout.Of(grid, new PlotSize(900, 300));
        for (int k = 0; k < 3; k++)
        {
            MapView view = grid.Maps[k].Views()[0];
            SKPoint[] places = [.. Enumerable.Range(0, 3).Select(GridPicture.Places(view, layout.Frames[k]))];
            Assert.All(places, place => Assert.True(layout.Frames[k].Contains(place)));
            if (view.IsPlane)
                Assert.Equal((places[1].X - places[0].X) / (view.X[1] - view.X[0]), (places[0].Y - places[2].Y) / (view.Y[2] - view.Y[0]), 0.01); // pixels are floats
        }
    }

    [Fact]
    public void A_drawing_has_a_caption_for_every_map_and_one_legend()
    {
        XElement svg = XDocument.Load(new MemoryStream(Draw(Grids.Of(6, 90, 3, "six"), new PlotSize(900, 600), PictureFormat.Svg))).Root!;
        string[] texts = [.. svg.Descendants().Where(element => element.Name.LocalName == "text").Select(text => text.Value.Trim())];
        Assert.Equal(["k0", "k1", "k2", "kind", "six"], texts.Where(text => !text.StartsWith("TSne", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(6, texts.Count(text => text.StartsWith("TSne", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(PlotTheme.Light)]
    [InlineData(PlotTheme.Dark)]
    public void Every_frame_shows_every_category(PlotTheme theme)
    {
        MapGrid grid = Grids.Of(4, 300, 3, theme: theme);
        var size = new PlotSize(800, 600);
        using SKBitmap picture = SKBitmap.Decode(Draw(grid, size, PictureFormat.Png));
        Assert.Equal((800, 600), (picture.Width, picture.Height));
        foreach (SKRect frame in GridLayout.Of(grid, size).Frames)
        {
            HashSet<SKColor> colors = [.. from x in Enumerable.Range((int)frame.Left + 2, (int)frame.Width - 4) from y in Enumerable.Range((int)frame.Top + 2, (int)frame.Height - 4) select picture.GetPixel(x, y)];
            Assert.Contains(FigureMarks.Color(Palette.Paper(theme)), colors);
            for (int k = 0; k < 3; k++)
                Assert.Contains(colors, color => Near(color, Palette.Category(k)));
        }

        // Points are 0.85 opaque where they are few.
        static bool Near(SKColor color, Rgb wanted) => Math.Abs(color.Red - wanted.Red) + Math.Abs(color.Green - wanted.Green) + Math.Abs(color.Blue - wanted.Blue) < 100;
    }

    [Fact]
    public void A_picture_of_two_maps_is_only_as_high_as_they_are()
    {
        MapGrid grid = Grids.Of(2, 50);
        using var stream = new MemoryStream();
        GridPicture.Write(grid, new PlotSize(1000, 800), PictureFormat.Png, stream, isHeightFree: true, cancellation: TestContext.Current.CancellationToken);
        using SKBitmap picture = SKBitmap.Decode(stream.ToArray());
        Assert.Equal(1000, picture.Width);
        Assert.InRange(picture.Height, 400, 700);
    }

    [Fact]
    public void The_smallest_sheet_takes_many_maps()
    {
        MapGrid grid = Grids.Of(60, 20, 20, "title");
        using SKBitmap picture = SKBitmap.Decode(Draw(grid, new PlotSize(100, 100), PictureFormat.Png));
        Assert.Equal((100, 100), (picture.Width, picture.Height));
    }

    [Fact]
    public void A_canceled_drawing_ends()
    {
        using var stop = new CancellationTokenSource();
        int maps = 0;
        Assert.Throws<OperationCanceledException>(() => GridPicture.Write(
            Grids.Of(5, 50), new PlotSize(300, 200), PictureFormat.Png, new MemoryStream(), observe: _ => { if (++maps == 2) stop.Cancel(); }, cancellation: stop.Token));
        Assert.Equal(2, maps);
    }

    [Fact]
    public void A_page_has_the_maps_on_axes_of_their_own_one_legend_and_each_label_once()
    {
        JsonNode figure = Page(Grids.Of(6, 90, 3, "six"), out JsonNode columns);
        JsonNode[] traces = [.. figure["data"]!.AsArray().Select(trace => trace!)];
        Assert.Equal(18, traces.Length);
        Assert.Equal(["k0", "k1", "k2"], traces.Where(trace => trace["showlegend"]!.GetValue<bool>()).Select(trace => trace["name"]!.GetValue<string>()));
        Assert.Equal(["x", "x2", "x3", "x4", "x5", "x6"], traces.Select(trace => trace["xaxis"]!.GetValue<string>()).Distinct());
        Assert.Equal(540, traces.Sum(trace => trace["x"]!.AsArray().Count));
        JsonNode layout = figure["layout"]!;
        Assert.Equal("<b>kind</b>", layout["legend"]!["title"]!["text"]!.GetValue<string>());
        Assert.Equal(6, layout["annotations"]!.AsArray().Count);
        double[][] boxes = [.. Enumerable.Range(0, 6).Select(k => Domain(layout, "x", k).Concat(Domain(layout, "y", k)).ToArray())];
        for (int a = 0; a < 6; a++)
        {
            Assert.All(boxes[a], share => Assert.InRange(share, 0, 1));
            for (int b = a + 1; b < 6; b++)
                Assert.True(boxes[a][1] < boxes[b][0] || boxes[b][1] < boxes[a][0] || boxes[a][3] < boxes[b][2] || boxes[b][3] < boxes[a][2]);
            Assert.Equal(a == 0 ? "x" : $"x{a + 1}", layout[PagePanels.AxisSetting("y", a)]!["scaleanchor"]!.GetValue<string>());
        }

        Assert.Equal(90, columns[0]!["codes"]!.AsArray().Count); // maps of the same points share their labels
    }

    [Fact]
    public void A_page_of_more_points_than_a_browser_shows_has_fewer_of_each_map()
    {
        Assert.Equal(1, GridPage.Stride(Grids.Of(4, 1000)));
        var large = MapGrid.Of([.. Enumerable.Range(0, 3).Select(k => new GridMap($"{k}", Grids.Cloud(400_000, k)))], ColorKind.Auto, PlotTheme.Light);
        Assert.Equal(2, GridPage.Stride(large));
        JsonNode figure = Page(large, out _);
        Assert.All(figure["data"]!.AsArray(), trace => Assert.Equal(200_000, trace!["x"]!.AsArray().Count));
    }

    [Fact]
    public void What_no_map_is_is_refused()
    {
        Assert.Equal(SneError.EmptyInput, Assert.Throws<SneException>(() => MapGrid.Of([], ColorKind.Auto, PlotTheme.Light)).Error);
        Assert.Equal(SneError.DimensionOutOfRange, Assert.Throws<SneException>(() => MapGrid.Of([new GridMap("a", Grids.Cloud(5, 1, 4)), new GridMap("b", Grids.Cloud(5, 1))], ColorKind.Auto, PlotTheme.Light)).Error);
    }

    private static double[] Domain(JsonNode layout, string axis, int panel) => [.. layout[PagePanels.AxisSetting(axis, panel)]!["domain"]!.AsArray().Select(share => share!.GetValue<double>())];

    private static JsonNode Page(MapGrid grid, out JsonNode columns)
    {
        using var stream = new MemoryStream();
        GridPage.Write(grid, null, stream);
        string page = System.Text.Encoding.UTF8.GetString(stream.ToArray());
        columns = JsonNode.Parse(Between(page, "id=\"columns\">"))!;
        return JsonNode.Parse(Between(page, "id=\"figure\">"))!;
    }

    private static string Between(string page, string start)
    {
        int from = page.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return page[from..page.IndexOf("</script>", from, StringComparison.Ordinal)];
    }

    private static byte[] Draw(MapGrid grid, PlotSize size, PictureFormat format)
    {
        using var stream = new MemoryStream();
        GridPicture.Write(grid, size, format, stream, cancellation: TestContext.Current.CancellationToken);
        return stream.ToArray();
    }

    private static Complex[] Centered(Matrix map)
    {
        Complex[] points = [.. Enumerable.Range(0, map.Rows).Select(i => new Complex(map[i, 0], map[i, 1]))];
        Complex mean = points.Aggregate(Complex.Add) / points.Length;
        return [.. points.Select(point => point - mean)];
    }

    private static double Square(Complex number) => (number.Real * number.Real) + (number.Imaginary * number.Imaginary);
}
