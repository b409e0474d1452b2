using System.Globalization;
using System.Text;

namespace SneTools.Tests;

/// <summary>Whatever a path is, reading from it and writing to it ends in a result or in an error that is documented, and leaves nothing lying
/// about: no temporary file, no lock, and nothing outside the folder that it leads to.</summary>
/// <remarks>The paths are the same every time. SNETOOLS_FUZZ sets how many there are.</remarks>
public class PathFuzzTests(ITestOutputHelper output)
{
    private const int UsualCount = 3000;

    /// <summary>Folders that the tests' own lies in: as many as there may be steps up in a path.</summary>
    private const string Depth = "a/b/c/d/e/f";

    private static readonly string[] Names =
    [
        ".", "..", "~", " ", "a", "map.csv", "map.npy", "map.parquet", "map.tsv", "model.npz", "map.csv.gz", "old.csv", "old.npz", "folder", "loop", "there", "away", "nothing", "closed",
        "-", "--", "*", "?", "[a-", "{0}", "$(x)", "`", "'", "\"", "a b", "a\nb", "\u001b[31m", "\u202e", "\ud800", "e\u0301", "ж", "CON", "a:b", "c:", "\\", "\\\\host", "a.", "a ",
        new string('n', 250) + ".csv", new string('n', 251) + ".csv", new string('n', 252) + ".csv", new string('ж', 127), new string('ж', 128), new string('y', 5000), ".map.csv", "\0", "a\0b.csv",
    ];

    private static readonly EnumerationOptions All = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };
    private static readonly Embedding Map = SampleEmbedding.Of(new Matrix(3, 2, [1, 2, 3, 4, 5, 6]), [new LabelColumn("name", ["x", "y", "z"])]);
    private static readonly SneModel Model = SneModel.Fit(Samples.Named(Samples.Normal(6, 2, 1)), new EmbeddingOptions { Perplexity = 2, Descent = new DescentOptions { MaxIteration = 1 } });

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("SNETOOLS_FUZZ"), CultureInfo.InvariantCulture, out int count) ? count : UsualCount;

    [Fact]
    public void Reading_and_writing_end_in_documented_errors_and_leave_nothing_behind()
    {
        if (OperatingSystem.IsWindows()) // Links, devices and permissions are made for Unix here.
            return;
        using var outer = new TemporaryFolder();
        string root = Path.Combine(outer.Path, Depth);
        Directory.CreateDirectory(root);
        Populate(root);
        string[] outside = Outside(outer.Path, root);
        var kinds = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (int number = 0; number < Count; number++)
        {
            var random = new Random(number);
            string path = Bend(root, random);
            Exception? error = Record.Exception(() => Use(path, random.Next(9)));
            bool isArgument = error is ArgumentException && (path.Contains('\0', StringComparison.Ordinal) || path.Length == 0);
            Assert.True(error is null or SneException or IOException or UnauthorizedAccessException || isArgument, $"Path {number}, {Show(path)}: {error}");
            string kind = error?.GetType().Name ?? "done";
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
            if (number % 50 == 0)
                RequireClean(number, outer.Path, root, outside);
        }

        RequireClean(Count, outer.Path, root, outside);
        output.WriteLine(string.Join(", ", kinds.Select(kind => $"{kind.Value} {kind.Key}")));
        Assert.InRange(kinds["done"], Count / 20, Count);
    }

    /// <summary>A file, a model, a folder, links to what is there, to a folder, to nothing and to themselves, and a folder that is closed.</summary>
    private static void Populate(string root)
    {
        File.WriteAllText(Path.Combine(root, "old.csv"), "name,Y1,Y2\nx,1,2\n");
        ModelFile.Write(Model, Path.Combine(root, "old.npz"));
        Directory.CreateDirectory(Path.Combine(root, "folder"));
        File.CreateSymbolicLink(Path.Combine(root, "there"), "old.csv");
        File.CreateSymbolicLink(Path.Combine(root, "away"), "folder");
        File.CreateSymbolicLink(Path.Combine(root, "nothing"), "folder/new.csv");
        File.CreateSymbolicLink(Path.Combine(root, "loop"), "loop");
        if (!OperatingSystem.IsWindows())
            Directory.CreateDirectory(Path.Combine(root, "closed"), UnixFileMode.UserRead);
    }

    private static string Bend(string root, Random random)
    {
        if (random.Next(40) == 0)
            return random.Next(3) switch { 0 => "/dev/null", 1 => "/dev/full", _ => string.Empty };
        var path = new StringBuilder(root);
        int steps = 0;
        for (int left = random.Next(1, 4); left > 0; left--)
        {
            string name = Names[random.Next(Names.Length)];
            if (name.Contains("..", StringComparison.Ordinal) && ++steps > 4)
                continue;
            path.Append(random.Next(20) == 0 ? "//" : "/").Append(name);
        }

        // A letter that is another, or is not there.
        if (random.Next(4) == 0)
        {
            int place = random.Next(root.Length + 1, path.Length);
            path.Remove(place, 1);
            if (random.Next(2) == 0 && place < path.Length && path[place] != '.')
                path.Insert(place, (char)random.Next(1, 0x3000));
        }

        return path.ToString();
    }

    private static void Use(string path, int way)
    {
        switch (way)
        {
            case 0:
                DataFile.Read(path, new ImportOptions { MissingValue = MissingValuePolicy.Drop });
                break;
            case 1:
                DataFile.ReadColumns(path);
                break;
            case 2:
                ModelFile.Read(path);
                break;
            case 3:
                ModelFile.Write(Model, path, overwrite: true);
                break;
            case 4:
                EmbeddingFile.Append(Map, path, EmbeddingFormat.Csv, patience: TimeSpan.FromMilliseconds(1));
                break;
            default:
                EmbeddingFile.Write(Map, path, (EmbeddingFormat)(way % 4), overwrite: way < 8);
                break;
        }
    }

    private static string[] Outside(string outer, string root) =>
        [.. Directory.EnumerateFileSystemEntries(outer, "*", All).Where(entry => !entry.StartsWith(root + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static void RequireClean(int number, string outer, string root, string[] outside)
    {
        string[] files = [.. Directory.EnumerateFileSystemEntries(outer, "*", All)];
        string? left = Array.Find(files, file => Path.GetExtension(file) is ".tmp" or ".lock");
        Assert.True(left is null, $"Up to path {number}: '{left}' is left.");

        // A path that goes up may name a file there, but nothing else comes to be.
        foreach (string file in Outside(outer, root).Except(outside))
            Assert.True(File.Exists(file), $"Up to path {number}: '{file}' is there.");
    }

    private static string Show(string path) => string.Concat(path.Select(letter => letter is > ' ' and < (char)127 ? $"{letter}" : FormattableString.Invariant($"\\u{(int)letter:x4}")));
}
