using System.Globalization;
using System.Text.Json.Nodes;
using SneTools.Plots;

namespace SneTools.PlotsTests;

/// <summary>The rows that are selected on a page, and the drawing library that pages share.</summary>
public sealed class RowTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("snetools-rows-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Rows_that_are_selected_stand_under_the_map_as_text_and_are_copied_as_CSV()
    {
        string[] labels = [.. Plots.Evil, "a, \"b\"", " c", "two\r\nlines", "plain"];
        var note = new LabelColumn("a \"note\"", [.. Enumerable.Range(0, labels.Length * 30).Select(i => $"{i},x")]);
        await using Browser page = await Browser.OpenAsync(Chromium(), Write("map.html", Plots.Circle(labels, 30, "rows", columns: [note])));
        Assert.True(await Is(page, "document.getElementById('rows').hidden"));
        Assert.True(await Is(page, "document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth"));

        await SelectAsync(page, "x", "y", -15, -15, 15, 15);
        await page.WaitAsync("!document.getElementById('rows').hidden");
        Assert.True(await Is(page, "document.querySelectorAll('#body tr').length === 200")); // of 420; the CSV has the others, too
        Assert.Equal(["point", "label", "a \"note\"", "Y1", "Y2"], await Texts(page, "#head th"));
        string[] first = await Texts(page, "#body tr:first-child td");
        Assert.Equal(["1", labels[0], "0,x"], first[..3]);
        Assert.True(await Is(page, "window.pwned === undefined && document.scripts.length === 4 && document.querySelectorAll('#rows img, #rows a, #rows b').length === 0"));
        Assert.True(await Is(page, "document.getElementById('rows').getBoundingClientRect().top >= plot.getBoundingClientRect().bottom - 1")); // fractions of a pixel

        await page.EvaluateAsync("Object.defineProperty(navigator, 'clipboard', { value: { writeText: async text => { window.copied = text; } } })");
        await page.ClickAsync("document.getElementById('copy')");
        await page.WaitAsync("document.getElementById('copied').textContent !== ''");
        string csv = (await page.EvaluateAsync("window.copied"))!.GetValue<string>();
        Assert.StartsWith("point,label,\"a \"\"note\"\"\",Y1,Y2\r\n", csv, StringComparison.Ordinal);
        string file = Path.Combine(_folder, "rows.csv");
        await File.WriteAllTextAsync(file, csv, TestContext.Current.CancellationToken);
        Dataset read = DataFile.Read(file, new ImportOptions { Columns = new ColumnSelection(Property: ["Y1", "Y2"], Label: ["label", "a \"note\""]) }, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(420, read.Count);
        Assert.Equal(Enumerable.Range(0, 420).Select(i => labels[i % labels.Length]), read.Labels.Single(column => column.Name == "label").Values);
        Assert.Equal(note.Values, read.Labels.Single(column => column.Name == note.Name).Values);

        await page.EvaluateAsync("navigator.clipboard.writeText = async () => { throw new Error('denied'); }; window.addEventListener('copy', event => { window.written = event.clipboardData.getData('text/plain'); })");
        await page.ClickAsync("document.getElementById('copy')");
        await page.WaitAsync("window.written !== undefined");
        Assert.Equal(csv, (await page.EvaluateAsync("window.written"))!.GetValue<string>());

        await page.ClickAsync("document.getElementById('close')");
        Assert.True(await Is(page, "document.getElementById('rows').hidden"));
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task A_search_lists_its_rows_and_rows_selected_in_one_map_are_shown_in_all()
    {
        LabelColumn kinds = Grids.Labels(60, 3);
        GridMap[] maps = [.. Enumerable.Range(0, 3).Select(k => new GridMap($"map {k}", Grids.Cloud(60, k)) { Color = kinds }), new GridMap("of others", Grids.Cloud(30, 9)) { Color = Grids.Labels(30, 2) }];
        var grid = MapGrid.Of(maps, ColorKind.Auto, PlotTheme.Dark);
        string file = Path.Combine(_folder, "maps.html");
        await using (FileStream stream = File.Create(file))
            GridPage.Write(grid, null, stream);
        await using Browser page = await Browser.OpenAsync(Chromium(), file);

        await SelectAsync(page, "x2", "y2", -2, -2, 2, 0);
        await page.WaitAsync("!document.getElementById('rows').hidden");
        int[] selected = [.. Enumerable.Range(0, 60).Where(i => grid.Maps[1].Map[i, 1] < 0)];
        Assert.Equal(selected.Select(i => $"{i + 1}"), await Texts(page, "#body td:first-child"));
        Assert.Equal(["point", "kind", "map"], await Texts(page, "#head th"));
        Assert.Equal("map 0; map 1; map 2", (await Texts(page, "#body tr:first-child td"))[2]);
        foreach (string map in new[] { "map 0", "map 1", "map 2" })
        {
            JsonNode shown = (await page.EvaluateAsync($"plot.data.filter(t => t.map === '{map}').flatMap(t => t.selectedpoints.map(k => t.customdata[k])).sort((a, b) => a - b)"))!;
            Assert.Equal(selected, shown.AsArray().Select(point => point!.GetValue<int>()));
        }

        Assert.True(await Is(page, "plot.data.filter(t => t.map === 'of others').every(t => t.selectedpoints.length === 0)"));
        await page.EvaluateAsync("(() => { const s = document.getElementById('search'); s.value = 'K2'; s.dispatchEvent(new Event('input')); })()");
        await page.WaitAsync("document.querySelectorAll('#body tr').length === 20");
        Assert.All(await Texts(page, "#body td:nth-child(2)"), kind => Assert.Equal("k2", kind));
        await page.EvaluateAsync("(() => { const s = document.getElementById('search'); s.value = ''; s.dispatchEvent(new Event('input')); })()");
        await page.WaitAsync("document.getElementById('rows').hidden");
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task Pages_share_a_script_and_say_so_where_it_is_missing()
    {
        MapPlot plot = Plots.Circle(["a", "b"], 20, "shared");
        string file = Write("shared.html", plot, isScriptShared: true);
        Assert.InRange(new FileInfo(file).Length, 1000, 50_000);
        string script = Path.Combine(_folder, PageScript.FileName);
        await using (FileStream stream = File.Create(script))
            PageScript.Write(stream);
        await using (FileStream stream = File.OpenRead(script))
            Assert.True(PageScript.IsIn(stream));
        await using (Browser page = await Browser.OpenAsync(Chromium(), file))
        {
            Assert.Equal(2, (await page.EvaluateAsync("document.querySelectorAll('.legendtoggle').length"))!.GetValue<int>());
            Assert.Equal([new Uri(file).AbsoluteUri, new Uri(script).AbsoluteUri], page.Requests.Where(request => request.StartsWith("file:", StringComparison.Ordinal)));
            Assert.Empty(page.Errors);
        }

        await File.WriteAllTextAsync(script, "half a script (", TestContext.Current.CancellationToken);
        await using (FileStream stream = File.OpenRead(script))
            Assert.False(PageScript.IsIn(stream));
        File.Delete(script);
        await using Browser without = await Browser.OpenAsync(Chromium(), file, "document.getElementById('missing')?.hidden === false");
        Assert.Contains(PageScript.FileName, (await without.EvaluateAsync("document.getElementById('missing').textContent"))!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_with_a_shared_script_lets_no_other_run()
    {
        string page = File.ReadAllText(Write("shared.html", Plots.Circle(Plots.Evil, 2, Plots.Evil[0]), isScriptShared: true));
        string policy = page[page.IndexOf("script-src", StringComparison.Ordinal)..page.IndexOf("style-src", StringComparison.Ordinal)];
        string word = policy[(policy.IndexOf("'nonce-", StringComparison.Ordinal) + 7)..];
        word = word[..word.IndexOf('\'', StringComparison.Ordinal)];
        Assert.Equal(32, word.Length);
        Assert.Equal(3, page.Split(word).Length); // in the policy and on the script
        Assert.DoesNotContain("unsafe-inline", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("file:", policy, StringComparison.Ordinal);
        string other = File.ReadAllText(Write("other.html", Plots.Circle(Plots.Evil, 3, Plots.Evil[0]), isScriptShared: true));
        Assert.DoesNotContain(word, other, StringComparison.Ordinal);
        Assert.Equal(page, File.ReadAllText(Write("again.html", Plots.Circle(Plots.Evil, 2, Plots.Evil[0]), isScriptShared: true)));
    }

    private static string Chromium()
    {
        string? chromium = Browser.Find();
        Assert.SkipWhen(chromium is null, "There is no Chromium on this machine: neither chromium nor google-chrome is in PATH.");
        return chromium!;
    }

    /// <summary>Drags a box over a part of a map.</summary>
    private static async Task SelectAsync(Browser page, string xAxis, string yAxis, double left, double low, double right, double high)
    {
        await page.EvaluateAsync("Plotly.relayout(plot, { dragmode: 'select' }).then(() => true)");
        JsonNode box = (await page.EvaluateAsync(string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            (() => {
              const l = plot._fullLayout, r = plot.getBoundingClientRect(), x = l['{{xAxis}}'.replace('x', 'xaxis')], y = l['{{yAxis}}'.replace('y', 'yaxis')];
              const across = value => r.x + x._offset + Math.max(2, Math.min(x._length - 2, x.l2p(value))), up = value => r.y + y._offset + Math.max(2, Math.min(y._length - 2, y.l2p(value)));
              return [across({{left}}), up({{low}}), across({{right}}), up({{high}})];
            })()
            """)))!;
        double[] at = [.. box.AsArray().Select(number => number!.GetValue<double>())];
        await page.MouseAsync("mouseMoved", at[0], at[1]);
        await page.MouseAsync("mousePressed", at[0], at[1]);
        foreach (double share in new[] { 0.3, 0.7, 1 })
            await page.MouseAsync("mouseMoved", at[0] + (share * (at[2] - at[0])), at[1] + (share * (at[3] - at[1])));
        await page.MouseAsync("mouseReleased", at[2], at[3]);
    }

    private static async Task<bool> Is(Browser page, string expression) => (await page.EvaluateAsync($"!!({expression})"))!.GetValue<bool>();

    private static async Task<string[]> Texts(Browser page, string selector) =>
        [.. (await page.EvaluateAsync($"[...document.querySelectorAll('{selector}')].map(cell => cell.textContent)"))!.AsArray().Select(text => text!.GetValue<string>())];

    private string Write(string name, MapPlot plot, bool isScriptShared = false)
    {
        string file = Path.Combine(_folder, name);
        using FileStream stream = File.Create(file);
        MapPage.Write(plot, null, stream, isScriptShared);
        return file;
    }
}
