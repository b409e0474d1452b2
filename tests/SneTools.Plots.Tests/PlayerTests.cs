using System.Text.Json.Nodes;
using SneTools.Plots;

namespace SneTools.PlotsTests;

/// <summary>A page that plays a map on its way.</summary>
public sealed class PlayerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("snetools-player-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Frames_are_written_in_two_bytes_a_coordinate_and_nothing_else_runs()
    {
        MapMovie movie = Movies.Growing(50, 2, [1e-4, 3, 8]);
        string page = File.ReadAllText(Write(movie));
        JsonNode frames = JsonNode.Parse(page.Split("id=\"movie\">")[1].Split("</script>")[0])!;
        Assert.Equal(8, frames["rate"]!.GetValue<double>());
        Assert.Equal(3, frames["frames"]!.AsArray().Count);
        for (int k = 0; k < 3; k++)
        {
            JsonNode frame = frames["frames"]![k]!;
            byte[] bytes = Convert.FromBase64String(frame["data"]!.GetValue<string>());
            Assert.Equal(50 * 2 * 2, bytes.Length);
            for (int c = 0; c < 2; c++)
            {
                double low = frame["ranges"]![c]![0]!.GetValue<double>();
                double high = frame["ranges"]![c]![1]!.GetValue<double>();
                for (int i = 0; i < 50; i++)
                {
                    double value = low + ((high - low) * BitConverter.ToUInt16(bytes, 2 * ((50 * c) + i)) / 65535);
                    Assert.Equal(movie[k][i, c], value, (high - low) / 65535); // to the last whole number
                }
            }

            Assert.Equal(movie[k].ToString(), frame["caption"]!.GetValue<string>());
            Assert.Equal(3, frame["places"]!.AsArray().Count);
        }
    }

    [Fact]
    public void A_page_holds_no_more_than_a_browser_opens()
    {
        Assert.Equal(239, PlayerPart.MostFrames(Movies.Growing(70_000, 2, [1, 2]).Plot));
        Assert.Equal(2, PlayerPart.MostFrames(new MapPlot(new Matrix(30_000_000, 1), PointColors.Plain(30_000_000, PlotTheme.Light))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_slider_moves_points_and_the_button_plays_to_the_end(int dimension)
    {
        MapMovie movie = Movies.Growing(90, dimension, [1e-3, 2, 5, 9]);
        await using Browser page = await OpenAsync(movie);
        await page.WaitAsync("document.getElementById('moment').textContent === 'iteration 30 of 30, divergence 1.5000'");
        await Slide(page, 0);
        await page.WaitAsync("document.getElementById('moment').textContent === 'iteration 0 of 30, divergence 4.5000, early exaggeration'");
        await page.WaitAsync("Math.abs(Math.max(...plot.data.flatMap(trace => [...trace.x])) - 1e-3) < 1e-6");
        string axis = dimension == 3 ? "plot.layout.scene.xaxis.range" : "plot.layout.xaxis.range";
        await page.WaitAsync($"{axis}[1] < 2e-3");
        await page.ClickAsync("document.getElementById('play')");
        await page.WaitAsync("document.getElementById('frame').value === '3' && document.getElementById('play').getAttribute('aria-label') === 'Play'");
        await page.WaitAsync($"Math.abs(Math.max(...plot.data.flatMap(trace => [...trace.x])) - 9) < 1e-3 && {axis}[1] > 9");
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task A_category_that_is_hidden_stays_hidden_and_who_zooms_keeps_the_view()
    {
        MapMovie movie = Movies.Growing(90, 2, [1e-3, 2, 5, 9]);
        await using Browser page = await OpenAsync(movie);
        await page.ClickAsync("document.querySelectorAll('.legendtoggle')[1]");
        await page.WaitAsync("plot.data[1].visible === 'legendonly' && plot.layout.annotations[1].visible === false");
        await Slide(page, 1);
        await page.WaitAsync("document.getElementById('moment').textContent.startsWith('iteration 10 ') && plot.layout.xaxis.range[1] < 4.5"); // 2, and as much more as the window is wider than high; the last reaches 9
        Assert.True((await page.EvaluateAsync("plot.data[1].visible === 'legendonly' && plot.layout.annotations[1].visible === false"))!.GetValue<bool>());
        await page.EvaluateAsync("Plotly.relayout(plot, { 'xaxis.range[0]': -1, 'xaxis.range[1]': 1 }).then(() => true)");
        await Slide(page, 2);
        await page.WaitAsync("Math.abs(Math.max(...plot.data.flatMap(trace => [...trace.x])) - 5) < 1e-3");
        Assert.True((await page.EvaluateAsync("plot.layout.xaxis.range[1] < 1.5"))!.GetValue<bool>());
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task Points_of_numbers_keep_their_scale()
    {
        var colors = PointColors.Of(new LabelColumn("size", [.. Enumerable.Range(0, 90).Select(i => i % 10 == 0 ? null : $"{i}.5")]), ColorKind.Number, PlotTheme.Dark);
        await using Browser page = await OpenAsync(Movies.Growing(90, 2, [1, 5], "scale", colors));
        await Slide(page, 0);
        await page.WaitAsync("Math.abs(Math.max(...plot.data.flatMap(trace => [...trace.x])) - 1) < 1e-3");
        Assert.Equal(90, (await page.EvaluateAsync("plot.data.reduce((sum, trace) => sum + trace.x.length, 0)"))!.GetValue<int>());
        Assert.True((await page.EvaluateAsync("plot.data.some(trace => trace.marker.colorbar && trace.marker.cmax === 89.5)"))!.GetValue<bool>());
        Assert.Empty(page.Errors);
    }

    private static async Task Slide(Browser page, int frame) => await page.EvaluateAsync(
        $"(() => {{ const s = document.getElementById('frame'); s.value = {frame}; s.dispatchEvent(new Event('input')); }})()");

    private async Task<Browser> OpenAsync(MapMovie movie)
    {
        string? chromium = Browser.Find();
        Assert.SkipWhen(chromium is null, "There is no Chromium on this machine: neither chromium nor google-chrome is in PATH.");
        return await Browser.OpenAsync(chromium!, Write(movie));
    }

    private string Write(MapMovie movie)
    {
        string file = Path.Combine(_folder, "run.html");
        using FileStream stream = File.Create(file);
        MapPage.Write(movie, null, 8, stream);
        return file;
    }
}
