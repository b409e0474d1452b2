using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SneTools.Tests;

/// <summary>Whatever a path is, reading from it and writing to it ends soon, in a result or in an error that the contract names; what fails
/// leaves everything as it was, and what succeeds has written the files that the path means, and no other.</summary>
/// <remarks>The paths are the same every time. SNETOOLS_FUZZ sets how many files, and how many paths, are bent.</remarks>
public class PathFuzzTests(ITestOutputHelper output)
{
    private const int UsualCount = 900;

    /// <summary>A disk that is asked to write everything down may take its time.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static readonly string[] Names =
    [
        "new.csv", "new.npz", "new.parquet", "new.npy", "f.csv", "f.npy", "f.csv.gz", "labels.csv", "model.npz", "model.npz", "run.npz", "run.npz", "map.csv", "only.csv", "sub", "sub/new.csv", "sub/f.csv", "none/new.csv",
        "f.csv/new.csv", "link.csv", "link/new.csv", "loop.csv", "loop/new.csv", "dangling.csv", "far.csv", "twice.csv", "full", "nothing", "zero", "", ".", "..",
    ];

    private static readonly Embedding Map = SampleEmbedding.Of(new Matrix(3, 2, [1, -2.5, 3, 4, 5, 6]), [new LabelColumn("name", ["a", "b", "c"])]);

    private static readonly Dataset Points = Samples.Named(new Matrix(5, 2, [1, 2, 3, 5, 8, 13, 21, 34, 55, 89]));

    private static readonly EmbeddingOptions Short = new() { Descent = new DescentOptions { MaxIteration = 2 }, ThreadCount = 1 };

    private static readonly SneModel Model = SneModel.Fit(Points, Short);

    private static readonly Lazy<Dictionary<string, byte[]>> Whole = new(MakeWhole);

    private static readonly (string Name, string Usual, Action<string, Random> Do)[] Ways =
    [
        ("Read", "f.csv", (path, random) => DataFile.Read(path, new ImportOptions())),
        ("ReadColumns", "f.npy", (path, random) => DataFile.ReadColumns(path)),
        ("CountRows", "f.csv.gz", (path, random) => DataFile.CountRows(path)),
        ("ReadBatches", "sub/f.csv", (path, random) => DataFile.ReadBatches(path, new ImportOptions(), 1, static _ => { })),
        ("LabelPath", "labels.csv", (path, random) => DataFile.Read(Samples.File("iris.csv"), new ImportOptions { LabelPath = path, First = 2 })),
        ("ReadModel", "model.npz", (path, random) => ModelFile.Read(path)),
        ("Resume", "run.npz", (path, random) => CheckpointFile.Resume(new CheckpointOptions(path), new ResumeOptions { ThreadCount = 1 })),
        ("Write", "new.csv", (path, random) => EmbeddingFile.Write(Map, path, (EmbeddingFormat)random.Next(4), random.Next(2) == 0)),
        ("Append", "map.csv", (path, random) => EmbeddingFile.Append(Map, path, EmbeddingFile.FormatOf(path) ?? EmbeddingFormat.Csv, patience: TimeSpan.Zero)),
        ("WriteModel", "new.npz", (path, random) => ModelFile.Write(Model, path, random.Next(2) == 0)),
        ("Checkpoint", "new.npz", (path, random) => SneModel.Fit(Points, Short, new CheckpointOptions(path) { Interval = TimeSpan.Zero, Overwrite = random.Next(2) == 0 })),
    ];

    [Theory]
    [InlineData("Read", "f.csv", "f.csv.gz", "f.npy", "sub/f.csv", "link.csv", "far.csv", "link/f.csv", "loop/loop/f.csv")]
    [InlineData("LabelPath", "labels.csv")]
    [InlineData("ReadModel", "model.npz")]
    [InlineData("Resume", "run.npz")]
    [InlineData("Append", "map.csv", "new.csv", "dangling.csv", "nothing")]
    public void A_path_that_is_not_bent_leads_to_what_it_names(string name, params string[] paths)
    {
        using var folder = new TemporaryFolder();
        string inner = Fill(folder);
        Action<string, Random> work = Array.Find(Ways, way => way.Name == name).Do;
        Assert.All(paths.Where(path => !OperatingSystem.IsWindows() || File.Exists(Path.Combine(inner, path))), path => work(Path.Combine(inner, path), new Random(0)));
    }

    [Fact]
    public void A_bent_path_ends_in_a_result_or_an_error_of_the_contract_and_touches_nothing_else()
    {
        int count = int.TryParse(Environment.GetEnvironmentVariable("SNETOOLS_FUZZ"), CultureInfo.InvariantCulture, out int asked) ? asked : UsualCount;
        using var folder = new TemporaryFolder();
        string inner = Fill(folder);
        Dictionary<string, string> before = Snapshot(folder.Path);
        var ended = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (int number = 0; number < count; number++)
        {
            var random = new Random(number);
            (string name, string usual, Action<string, Random> work) = Ways[random.Next(Ways.Length)];
            string path = $"{inner}/{new PathMutator(random).Bend(random.Next(3) == 0 ? usual : Names[random.Next(Names.Length)])}";
            if (path.Split("..").Length > PathMutator.MostSteps)
                continue;
            bool isRun = name is "Checkpoint" or "Resume";
            long start = Stopwatch.GetTimestamp();
            Exception? error = Record.Exception(() => work(path, random));
            TimeSpan time = Stopwatch.GetElapsedTime(start);
            string what = $"Path {number}, {name} '{path}'";
            // A path with a zero is an argument that .NET refuses by itself, as it does null.
            bool isRefused = error is ArgumentException && path.Contains('\0', StringComparison.Ordinal);
            Assert.True(isRefused || error is null or SneException or IOException or UnauthorizedAccessException, $"{what}: {error}");
            Assert.True(time < Longest, $"{what}: {time}");
            Dictionary<string, string> after = Snapshot(folder.Path);
            string[] changed = [.. before.Keys.Union(after.Keys).Where(file => before.GetValueOrDefault(file) != after.GetValueOrDefault(file))];
            if (changed.Length > 0)
            {
                // A checkpoint may have been written before the run that wrote it met an error; only this one may leave files.
                Assert.True(error is null, $"{what}: it ended in {error?.Message}, and left {string.Join(", ", changed)}");
                Assert.True(changed.Length <= (isRun ? 3 : 1), $"{what}: it wrote {string.Join(", ", changed)}");
                string place = WritePlace.Of(path).Path;
                Assert.All(changed, file => Assert.Equal(Path.GetDirectoryName(place), Path.GetDirectoryName(file)));

                // The same run leaves the same checkpoint, beside the one before. On Windows names end in no blanks, and what is behind a colon is
                // a part of a file.
                if (!isRun && !OperatingSystem.IsWindows())
                    Assert.True(changed.Contains(Printable(place)), $"{what}: it wrote {string.Join(", ", changed)}");
                inner = Fill(folder);
                Assert.Equal(before, Snapshot(folder.Path));
            }

            string outcome = $"{name} {error?.GetType().Name ?? "done"}";
            ended[outcome] = ended.GetValueOrDefault(outcome) + 1;
        }

        output.WriteLine(string.Join(Environment.NewLine, ended.Select(outcome => $"{outcome.Key}: {outcome.Value}")));

        // The bends are no use if nothing comes through, or everything.
        Assert.All(Ways, way => Assert.Contains($"{way.Name} done", ended.Keys));
        Assert.All(Ways, way => Assert.Contains(ended.Keys, outcome => outcome.StartsWith(way.Name + " ", StringComparison.Ordinal) && !outcome.EndsWith(" done", StringComparison.Ordinal)));
    }

    /// <summary>Files that are what their names say, made once.</summary>
    private static Dictionary<string, byte[]> MakeWhole()
    {
        using var folder = new TemporaryFolder();
        ModelFile.Write(Model, folder.File("model.npz"));
        SneModel.Fit(Points, Short, new CheckpointOptions(folder.File("run.npz")) { Interval = TimeSpan.Zero });
        EmbeddingFile.Write(Map, folder.File("map.csv"), EmbeddingFormat.Csv);
        folder.Write("labels.csv", "class\na\nb\n");
        File.WriteAllBytes(folder.File("f.csv.gz"), BinaryFile.Gzip("name,Y1,Y2\nx,1,2\ny,3,5\n"u8.ToArray()));
        File.WriteAllBytes(folder.File("f.npy"), Seeds.Of("npy")[0]);
        return Directory.GetFiles(folder.Path).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
    }

    /// <summary>Files, folders and links of every kind, in the innermost of as many folders as a bent path may leave.</summary>
    private static string Fill(TemporaryFolder folder)
    {
        string inner = Path.Combine(folder.Path, "inner");
        if (Directory.Exists(inner))
            Directory.Delete(inner, recursive: true);
        for (int depth = 1; depth < PathMutator.MostSteps; depth++)
            inner = Path.Combine(inner, "inner");
        Directory.CreateDirectory(Path.Combine(inner, "sub"));
        foreach (string name in (string[])["f.csv", "sub/f.csv", "only.csv", "twice.csv", "../f.csv"])
            File.WriteAllText(Path.Combine(inner, name), "name,Y1,Y2\nx,1,2\ny,3,5\n");
        foreach ((string name, byte[] bytes) in Whole.Value)
            File.WriteAllBytes(Path.Combine(inner, name), bytes);
        File.SetAttributes(Path.Combine(inner, "only.csv"), FileAttributes.ReadOnly);
        if (OperatingSystem.IsWindows())
            return inner;
        Link("link.csv", "f.csv");
        Link("loop.csv", "loop2.csv");
        Link("loop2.csv", "loop.csv");
        Link("dangling.csv", "sub/none.csv");
        Link("far.csv", "../inner/sub/f.csv");
        Link("full", "/dev/full");
        Link("nothing", "/dev/null");
        Link("zero", "/dev/zero");
        Directory.CreateSymbolicLink(Path.Combine(inner, "link"), "sub");
        Directory.CreateSymbolicLink(Path.Combine(inner, "loop"), ".");
        return inner;

        void Link(string name, string target) => File.CreateSymbolicLink(Path.Combine(inner, name), target);
    }

    /// <summary>Everything there is, by its path: what it is, and what is in it.</summary>
    private static Dictionary<string, string> Snapshot(string root)
    {
        var found = new Dictionary<string, string>();
        Walk(new DirectoryInfo(root));
        return found;

        void Walk(DirectoryInfo folder)
        {
            foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
            {
                found.Add(entry.FullName, Describe(entry));
                if (entry is DirectoryInfo { LinkTarget: null } inside)
                    Walk(inside);
            }
        }

        static string Describe(FileSystemInfo entry) =>
            entry.LinkTarget is { } target ? "link to " + target
            : entry is FileInfo file ? $"{entry.Attributes} {(OperatingSystem.IsWindows() ? null : entry.UnixFileMode)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file.FullName)))}"
            : "folder";
    }

    /// <summary>A path as the file system gives it back, which has no halves of characters.</summary>
    private static string Printable(string path) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(path));
}
