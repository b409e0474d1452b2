using System.Text.Json.Nodes;
using System.Xml.Linq;
using SkiaSharp;
using SneTools.Plots;

namespace SneTools.PlotsTests;

/// <summary>Lines that were measured in order: the costs of runs, R_NX of maps; and bars.</summary>
public class LineTests
{
    [Fact]
    public void Phases_of_a_run_are_those_of_one_exaggeration_or_of_one_that_falls()
    {
        HistoryPoint[] history = [.. Enumerable.Range(1, 10).Select(k => new HistoryPoint(k, 1.0 / k, 0, k <= 4 ? 12 : 1))];
        Assert.Equal([new HistoryPhase("exaggeration x 12", 1, 4, true), new HistoryPhase("descent", 5, 10, false)], HistoryPhase.Of(history));
        HistoryPoint[] falling = [.. Enumerable.Range(1, 10).Select(k => new HistoryPoint(k, 1.0 / k, 0, Math.Max(1, 6 - k)))];
        Assert.Equal([new HistoryPhase("exaggeration x 5 to 2", 1, 4, true), new HistoryPhase("descent", 5, 10, false)], HistoryPhase.Of(falling));
    }

    [Fact]
    public void The_cost_of_a_run_has_its_title_and_its_phases()
    {
        CurvePlot plot = HistoryPlot.Of(Run(SneMethod.TSne, 90, 200), AxisScale.Auto, AxisScale.Log, PlotTheme.Dark);
        string[] texts = Texts(plot, new PlotSize(900, 600));
        Assert.Single(texts, "exaggeration x 4 to 2");
        Assert.Single(texts, "descent");
        Assert.Contains(texts, text => text.StartsWith("TSne, 40 points: ", StringComparison.Ordinal));
        Assert.Equal([.. Run(SneMethod.TSne, 90, 200).History.Select(point => point.Divergence)], plot.Panels[0].Curves[0].Points.Select(point => point.Y));
        Assert.True(plot.Panels[0].IsLog);
    }

    [Fact]
    public void Runs_of_one_name_share_a_color_and_costs_are_those_that_runs_report()
    {
        Embedding sne = Run(SneMethod.Sne, 5, 300);
        Embedding tsne = Run(SneMethod.TSne, 5, 200);
        CurvePlot plot = HistoryPlot.Of([("Sne", "Sne, Seed 1", sne), ("TSne", "TSne, Seed 1", tsne), ("Sne", "Sne, Seed 2", sne)], "Method", AxisScale.Auto, AxisScale.Auto, PlotTheme.Light);
        Assert.Equal(["Sne", "TSne"], plot.Series.Select(series => series.Name));
        Curve[] curves = plot.Panels[0].Curves;
        Assert.Equal([0, 1, 0], curves.Select(curve => Array.IndexOf(plot.Series, curve.Series)));
        Assert.Equal(["Sne, Seed 1", "TSne, Seed 1", "Sne, Seed 2"], curves.Select(curve => curve.Name));
        Assert.Equal(sne.History[^1].Divergence / 40, curves[0].Points[^1].Y, 1e-12); // a quotient of doubles
        Assert.Equal(tsne.History[^1].Divergence, curves[1].Points[^1].Y, 1e-12);
        JsonNode[] traces = Traces(plot);
        Assert.Equal([true, true, false], traces.Select(trace => trace["showlegend"]!.GetValue<bool>()));
        Assert.All(traces, trace => Assert.Equal("lines", trace["mode"]!.GetValue<string>()));
        Assert.Contains("Sne, Seed 2, iteration 1:", traces[2]["text"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Many_numbers_are_colored_in_their_order_and_few_or_names_are_not()
    {
        foreach (PlotTheme theme in new[] { PlotTheme.Light, PlotTheme.Dark })
        {
            CurveSeries[] forty = SeriesStyle.Of([.. Enumerable.Range(3, 40).Select(k => $"{k}")], theme, "Caption");
            Assert.Equal(40, forty.Select(series => series.Color).Distinct().Count());
            Assert.All(forty, series => Assert.Equal(CurveMark.Circle, series.Mark));
            double[] light = [.. forty.Select(series => Luminance(series.Color))];
            Assert.Equal(light.Order(), light);
            Assert.All(light, value => Assert.True(Contrast(value, Luminance(Palette.Paper(theme))) > 1.6, $"{value}")); // as far from the paper as yellow of the palette
            Assert.NotEqual(forty[0].Color, SeriesStyle.Of(["3", "4", "5"], theme, "Caption")[0].Color);
            Assert.Equal(SeriesStyle.Of(["3", "4"], theme, "Caption")[1].Color, SeriesStyle.Of([.. Enumerable.Range(0, 12).Select(k => $"run {k}")], theme, "Caption")[1].Color);
        }

        Assert.Equal("Caption", Assert.Throws<SneException>(() => SeriesStyle.Of([.. Enumerable.Range(0, 61).Select(k => $"{k}")], PlotTheme.Light, "Caption")).Column);
    }

    [Theory]
    [InlineData(AxisScale.Auto, true)]
    [InlineData(AxisScale.Linear, false)]
    public void R_NX_of_many_neighbors_is_drawn_at_fewer_places_from_the_first_to_the_last(AxisScale scale, bool isLog)
    {
        double[] rnx = [.. Enumerable.Range(1, 50_000).Select(k => 1 / Math.Sqrt(k))];
        CurvePlot plot = RnxPlot.Of([("a", "a", rnx, 0.5), ("b", "b", rnx[..100], 0.25)], "map", scale, AxisScale.Auto, PlotTheme.Light);
        Assert.Equal(isLog, plot.IsLogX);
        Assert.Equal(["a: 0.500", "b: 0.250"], plot.Series.Select(series => series.Name));
        Assert.All(plot.Panels[0].Curves, curve => Assert.InRange(curve.Points.Length, 50, 600));
        CurvePoint[] points = plot.Panels[0].Curves[0].Points;
        Assert.Equal((1, 50_000), (points[0].X, points[^1].X));
        Assert.All(points, point => Assert.Equal(rnx[(int)point.X - 1], point.Y));
        SneException refusal = Assert.Throws<SneException>(() => RnxPlot.Of([("a", "a", [0.5, -0.1], null)], "map", scale, AxisScale.Log, PlotTheme.Light));
        Assert.Equal((SneError.InvalidOption, "YScale"), (refusal.Error, refusal.Column));
    }

    [Fact]
    public void Marks_stand_only_where_they_do_not_touch()
    {
        CurvePlot Line(int count) => CurvePlot.OfLines("x", "y", [new CurveLine("a", [.. Enumerable.Range(1, count).Select(k => (double)k)], [.. Enumerable.Range(1, count).Select(k => (double)k)])], string.Empty, false, false);
        CurvePlot few = Line(10);
        CurvePlot many = Line(500);
        Assert.True(CurveLayout.Of(few, new PlotSize(800, 600)).HasMarks(0, few.Panels[0].Curves[0]));
        Assert.False(CurveLayout.Of(many, new PlotSize(800, 600)).HasMarks(0, many.Panels[0].Curves[0]));
        Assert.Equal(["lines+markers"], Traces(few).Select(trace => trace["mode"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(300, 200)]
    [InlineData(1000, 800)]
    [InlineData(4000, 3000)]
    public void Bars_begin_at_zero_and_stand_side_by_side_in_the_order_of_numbers(int width, int height)
    {
        var random = new Random(1);
        string[] x = [.. Enumerable.Range(0, 45).Select(k => new[] { "45", "5", "15" }[k % 3])];
        string[] methods = [.. Enumerable.Range(0, 45).Select(k => $"m{k / 15}")];
        string[] y = [.. Enumerable.Range(0, 45).Select(k => FormattableString.Invariant($"{(k / 15 == 1 ? -1 : 1) * (1 + random.NextDouble())}"))];
        CurvePlot plot = CurvePlot.Of(Column("p", x), [Column("cost", y)], [Column("method", methods)], form: CurveForm.Bar);
        Assert.Equal(["5", "15", "45"], plot.Categories!);
        Assert.Equal("mean and range of 5 rows", plot.Panels[0].Note);
        var layout = CurveLayout.Of(plot, new PlotSize(width, height));
        float zero = layout.Point(0, 0, 0).Y;
        SKRect[] bars = [.. plot.Panels[0].Curves.SelectMany(curve => curve.Means.Select(mean => CurveBars.Bar(plot, layout, 0, mean, plot.Shift(curve.Series))))];
        Assert.Equal(9, bars.Length);
        Assert.All(bars, bar => Assert.True((Math.Abs(bar.Top - zero) < 0.01 || Math.Abs(bar.Bottom - zero) < 0.01) && layout.Frames[0].Contains(bar))); // floats
        for (int a = 0; a < 9; a++)
            Assert.DoesNotContain(bars.Where((_, b) => b != a), bar => bar.IntersectsWith(bars[a]));
        using SKBitmap picture = Decode(plot, new PlotSize(width, height));
        foreach (Curve curve in plot.Panels[0].Curves)
        {
            SKRect bar = CurveBars.Bar(plot, layout, 0, curve.Means[0], plot.Shift(curve.Series));
            Assert.Equal(FigureMarks.Color(curve.Series.Color), picture.GetPixel((int)(bar.Left + (0.15f * bar.Width)), (int)((zero + bar.MidY) / 2)));
        }
    }

    [Fact]
    public void Bars_of_zeros_stand_on_an_axis_from_zero()
    {
        var layout = CurveLayout.Of(CurvePlot.Of(Column("p", "a", "b"), [Column("cost", "0", "0")], [], form: CurveForm.Bar), new PlotSize(400, 300));
        Assert.Equal(0, layout.Up[0].Range.Low);
        Assert.InRange(layout.Up[0].Range.High, 1, 2);
    }

    [Fact]
    public void Bars_have_no_logarithms()
    {
        foreach ((AxisScale x, AxisScale y, string parameter) in new[] { (AxisScale.Log, AxisScale.Auto, "XScale"), (AxisScale.Auto, AxisScale.Log, "YScale") })
        {
            SneException refusal = Assert.Throws<SneException>(() => CurvePlot.Of(Column("p", "1", "2"), [Column("cost", "1", "2")], [], x, y, form: CurveForm.Bar));
            Assert.Equal((SneError.InvalidOption, parameter), (refusal.Error, refusal.Column));
        }
    }

    [Fact]
    public void A_page_has_bars_with_whiskers_and_their_rows()
    {
        JsonNode[] traces = Traces(CurvePlot.Of(Column("p", "1", "1", "2"), [Column("cost", "1", "3", "5")], [], form: CurveForm.Bar));
        Assert.Equal(["bar", "scatter"], traces.Select(trace => trace["type"]!.GetValue<string>()));
        Assert.Equal([2, 5], traces[0]["y"]!.AsArray().Select(y => y!.GetValue<double>()));
        Assert.Equal([1, 0], traces[0]["error_y"]!["array"]!.AsArray().Select(y => y!.GetValue<double>()));
        Assert.Equal(3, traces[1]["y"]!.AsArray().Count);
    }

    [Fact]
    public void Numbers_along_an_axis_have_as_many_decimals()
    {
        Assert.Equal(["0.58", "0.60", "0.62"], AxisTicks.Texts([0.58, 0.6, 0.62], isLog: false));
        Assert.Equal(["0.5", "1", "2"], AxisTicks.Texts([0.5, 1, 2], isLog: true));
        Assert.Equal(["1e-5", "2e-5"], AxisTicks.Texts([1e-5, 2e-5], isLog: false));
        Assert.Equal(["0", "5", "10"], AxisTicks.Texts([0, 5, 10], isLog: false));
    }

    private static Embedding Run(SneMethod method, int exaggerated, int iterations)
    {
        var map = new Matrix(40, 2);
        for (int i = 0; i < map.Values.Length; i++)
            map.Values[i] = Math.Sin(i);
        return new Embedding
        {
            Map = map,
            Method = method,
            DegreeOfFreedom = 1,
            Engine = EngineKind.Exact,
            Neighbor = null,
            NeighborCount = 10,
            NeighborRecall = 1,
            Metric = NeighborMetric.Euclidean,
            Precision = NumericPrecision.Double,
            Perplexity = 5,
            Sigma = null,
            Entropy = 1,
            CrossEntropy = 3,
            Optimizer = OptimizerKind.GradientDescent,
            StopReason = StopReason.IterationLimit,
            Elapsed = TimeSpan.Zero,
            Stages = [],
            Seed = 0,
            LearningRate = 1,
            History = [.. Enumerable.Range(1, iterations).Select(k => new HistoryPoint(k, 2 + (100.0 / k), 0.1, k > exaggerated ? 1 : 4 - (2.0 * (k - 1) / (exaggerated - 1))))],
            Columns = [],
            Labels = [],
            Warnings = [],
        };
    }

    private static CurveColumn Column(string name, params string[] texts) => new(name, texts, [.. texts.Select(text => Cell.FromText(text).Number)]);

    private static double Luminance(Rgb color)
    {
        return (0.2126 * Linear(color.Red)) + (0.7152 * Linear(color.Green)) + (0.0722 * Linear(color.Blue));

        static double Linear(byte part) => part / 255.0 is var value and <= 0.04045 ? value / 12.92 : Math.Pow(((part / 255.0) + 0.055) / 1.055, 2.4);
    }

    private static double Contrast(double one, double other) => (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);

    private static string[] Texts(CurvePlot plot, PlotSize size)
    {
        using var stream = new MemoryStream();
        CurvePicture.Write(plot, size, PictureFormat.Svg, stream);
        stream.Position = 0;
        return [.. XDocument.Load(stream).Root!.Descendants().Where(element => element.Name.LocalName == "text").Select(text => text.Value.Trim())];
    }

    private static JsonNode[] Traces(CurvePlot plot)
    {
        using var stream = new MemoryStream();
        CurvePage.Write(plot, null, stream);
        string page = System.Text.Encoding.UTF8.GetString(stream.ToArray());
        int from = page.IndexOf("id=\"figure\">", StringComparison.Ordinal) + "id=\"figure\">".Length;
        JsonNode figure = JsonNode.Parse(page[from..page.IndexOf("</script>", from, StringComparison.Ordinal)])!;
        return [.. figure["data"]!.AsArray().Select(trace => trace!)];
    }

    private static SKBitmap Decode(CurvePlot plot, PlotSize size)
    {
        using var stream = new MemoryStream();
        CurvePicture.Write(plot, size, PictureFormat.Png, stream);
        return SKBitmap.Decode(stream.ToArray());
    }
}
