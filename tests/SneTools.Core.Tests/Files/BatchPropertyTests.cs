using System.Globalization;
using System.Text;
using CsCheck;
using static SneTools.Tests.BinaryFile;

namespace SneTools.Tests;

/// <summary>Batches, put together, are the file: of every file beside the tests, and of random ones.</summary>
public class BatchPropertyTests
{
    private static readonly int[] Sizes = [1, 2, 7, 1000, 1 << 20];

    public static TheoryData<string> Files
    {
        get
        {
            string folder = Samples.File(string.Empty);
            return new TheoryData<string>(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => Path.GetExtension(file) is not (".md" or ".py" or ".npz"))
                .Select(file => Path.GetRelativePath(folder, file))
                .Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Batches_of_a_sample_are_the_sample(string name)
    {
        foreach (int size in Sizes)
        {
            Batches.RequireWhole(Samples.File(name), size, new ImportOptions());
            Batches.RequireWhole(Samples.File(name), size, new ImportOptions { MissingValue = MissingValuePolicy.Drop, First = 101 });
        }
    }

    [Fact]
    public void There_are_samples_of_every_kind() =>
        Assert.Subset(Files.Select(row => Path.GetExtension(row.Data)).ToHashSet(), new HashSet<string> { ".csv", ".txt", ".json", ".jsonl", ".npy", ".parquet" });

    [Fact]
    public void Batches_of_a_random_text_are_the_text() => Gen.Int[0, int.MaxValue].Sample(
        seed =>
        {
            var random = new Random(seed);
            string[][] table = Table(random, out string[] names);
            using var folder = new TemporaryFolder();
            bool isCompressed = random.Next(3) == 0;
            string name = (random.Next(4) switch { 0 => "x.csv", 1 => "x.tsv", 2 => "x.jsonl", _ => "x.json" }) + (isCompressed ? ".gz" : string.Empty);
            string text = name.Contains(".csv", StringComparison.Ordinal) ? Csv(names, table, random.Next(2) == 0 ? ',' : ';')
                : name.Contains(".tsv", StringComparison.Ordinal) ? Csv(names, table, '\t')
                : Json(names, table, name.Contains(".jsonl", StringComparison.Ordinal));
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            File.WriteAllBytes(folder.File(name), isCompressed ? Gzip(bytes) : bytes);
            foreach (int size in Sizes)
                Batches.RequireWhole(folder.File(name), size, Options(random));
        },
        iter: 60,
        threads: 1);

    [Fact]
    public void Batches_of_a_random_array_are_the_array() => Gen.Int[0, int.MaxValue].Sample(
        seed =>
        {
            var random = new Random(seed);
            (int rows, int columns) = (Rows(random), random.Next(1, 6));
            string type = random.GetItems<string>(["f8", "f4", "f2", "i8", "i4", "u2", "u1"], 1)[0];
            double[] numbers = [.. Enumerable.Range(0, rows * columns).Select(_ =>
                type[0] == 'f' && random.Next(20 * rows) == 0 ? double.NaN : type[0] == 'f' ? random.NextDouble() : random.Next(200))];
            bool isBigEndian = random.Next(2) == 0;
            byte[] contents = random.Next(4) == 0
                ? Idx(0x0E, [(uint)rows, (uint)columns], Encode("f8", true, numbers))
                : Npy((isBigEndian ? '>' : '<') + type, $"({rows}, {columns})", Encode(type, isBigEndian, numbers), isFortran: random.Next(2) == 0);
            using var folder = new TemporaryFolder();
            File.WriteAllBytes(folder.File("x"), random.Next(2) == 0 ? Gzip(contents) : contents);
            ImportOptions options = Options(random);
            if (columns > 1 && random.Next(2) == 0)
                options = options with { Columns = new ColumnSelection(Label: ["X2"]) };
            foreach (int size in Sizes)
                Batches.RequireWhole(folder.File("x"), size, options);
        },
        iter: 100,
        threads: 1);

    [Fact]
    public void Batches_of_a_random_Parquet_file_are_the_file() => Gen.Int[0, int.MaxValue].Sample(
        seed =>
        {
            var random = new Random(seed);
            int rows = Rows(random);
            byte[] contents = ParquetFile.Of(
                [
                    ("a", Array.ConvertAll(new double[rows], _ => random.NextDouble())),
                    ("b", Array.ConvertAll(new double?[rows], _ => random.Next(10 * rows) == 0 ? null : (double?)random.Next(5))),
                    ("c", Array.ConvertAll(new float[rows], _ => random.NextSingle())),
                    ("t", Array.ConvertAll(new string?[rows], _ => random.Next(9) == 0 ? null : $"t{random.Next(5)}")),
                    ("id", Enumerable.Range(0, rows).ToArray()),
                ],
                groups: random.Next(1, 4));
            using var folder = new TemporaryFolder();
            File.WriteAllBytes(folder.File("x"), random.Next(3) == 0 ? Gzip(contents) : contents);
            foreach (int size in Sizes)
                Batches.RequireWhole(folder.File("x"), size, Options(random));
        },
        iter: 30,
        threads: 1);

    private static ImportOptions Options(Random random) => new()
    {
        MissingValue = random.Next(2) == 0 ? MissingValuePolicy.Drop : MissingValuePolicy.Error,
        First = random.Next(3) == 0 ? random.Next(1, 2000) : null,
    };

    /// <summary>Few rows, about as many as decide, or more.</summary>
    private static int Rows(Random random) => random.Next(3) switch { 0 => random.Next(1, 30), 1 => random.Next(998, 1003), _ => random.Next(1003, 2300) };

    /// <summary>Random columns of every kind, with a gap or a cell of another kind here and there.</summary>
    private static string[][] Table(Random random, out string[] names)
    {
        Func<int, string>[] kinds =
        [
            _ => random.Next(-9, 9).ToString(CultureInfo.InvariantCulture),
            _ => $"{random.Next(100)}.{random.Next(10)}0",
            _ => random.NextDouble().ToString("F17", CultureInfo.InvariantCulture),
            _ => $"{random.Next(1, 9)}e-{random.Next(1, 9)}",
            _ => $"00{random.Next(10)}",
            row => (row + 1).ToString(CultureInfo.InvariantCulture),
            _ => random.GetItems<string>(["red", "green", "blue"], 1)[0],
            row => $"name {row}",
            _ => $"[{random.Next(9)}, {random.Next(9)}.5]",
            _ => random.Next(2) == 0 ? "true" : "false",
            _ => $"2024-02-{random.Next(10, 29)}",
        ];
        int rows = Rows(random);
        int columns = random.Next(1, 8);
        Func<int, string>[] chosen = [kinds[random.Next(3)], .. random.GetItems(kinds, columns)];
        names = [.. chosen.Select((_, k) => k == 2 && random.Next(2) == 0 ? "id" : $"c{k}")];
        string[][] table = [.. Enumerable.Range(0, rows).Select(row => Array.ConvertAll(chosen, kind => kind(row)))];
        for (int flaw = random.Next(4); flaw > 0; flaw--)
            table[random.Next(rows)][random.Next(chosen.Length)] = random.GetItems<string>(["", "", "NaN", "oops", "[1, 2, 3]"], 1)[0];
        if (random.Next(8) == 0)
            table[random.Next(rows)] = ["1"];
        return table;
    }

    private static string Csv(string[] names, string[][] table, char delimiter) =>
        string.Concat(table.Prepend(names).Select(row => string.Join(delimiter, row.Select(cell => cell.Contains(delimiter) ? $"\"{cell}\"" : cell)) + "\n"));

    private static string Json(string[] names, string[][] table, bool isLines)
    {
        IEnumerable<string> rows = table.Select(row => "{" + string.Join(", ", row.Select((cell, k) => $"\"{names[k]}\": {Value(cell)}")) + "}");
        return isLines ? string.Join("\n", rows) : $"[{string.Join(",\n", rows)}]";

        static string Value(string cell) => cell switch
        {
            "" => "null",
            "true" or "false" or "NaN" or ['[', ..] => cell,
            ['0', '0', ..] => $"\"{cell}\"",
            _ when double.TryParse(cell, CultureInfo.InvariantCulture, out _) => cell,
            _ => $"\"{cell}\"",
        };
    }
}
