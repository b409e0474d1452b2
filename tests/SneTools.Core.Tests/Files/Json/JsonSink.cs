namespace SneTools.Tests;

/// <summary>Keeps the cells of all rows of a JSON file as they are.</summary>
internal sealed class JsonSink : JsonTarget
{
    public List<Cell[]> Rows { get; } = [];

    public IReadOnlyList<string> Names { get; private set; } = [];

    public List<string> Warnings { get; } = [];

    public override int Count => Rows.Count;

    public override bool TakesKeys => true;

    public static JsonSink Read(byte[] contents, string name = "x.json", int most = int.MaxValue)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File(name), contents);
        return Read(folder.File(name), most);
    }

    public static JsonSink Read(string path, int most = int.MaxValue)
    {
        using DataSource source = DataSource.Open(path);
        var sink = new JsonSink { Most = most };
        JsonTable.Read(source, sink, null, TestContext.Current.CancellationToken);
        return sink;
    }

    public override bool Excludes(string name) => false;

    public override int[] Begin(IReadOnlyList<string> names, Func<int, bool> isNested, string? keys)
    {
        Names = keys is null ? [.. names] : [.. names, keys];
        Rows.Clear();
        return [.. Enumerable.Range(0, names.Count)];
    }

    public override bool IsUsed(int column) => true;

    public override bool IsNumeric(int column) => false;

    public override void Add<TRow>(TRow row)
    {
        var cells = new Cell[row.Count];
        for (int c = 0; c < cells.Length; c++)
        {
            cells[c] = row.Cell(c);
            bool isNumber = row.TryGetNumber(c, out double number);
            Assert.Equal((cells[c].IsNumber, cells[c].IsNumber ? cells[c].Number : 0), (isNumber, isNumber ? number : 0));
        }

        Rows.Add(cells);
    }

    public override void Warn(string sentence) => Warnings.Add(sentence);
}
