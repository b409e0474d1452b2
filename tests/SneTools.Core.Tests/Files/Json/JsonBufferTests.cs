using System.Globalization;
using System.Text;
using System.Text.Json;
using static SneTools.Tests.BinaryFile;

namespace SneTools.Tests;

/// <summary>Files that are longer than what is read at once, and those that want more memory than they may have.</summary>
[Collection(nameof(Allocation))]
public class JsonBufferTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_is_cut_by_the_end_of_a_piece_is_read_as_if_it_were_not(int seed)
    {
        var random = new Random(seed);
        string[] lines = [.. Enumerable.Range(0, 3000).Select(i => RandomRow(random, i))];
        byte[] text = Encoding.UTF8.GetBytes(string.Join(seed % 2 == 0 ? "\n" : " \r\n ", lines));
        foreach (byte[] file in new[] { text, Gzip(text) })
        {
            JsonSink sink = JsonSink.Read(file, "x.jsonl");
            Assert.Equal(lines.Length, sink.Count);
            for (int i = 0; i < lines.Length; i++)
                RequireSame(lines[i], sink.Names, sink.Rows[i]);
        }
    }

    [Fact]
    public void A_file_takes_no_more_memory_the_longer_it_is()
    {
        using var folder = new TemporaryFolder();
        string row = $"{{\"t\":\"{new string('x', 20)}\",\"v\":[{string.Join(',', Enumerable.Range(0, 100).Select(i => (i * 0.37).ToString(CultureInfo.InvariantCulture)))}]}}\n";
        foreach ((string head, string tail, string between) in new[] { (string.Empty, string.Empty, string.Empty), ("[", "]", ","), ("{\"n\":1,\"data\":[", "]}", ",") })
        {
            using (var writer = new StreamWriter(folder.File("x.json")))
            {
                writer.Write(head);
                for (int i = 0; i < 40_000; i++)
                    writer.Write((i > 0 ? between : string.Empty) + row);
                writer.Write(tail);
            }

            // 24 MB of text: what is looked at first, twice the size of the buffer for it, is at most a tenth of that or 64 MB.
            var counter = new Counter { Most = int.MaxValue };
            long before = GC.GetTotalAllocatedBytes();
            using (DataSource source = DataSource.Open(folder.File("x.json")))
                JsonTable.Read(source, counter, null, TestContext.Current.CancellationToken);
            long bytes = GC.GetTotalAllocatedBytes() - before;
            Assert.Equal(40_000, counter.Count);
            Assert.InRange(bytes, 0, head.StartsWith('{') ? 80_000_000 : 4_000_000);
        }
    }

    [Fact]
    public void A_row_without_end_is_refused()
    {
        foreach (byte[] file in new byte[][]
        {
            Gzip(Encoding.UTF8.GetBytes("[{\"a\":\"" + new string('x', 3_000_000) + "\"}]")),
            Gzip(Encoding.UTF8.GetBytes("[[" + string.Concat(Enumerable.Repeat("1,", 2_000_000)) + "1]]")),
            Gzip(Encoding.UTF8.GetBytes("[" + new string(' ', 3_000_000) + "{\"a\":" + new string('1', 3_000_000) + "}]")),
        })
        {
            SneException error = Refused(file, "x.json");
            Assert.Equal(SneError.InvalidFile, error.Error);
        }
    }

    [Fact]
    public void Columns_without_end_are_refused() => Assert.Contains(
        "it may have",
        Refused(Encoding.UTF8.GetBytes($"{{{string.Join(',', Enumerable.Range(0, 200_000).Select(i => $"\"a{i}\":1"))}}}"), "x.jsonl").Message);

    [Fact]
    public void Rows_of_columns_that_few_have_are_refused_before_their_table_is_made()
    {
        string rows = string.Concat(Enumerable.Range(0, 1000).Select(i => "{" + string.Join(',', Enumerable.Range(0, 80).Select(k => $"\"a{(i * 80) + k}\":1")) + "}\n"));
        long before = GC.GetTotalAllocatedBytes();
        SneException error = Refused(Gzip(Encoding.UTF8.GetBytes(rows)), "x.jsonl");
        Assert.Equal(SneError.InvalidFile, error.Error);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 200_000_000);
    }

    [Fact]
    public void Depth_without_end_is_refused() =>
        Assert.Contains("maximum configured depth", Refused(Encoding.UTF8.GetBytes("[{\"a\":" + new string('[', 100_000)), "x.json").Message);

    private static string RandomRow(Random random, int i)
    {
        string text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => random.Next(6) switch { 0 => "\\n", 1 => "\\u00e9", 2 => "\\\\", 3 => "\\\"NaN", 4 => "é😀", _ => "x" }));
        string vector = string.Join(random.Next(2) == 0 ? "," : " , ", Enumerable.Range(0, random.Next(40)).Select(_ => Number(random)));
        return $"{{\"id\":{i},\"text\":\"{text}\",\"x\":{Number(random)}, \"vector\" : [{vector}],\"tags\":[\"a{i}\",{Number(random)},null],\"flag\":{(random.Next(2) == 0 ? "true" : "null")}}}";
    }

    private static string Number(Random random) => random.Next(12) switch
    {
        0 => "NaN",
        1 => "-Infinity",
        2 => "Infinity",
        3 => "null",
        4 => random.NextInt64().ToString(CultureInfo.InvariantCulture),
        _ => (random.NextDouble() - 0.5).ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>Holds a row against what the library of the runtime reads, with texts for the words that are no JSON.</summary>
    private static void RequireSame(string line, IReadOnlyList<string> names, Cell[] cells)
    {
        string quoted = line;
        foreach (string word in new[] { "NaN", "-Infinity", "Infinity" })
            quoted = System.Text.RegularExpressions.Regex.Replace(quoted, $@"(?<=[\[,: ]){word}(?=[\],}} ])", $"\"{word}\"");
        using JsonDocument document = JsonDocument.Parse(quoted);
        for (int c = 0; c < cells.Length; c++)
        {
            JsonElement value = document.RootElement.GetProperty(names[c]);
            switch (names[c])
            {
                case "vector":
                    Assert.True(cells[c].TryGetVector(out double[]? elements));
                    Assert.Equal(value.EnumerateArray().Select(Expected), elements);
                    break;
                case "tags":
                    string tags = cells[c].AsText()!;
                    Assert.Contains(tags, line);
                    Assert.StartsWith("[\"a", tags);
                    break;
                case "flag":
                    Assert.Equal(value.ValueKind == JsonValueKind.Null ? null : "True", cells[c].AsText());
                    break;
                case "text":
                    Assert.Equal(value.GetString(), cells[c].AsText() ?? string.Empty);
                    break;
                default:
                    Assert.Equal(Expected(value), cells[c].Number);
                    break;
            }
        }
    }

    private static double Expected(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => double.NaN,
        JsonValueKind.String => double.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        _ => value.GetDouble(),
    };

    /// <summary>Counts rows.</summary>
    private sealed class Counter : JsonTarget
    {
        private int _count;

        public override int Count => _count;

        public override bool TakesKeys => true;

        public override bool Excludes(string name) => false;

        public override int[] Begin(IReadOnlyList<string> names, Func<int, bool> isNested, string? keys)
        {
            _count = 0;
            return [];
        }

        public override bool IsUsed(int column) => true;

        public override bool IsNumeric(int column) => false;

        public override void Add<TRow>(TRow row) => _count++;

        public override void Warn(string sentence)
        {
            // Only the count is looked at.
        }
    }
}
