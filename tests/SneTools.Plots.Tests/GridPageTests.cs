using System.Globalization;
using System.Text.Json.Nodes;
using SneTools.Plots;

namespace SneTools.PlotsTests;

public sealed class GridPageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("snetools-grid-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_point_is_shown_in_all_maps_that_have_it_and_a_category_hidden_in_all()
    {
        string? chromium = Browser.Find();
        Assert.SkipWhen(chromium is null, "There is no Chromium on this machine: neither chromium nor google-chrome is in PATH.");
        LabelColumn kinds = Grids.Labels(60, 3);
        var name = new LabelColumn("name", [.. Enumerable.Range(0, 60).Select(i => $"<b>row</b> {i}")]);
        GridMap[] maps = [.. Enumerable.Range(0, 4).Select(k => new GridMap($"map {k}", Grids.Cloud(60, k)) { Color = kinds, Columns = [name] }),
            new GridMap("of others", Grids.Cloud(30, 9)) { Color = Grids.Labels(30, 3) }];
        maps[2].Map[7, 0] = 3; // alone, to be pointed at
        await using Browser page = await Browser.OpenAsync(chromium!, Write(MapGrid.Of(maps, ColorKind.Auto, PlotTheme.Dark, "five maps")));

        Assert.Equal(270, (await page.EvaluateAsync("plot._fullData.reduce((n, t) => n + (t.type === 'scattergl' && t.visible === true ? t._length : 0), 0)"))!.GetValue<int>());
        JsonNode place = (await page.EvaluateAsync("""
            (() => {
              const k = plot.data.findIndex(t => t.map === 'map 2' && t.customdata.includes(7)), t = plot.data[k], i = t.customdata.indexOf(7), r = plot.getBoundingClientRect();
              const x = plot._fullLayout.xaxis3, y = plot._fullLayout.yaxis3;
              return [r.x + x._offset + x.l2p(t.x[i]), r.y + y._offset + y.l2p(t.y[i])];
            })()
            """))!;
        (double left, double top) = (place[0]!.GetValue<double>(), place[1]!.GetValue<double>());
        await page.MouseAsync("mouseMoved", left - 25, top - 25);
        await Task.Delay(100, TestContext.Current.CancellationToken); // Plotly looks for a point ten times a second at most
        await page.MouseAsync("mouseMoved", left, top);
        await page.WaitAsync("!document.getElementById('tip').hidden");
        Assert.Equal("kind: k1|name: <b>row</b> 7|point: 8|map: map 2", (await page.EvaluateAsync("[...tip.children].map(line => line.textContent).join('|')"))!.GetValue<string>());
        Assert.Equal(4, (await page.EvaluateAsync("document.querySelectorAll('.ring').length"))!.GetValue<int>());
        double distance = (await page.EvaluateAsync(string.Create(
            CultureInfo.InvariantCulture, $"Math.min(...[...document.querySelectorAll('.ring')].map(r => Math.hypot(parseFloat(r.style.left) - {left}, parseFloat(r.style.top) - {top})))")))!.GetValue<double>();
        Assert.InRange(distance, 0, 0.5); // a ring lies on the point itself

        await page.ClickAsync("document.querySelectorAll('.legendtoggle')[1]");
        await page.WaitAsync("plot.data.filter(t => t.visible === 'legendonly').length === 5");
        Assert.True((await page.EvaluateAsync("plot.data.every(t => (t.visible === 'legendonly') === (t.name === 'k1'))"))!.GetValue<bool>());
        Assert.Empty(page.Errors);
    }

    private string Write(MapGrid grid)
    {
        string file = Path.Combine(_folder, "maps.html");
        using FileStream stream = File.Create(file);
        GridPage.Write(grid, null, stream);
        return file;
    }
}
