using System.Globalization;
using System.Text.Json.Nodes;
using SkiaSharp;
using SneTools.Plots;

namespace SneTools.PlotsTests;

public sealed class PageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("snetools-page-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_page_holds_all_it_needs_and_no_markup_of_the_user()
    {
        string page = File.ReadAllText(Write(Plots.Circle(Plots.Evil, 5, Plots.Evil[0], columns: [new LabelColumn(Plots.Evil[1], Enumerable.Repeat<string?>(Plots.Evil[2], 50).ToArray())])));
        Assert.Equal(4, Count(page, "<script"));
        Assert.DoesNotContain("pwned = 1</script>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script src", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.Contains("<title>&lt;/script&gt;", page, StringComparison.Ordinal);
        foreach (string id in new[] { "figure", "columns" })
        {
            string json = Between(page, $"id=\"{id}\">", "</script>");
            Assert.Equal(-1, json.AsSpan().IndexOfAny(['<', '>', '&', '\'', '\u2028']));
            Assert.NotNull(JsonNode.Parse(json));
        }
    }

    [Fact]
    public void Values_are_written_once_and_coordinates_to_five_digits()
    {
        string page = File.ReadAllText(Write(Plots.Circle(["alpha", "beta"], 500)));
        JsonNode columns = JsonNode.Parse(Between(page, "id=\"columns\">", "</script>"))!;
        Assert.Equal(["alpha", "beta"], columns[0]!["texts"]!.AsArray().Select(text => text!.GetValue<string>()));
        Assert.Equal(1000, columns[0]!["codes"]!.AsArray().Count);
        JsonNode figure = JsonNode.Parse(Between(page, "id=\"figure\">", "</script>"))!;
        Assert.Equal(["alpha (500)", "beta (500)"], figure["data"]!.AsArray().Select(trace => trace!["name"]!.GetValue<string>()));
        Assert.All(figure["data"]![0]!["x"]!.AsArray(), x => Assert.InRange(x!.ToJsonString().Length, 1, 8));
    }

    [Fact]
    public async Task Many_points_are_drawn_pointed_at_filtered_selected_and_searched()
    {
        string[] labels = [.. Enumerable.Range(0, 10).Select(k => $"digit {k}")];
        MapPlot plot = Plots.Circle(labels, 7000, "ten digits");
        plot.Map[69_999, 0] = 0; // alone in the middle, to be pointed at
        plot.Map[69_999, 1] = 0;
        await using Browser page = await Browser.OpenAsync(Chromium(), Write(plot));

        Assert.Equal(70_000, (await page.EvaluateAsync("plot._fullData.reduce((n, t) => n + (t.type === 'scattergl' && t.visible === true ? t._length : 0), 0)"))!.GetValue<int>());
        using (SKBitmap picture = SKBitmap.Decode(await page.ScreenshotAsync()))
        {
            for (int k = 0; k < 10; k++)
            {
                Rgb color = plot.Colors.Categories[k].Color;
                int pixels = picture.Pixels.Count(pixel => Math.Abs(pixel.Red - color.Red) + Math.Abs(pixel.Green - color.Green) + Math.Abs(pixel.Blue - color.Blue) < 30);
                Assert.True(pixels > 500, $"{labels[k]} takes {pixels} pixels.");
            }
        }

        await Point(page, 0, 0);
        Assert.Equal("label: digit 9", await Text(page, "tip.firstChild"));

        await page.ClickAsync("document.querySelectorAll('.legendtoggle')[3]");
        await page.WaitAsync("plot.data[3].visible === 'legendonly' && plot.layout.annotations[3].visible === false");
        Assert.Equal(63_000, (await page.EvaluateAsync("plot._fullData.reduce((n, t) => n + (t.visible === true ? t._length : 0), 0)"))!.GetValue<int>());

        await page.ClickAsync("document.querySelector('[data-val=lasso]')");
        await page.WaitAsync("plot._fullLayout.dragmode === 'lasso'");
        (double x, double y) = await Place(page, 10, 0);
        await page.MouseAsync("mousePressed", x - 60, y - 60);
        foreach ((int dx, int dy) in new[] { (0, -65), (60, -60), (65, 0), (60, 60), (0, 65), (-60, 60), (-65, 0), (-60, -55) })
            await page.MouseAsync("mouseMoved", x + dx, y + dy);
        await page.MouseAsync("mouseReleased", x - 60, y - 55);
        await page.WaitAsync("document.getElementById('status').textContent.includes('selected')");
        Assert.Matches("^[0-9 \u202F]+ of 70\u202F000 points selected: digit 0 ", await Text(page, "document.getElementById('status')"));

        await page.EvaluateAsync("(() => { const s = document.getElementById('search'); s.value = 'DIGIT 7'; s.dispatchEvent(new Event('input')); })()");
        await page.WaitAsync("document.getElementById('status').textContent.includes('match')");
        Assert.Equal("7\u202F000 of 70\u202F000 points match", await Text(page, "document.getElementById('status')"));
        Assert.Equal(7000, (await page.EvaluateAsync("plot.data.reduce((n, t) => n + t.selectedpoints.length, 0)"))!.GetValue<int>());
        AssertQuiet(page);
    }

    [Fact]
    public async Task Labels_are_shown_as_text_and_never_run()
    {
        string[] labels = Plots.Evil;
        var column = new LabelColumn("<b>note</b>", [.. Enumerable.Range(0, labels.Length).Select(k => labels[^(k + 1)])]);
        MapPlot plot = Plots.Circle(labels, 1, labels[0], columns: [column]);
        await using Browser page = await Browser.OpenAsync(Chromium(), Write(plot));

        for (int i = 0; i < labels.Length; i++)
        {
            await Point(page, plot.Map[i, 0], plot.Map[i, 1]);
            await page.WaitAsync($"tip.lastChild.textContent === 'point: {i + 1}'");
            Assert.Equal($"label: {labels[i]}", await Text(page, "tip.children[0]"));
            Assert.Equal($"<b>note</b>: {labels[^(i + 1)]}", await Text(page, "tip.children[1]"));
        }

        string legend = await Text(page, "({ textContent: [...document.querySelectorAll('.legendtext')].map(t => t.textContent).join('\\n') })");
        Assert.Equal(plot.Colors.Legend.Count, legend.Split('\n').Length);
        foreach ((string text, PlotCategory category) in legend.Split('\n').Zip(plot.Colors.Legend)) // long ones are cut
            Assert.True(text == category.Caption || (text.EndsWith('…') && category.Caption.StartsWith(text[..^1], StringComparison.Ordinal)), $"{category.Caption}: {text}");
        Assert.Equal(labels[0], await Text(page, "({ textContent: document.title })"));
        Assert.Equal(labels[0], await Text(page, "document.querySelector('.gtitle')"));
        Assert.True((await page.EvaluateAsync("window.pwned === undefined && document.scripts.length === 4 && document.querySelectorAll('img, #plot b').length === 0"))!.GetValue<bool>());
        AssertQuiet(page);
    }

    [Fact]
    public async Task Names_do_not_lie_over_each_other_whatever_is_zoomed_and_the_legend_is_readable_on_dark()
    {
        string[] labels = [.. Enumerable.Range(0, 40).Select(k => $"a rather long name {k}")];
        await using Browser page = await Browser.OpenAsync(Chromium(), Write(Plots.Circle(labels, 500, theme: PlotTheme.Dark)));
        await page.WaitAsync("plot.dataset.named === 'true'");
        string both = "[...plot.querySelectorAll('.annotation')].filter(a => getComputedStyle(a).opacity !== '0').map(a => a.querySelector('.bg').getBoundingClientRect()).filter(b => b.width > 0)";
        string apart = $"(b => b.length > 5 && b.every((one, i) => b.every((other, k) => i === k || one.left >= other.right || other.left >= one.right || one.top >= other.bottom || other.top >= one.bottom)))({both})";
        await page.WaitAsync(apart);
        Assert.True((await page.EvaluateAsync($"{both}.length < 40"))!.GetValue<bool>());
        await page.EvaluateAsync("Plotly.relayout(plot, { 'xaxis.range': [-14, 14], 'yaxis.range': [-14, 14] }).then(() => true)");
        await page.WaitAsync(apart);
        Rgb ink = Palette.Ink(PlotTheme.Dark);
        Assert.Equal(
            $"rgb({ink.Red}, {ink.Green}, {ink.Blue})",
            (await page.EvaluateAsync("[...document.querySelectorAll('.legendtext, .legendtitletext')].map(t => getComputedStyle(t).fill).filter((f, i, all) => all.indexOf(f) === i).join()"))!.GetValue<string>());
        Assert.True((await page.EvaluateAsync("[...document.querySelectorAll('.legendpoints path')].every(p => getComputedStyle(p).opacity === '1')"))!.GetValue<bool>());
        AssertQuiet(page);
    }

    private static string Chromium()
    {
        string? chromium = Browser.Find();
        Assert.SkipWhen(chromium is null, "There is no Chromium on this machine: neither chromium nor google-chrome is in PATH.");
        return chromium!;
    }

    private static void AssertQuiet(Browser page)
    {
        Assert.Empty(page.Errors);
        Assert.NotEmpty(page.Requests);
        Assert.All(page.Requests, request => Assert.True(
            request.StartsWith("file:", StringComparison.Ordinal) || request.StartsWith("data:", StringComparison.Ordinal) || request.StartsWith("blob:", StringComparison.Ordinal),
            request));
    }

    private static async Task<string> Text(Browser page, string element) => (await page.EvaluateAsync($"({element}).textContent"))!.GetValue<string>();

    private static async Task Point(Browser page, double x, double y)
    {
        (double left, double top) = await Place(page, x, y);
        await page.MouseAsync("mouseMoved", left - 40, top - 40);
        await Task.Delay(100); // Plotly looks for a point ten times a second at most
        await page.MouseAsync("mouseMoved", left, top);
        await page.WaitAsync("!document.getElementById('tip').hidden");
    }

    /// <summary>Where a point of the map lies in the window.</summary>
    private static async Task<(double X, double Y)> Place(Browser page, double x, double y)
    {
        JsonNode place = (await page.EvaluateAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"(() => {{ const l = plot._fullLayout, r = plot.getBoundingClientRect(); return [r.x + l.xaxis._offset + l.xaxis.l2p({x}), r.y + l.yaxis._offset + l.yaxis.l2p({y})]; }})()")))!;
        return (place[0]!.GetValue<double>(), place[1]!.GetValue<double>());
    }

    private static int Count(string text, string part) => (text.Length - text.Replace(part, "", StringComparison.OrdinalIgnoreCase).Length) / part.Length;

    private static string Between(string text, string before, string after)
    {
        int start = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return text[start..text.IndexOf(after, start, StringComparison.Ordinal)];
    }

    private string Write(MapPlot plot)
    {
        string file = Path.Combine(_folder, "map.html");
        using FileStream stream = File.Create(file);
        MapPage.Write(plot, null, stream);
        return file;
    }
}
