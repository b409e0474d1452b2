using System.Text.Json.Nodes;
using SkiaSharp;
using SneTools.Plots;

namespace SneTools.PlotsTests;

public class CurveTests
{
    [Fact]
    public void Rows_at_one_place_become_their_mean_between_the_smallest_and_the_largest()
    {
        CurvePlot plot = Plot(Column("p", "30", "5", "5", "30", "5"), [Column("cost", "2", "1", "4", "6", "1")]);
        Curve curve = Assert.Single(plot.Panels[0].Curves);
        Assert.Equal([new CurveMean(5, 2, 1, 4, 3), new CurveMean(30, 4, 2, 6, 2)], curve.Means);
        Assert.Equal([0, 1, 2, 3, 4], curve.Points.Select(point => point.Row));
        Assert.Equal(string.Empty, plot.SeriesName);
    }

    [Fact]
    public void A_column_has_a_panel_and_a_value_of_the_series_a_line_in_each()
    {
        CurvePlot plot = Plot(
            Column("p", "1", "1", "2", "2"),
            [Column("cost", "1", "2", "3", "4"), Column("quality", "5", "6", "", "8")],
            [Column("method", "b", "a", "b", "a"), Column("seed", "10", "9", "10", "9")]);
        Assert.Equal(["cost", "quality"], plot.Panels.Select(panel => panel.Name));
        Assert.Equal("method, seed", plot.SeriesName);
        Assert.Equal(["b, 10", "a, 9"], plot.Series.Select(series => series.Name));
        Assert.Equal([1, 3], plot.Panels[0].Curves[0].Means.Select(mean => mean.Mean));
        Assert.Equal([5], plot.Panels[1].Curves[0].Means.Select(mean => mean.Mean));
        Assert.Same(plot.Series[1], plot.Panels[1].Curves[1].Series);
    }

    [Fact]
    public void Rows_without_a_value_are_left_out_and_counted()
    {
        CurvePlot plot = Plot(Column("p", "1", "2", "", "4"), [Column("cost", "1", "NaN", "3", "4"), Column("time", "1", "2", "3", "4")]);
        Assert.Equal([2, 1], plot.Panels.Select(panel => panel.LeftOut));
        Assert.Equal([1, 4], plot.Panels[0].Curves[0].Means.Select(mean => mean.X));
    }

    [Fact]
    public void Texts_are_categories_in_the_order_of_the_rows_and_their_series_stand_side_by_side()
    {
        CurvePlot plot = Plot(Column("method", "TSne", "Sne", "TSne", "Sne"), [Column("cost", "1", "2", "3", "4")], [Column("seed", "1", "1", "2", "2")]);
        Assert.Equal(["TSne", "Sne"], plot.Categories!);
        Assert.Equal([0, 1], plot.Panels[0].Curves[0].Means.Select(mean => mean.X));
        Assert.Equal(0, plot.Shift(plot.Series[0]) + plot.Shift(plot.Series[1]), 1e-12);
        Assert.NotEqual(0, plot.Shift(plot.Series[0]));
    }

    [Fact]
    public void Numbers_order_their_series_as_numbers_and_a_row_without_one_comes_last()
    {
        CurvePlot plot = Plot(Column("p", "1", "1", "1", "1"), [Column("cost", "1", "2", "3", "4")], [Column("k", "30", "", "5", "100")]);
        Assert.Equal(["5", "30", "100", "(none)"], plot.Series.Select(series => series.Name));
    }

    [Theory]
    [InlineData(AxisScale.Auto, true, "1", "10", "100")]
    [InlineData(AxisScale.Auto, true, "5", "10", "20", "50", "100")]
    [InlineData(AxisScale.Auto, false, "10", "20", "30")]
    [InlineData(AxisScale.Auto, false, "5", "15", "30", "50")]
    [InlineData(AxisScale.Auto, false, "0", "1", "2", "4")]
    [InlineData(AxisScale.Auto, false, "1", "10")]
    [InlineData(AxisScale.Linear, false, "1", "10", "100")]
    [InlineData(AxisScale.Log, true, "10", "20", "30")]
    public void Equal_factors_are_equally_long_where_the_numbers_are_powers_or_it_is_asked_for(AxisScale scale, bool isLog, params string[] x)
    {
        CurvePlot plot = CurvePlot.Of(Column("p", x), [Column("cost", x)], [], scale);
        Assert.Equal(isLog, plot.IsLogX);
        Assert.False(plot.Panels[0].IsLog);
        Assert.True(CurvePlot.Of(Column("p", "1", "2"), [Column("cost", "1", "2")], [], yScale: AxisScale.Log).Panels[0].IsLog);
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused()
    {
        CurveColumn p = Column("p", "1", "2");
        Assert.Equal((SneError.NotANumber, "cost", 1), Refusal(() => Plot(p, [Column("cost", "none", "")])));
        Assert.Equal((SneError.NotANumber, "cost", null), Refusal(() => Plot(p, [Column("cost", "", "")])));
        Assert.Equal((SneError.NotANumber, "p", null), Refusal(() => Plot(Column("p", "", ""), [Column("cost", "1", "2")])));
        Assert.Equal((SneError.InvalidOption, "YScale", 2), Refusal(() => CurvePlot.Of(p, [Column("cost", "1", "0")], [], yScale: AxisScale.Log)));
        Assert.Equal((SneError.InvalidOption, "XScale", 1), Refusal(() => CurvePlot.Of(Column("p", "-1", "2"), [Column("cost", "1", "2")], [], AxisScale.Log)));
        Assert.Equal((SneError.InvalidOption, "XScale", 2), Refusal(() => CurvePlot.Of(Column("p", "1", "x"), [Column("cost", "1", "2")], [], AxisScale.Linear)));
        string[] many = [.. Enumerable.Range(0, 61).Select(k => $"{k}")];
        Assert.Equal((SneError.InvalidOption, "Series", null), Refusal(() => Plot(Column("p", many), [Column("cost", many)], [Column("seed", many)])));
    }

    [Fact]
    public void Sixty_series_are_told_apart_by_color_and_mark()
    {
        string[] sixty = [.. Enumerable.Range(0, 60).Select(k => $"{k}")];
        CurvePlot plot = Plot(Column("p", sixty), [Column("cost", sixty)], [Column("seed", sixty)]);
        Assert.Equal(60, plot.Series.Select(series => (series.Color, series.Mark)).Distinct().Count());
    }

    [Theory]
    [InlineData(0, 1, 5)]
    [InlineData(-3.7, 12.2, 8)]
    [InlineData(0.9781, 0.9886, 8)]
    [InlineData(1e-9, 3e-9, 4)]
    [InlineData(1e8, 1.0001e8, 6)]
    public void Ticks_are_round_numbers_in_the_range(double low, double high, int most)
    {
        double[] ticks = AxisTicks.Linear(new Extent(low, high), most);
        Assert.InRange(ticks.Length, 2, most);
        Assert.All(ticks, tick => Assert.InRange(tick, low - (1e-9 * (high - low)), high + (1e-9 * (high - low)))); // rounding of the quotient
        double step = ticks[1] - ticks[0];
        double digit = step / Math.Pow(10, Math.Floor(Math.Log10(step) + 1e-6));
        Assert.Contains(new[] { 1.0, 2, 5 }, round => Math.Abs(digit - round) < 1e-4); // ticks of 1e8 keep eight digits of a step of 2000
        Assert.Equal(ticks.Length, ticks.Select(AxisTicks.Text).Distinct().Count());
    }

    [Fact]
    public void Ticks_of_factors_are_powers_of_ten_with_2_and_5_where_there_is_room()
    {
        Assert.Equal([1, 10, 100, 1000], AxisTicks.Log(new Extent(0.9, 1100), 5));
        Assert.Equal([1, 2, 5, 10, 20], AxisTicks.Log(new Extent(1, 21), 6));
        Assert.Equal([1e-8, 1e-4, 1, 1e4, 1e8], AxisTicks.Log(new Extent(1e-9, 1e9), 6));
        Assert.Equal([3.2, 3.4, 3.6], AxisTicks.Log(new Extent(3.1, 3.7), 4));
    }

    [Theory]
    [InlineData(PlotTheme.Light, AxisScale.Linear)]
    [InlineData(PlotTheme.Dark, AxisScale.Log)]
    public void The_line_goes_through_the_means(PlotTheme theme, AxisScale scale)
    {
        CurveColumn p = Column("p", "1", "1", "4", "4", "20", "20");
        CurvePlot plot = CurvePlot.Of(p, [Column("cost", "1", "3", "9", "11", "4", "8")], [], scale, theme: theme);
        var size = new PlotSize(600, 400);
        using SKBitmap picture = Decode(plot, size);
        var layout = CurveLayout.Of(plot, size);
        SKColor color = FigureMarks.Color(Palette.Category(0));
        SKPoint[] means = [.. new[] { (1.0, 2.0), (4, 10), (20, 6) }.Select(mean => layout.Point(0, mean.Item1, mean.Item2))];
        Assert.All(means, mean => Assert.Equal(color, picture.GetPixel((int)mean.X, (int)mean.Y)));
        var middle = new SKPoint((means[0].X + means[1].X) / 2, (means[0].Y + means[1].Y) / 2);
        SKColor found = picture.GetPixel((int)middle.X, (int)middle.Y); // the line is straight on its axes, and its rim half transparent
        Assert.InRange(Math.Abs(found.Red - color.Red) + Math.Abs(found.Green - color.Green) + Math.Abs(found.Blue - color.Blue), 0, 90);
    }

    [Theory]
    [InlineData(1, 1, 300, 200)]
    [InlineData(3, 12, 300, 200)]
    [InlineData(3, 12, 1000, 800)]
    [InlineData(2, 60, 4000, 3000)]
    public void Panels_and_legend_do_not_overlap_and_frames_lie_in_their_panels(int panels, int seriesCount, int width, int height)
    {
        string[] rows = [.. Enumerable.Range(0, 4 * seriesCount).Select(k => $"{k}")];
        CurvePlot plot = Plot(
            Column("a long name of a parameter", [.. rows.Select((_, k) => $"{Math.Pow(10, k % 4)}")]),
            [.. Enumerable.Range(0, panels).Select(k => Column($"measure {k}", [.. rows.Select((_, row) => $"{1234567 * (row + 1)}")]))],
            seriesCount == 1 ? [] : [Column("a series with a name", [.. rows.Select((_, row) => $"a value with a name {row / 4}")])]);
        var layout = CurveLayout.Of(plot, new PlotSize(width, height));
        List<SKRect> parts = [.. layout.Figure.Panels];
        if (seriesCount > 1)
            parts.Add(layout.Figure.LegendPlace);
        for (int a = 0; a < parts.Count; a++)
        {
            Assert.True(parts[a].Left >= 0 && parts[a].Top >= 0 && parts[a].Right <= width && parts[a].Bottom <= height);
            for (int b = a + 1; b < parts.Count; b++)
                Assert.False(parts[a].IntersectsWith(parts[b]));
        }

        for (int k = 0; k < panels; k++)
        {
            Assert.True(layout.Figure.Panels[k].Contains(layout.Frames[k]));
            Assert.True(layout.Frames[k].Width > 30 && layout.Frames[k].Height > 10);
        }

        Assert.True(layout.Text.Size >= 9);
        (double Place, string Text)[] ticks = layout.TicksAcross;
        for (int k = 1; k < ticks.Length; k++)
        {
            float gap = layout.Point(0, ticks[k].Place, 1e6).X - layout.Point(0, ticks[k - 1].Place, 1e6).X;
            Assert.True(gap > (layout.Text.Width(ticks[k].Text) + layout.Text.Width(ticks[k - 1].Text)) / 2);
        }
    }

    [Fact]
    public void The_smallest_sheet_takes_many_curves()
    {
        string[] rows = [.. Enumerable.Range(0, 60).Select(k => $"a long text {k}")];
        CurveColumn[] ys = [.. Enumerable.Range(0, 7).Select(k => Column($"measure {k}", [.. rows.Select((_, row) => $"{row * 1e5}")]))];
        using SKBitmap picture = Decode(Plot(Column("c", rows), ys, [Column("s", rows)]), new PlotSize(100, 100));
        Assert.Equal((100, 100), (picture.Width, picture.Height));
    }

    [Fact]
    public void Long_names_of_categories_are_written_upward_and_cut_and_many_are_thinned()
    {
        string[] few = [.. Enumerable.Range(0, 12).Select(k => $"a category with a long name {k}")];
        var layout = CurveLayout.Of(Plot(Column("c", few), [Column("cost", [.. few.Select((_, k) => $"{k}")])]), new PlotSize(600, 400));
        Assert.True(layout.IsUpright);
        Assert.Equal(12, layout.TicksAcross.Length);
        Assert.All(layout.TicksAcross, tick => Assert.EndsWith("…", tick.Text, StringComparison.Ordinal));
        string[] many = [.. Enumerable.Range(0, 300).Select(k => $"name {k}")];
        layout = CurveLayout.Of(Plot(Column("c", many), [Column("cost", [.. many.Select((_, k) => $"{k}")])]), new PlotSize(600, 400));
        Assert.InRange(layout.TicksAcross.Length, 10, 100);
        Assert.True(layout.Point(0, layout.TicksAcross[1].Place, 0).X - layout.Point(0, 0, 0).X > layout.Text.Size);
        Assert.False(CurveLayout.Of(Plot(Column("c", "a", "b"), [Column("cost", "1", "2")]), new PlotSize(600, 400)).IsUpright);
    }

    [Fact]
    public void A_page_has_means_values_and_one_line_of_the_legend_for_a_series()
    {
        CurvePlot plot = Plot(
            Column("p", "1", "1", "10", "10", "100", "100", "1"),
            [Column("cost", "1", "3", "5", "7", "2", "2", "8"), Column("<b>time</b>", "1", "1", "1", "1", "1", "1", "1")],
            [Column("method", "</script>", "</script>", "</script>", "</script>", "</script>", "</script>", "b")]);
        using var stream = new MemoryStream();
        CurvePage.Write(plot, null, stream);
        string page = System.Text.Encoding.UTF8.GetString(stream.ToArray());
        int from = page.IndexOf("id=\"figure\">", StringComparison.Ordinal) + "id=\"figure\">".Length;
        JsonNode figure = JsonNode.Parse(page[from..page.IndexOf("</script>", from, StringComparison.Ordinal)])!;
        JsonNode[] traces = [.. figure["data"]!.AsArray().Select(trace => trace!)];
        JsonNode[] means = [.. traces.Where(trace => trace["mode"]!.GetValue<string>() == "lines+markers")];
        Assert.Equal([2, 6, 2], means[0]["y"]!.AsArray().Select(y => y!.GetValue<double>()));
        Assert.Equal(["&lt;/script&gt;", "b"], traces.Where(trace => trace["showlegend"]!.GetValue<bool>()).Select(trace => trace["name"]!.GetValue<string>()));
        Assert.Equal("log", figure["layout"]!["xaxis"]!["type"]!.GetValue<string>());
        Assert.Equal(["1", "10", "100"], figure["layout"]!["xaxis"]!["ticktext"]!.AsArray().Select(text => text!.GetValue<string>()));
        Assert.Equal("method", figure["layout"]!["legend"]!["title"]!["text"]!.GetValue<string>());
    }

    [Fact]
    public void A_text_is_cut_and_wrapped_to_its_room()
    {
        var text = new FigureText(12);
        Assert.Equal("short", text.Fit("short", 100));
        string cut = text.Fit("a text that is much too long for this", 80);
        Assert.EndsWith("…", cut, StringComparison.Ordinal);
        Assert.True(text.Width(cut) <= 80);
        Assert.Equal(string.Empty, text.Fit("text", 2));
        string[] lines = text.Wrap("one two three four five six seven eight nine ten", 90, 3);
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.True(text.Width(line) <= 90));
        Assert.Equal("one two", text.Wrap("one two three", text.Width("one two thr"), 2)[0]);
    }

    private static CurvePlot Plot(CurveColumn x, CurveColumn[] ys, CurveColumn[]? series = null) => CurvePlot.Of(x, ys, series ?? []);

    private static CurveColumn Column(string name, params string[] texts) => new(name, texts, [.. texts.Select(text => Cell.FromText(text).Number)]);

    private static (SneError, string?, int?) Refusal(Action action)
    {
        SneException error = Assert.Throws<SneException>(action);
        return (error.Error, error.Column, error.Row);
    }

    private static SKBitmap Decode(CurvePlot plot, PlotSize size)
    {
        using var stream = new MemoryStream();
        CurvePicture.Write(plot, size, PictureFormat.Png, stream);
        return SKBitmap.Decode(stream.ToArray());
    }
}
