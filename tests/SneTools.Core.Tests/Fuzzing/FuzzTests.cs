using System.Diagnostics;
using System.Globalization;

namespace SneTools.Tests;

/// <summary>Whatever becomes of a file, reading it ends soon in a data set or in an error of ours, and takes no more memory than the file can
/// account for.</summary>
/// <remarks>
/// The files are the same every time. SNETOOLS_FUZZ sets how many there are, of all formats together. What is counted is all that the
/// process allocates on its managed heap during one read, let go or not; the buffers of the decompressors outside of it have fixed sizes.
/// </remarks>
[Collection(nameof(Allocation))]
public class FuzzTests(ITestOutputHelper output)
{
    private const int UsualCount = 12_000;
    private const long FreeBytes = 64_000_000;
    private const int BytesPerByte = 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>The formats, plain and compressed.</summary>
    public static TheoryData<string> Formats => [.. Seeds.Formats, .. Seeds.Formats.Select(format => format + ".gz")];

    private static int Count => (int.TryParse(Environment.GetEnvironmentVariable("SNETOOLS_FUZZ"), CultureInfo.InvariantCulture, out int count) ? count : UsualCount) / Formats.Count;

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_bent_file_ends_in_a_data_set_or_an_error_of_ours_soon_and_within_bounds(string format)
    {
        using var folder = new TemporaryFolder();
        var worst = (Bytes: 0L, Time: TimeSpan.Zero);
        int read = 0;
        foreach ((int number, byte[] file) in Bent(format, Count))
        {
            string path = folder.File("f." + format);
            File.WriteAllBytes(path, file);
            (Exception? error, long bytes, TimeSpan time) = Measure(path, number);

            // Once more, if it may have been another process that took the time or a thread of the test host that took the memory.
            if (time > Longest || bytes > Allowed(file))
                (_, bytes, time) = Measure(path, number);
            if (error is not (null or SneException) || bytes > Allowed(file) || time > Longest)
                Assert.Fail($"File {number}, {file.Length} bytes: {bytes} bytes allocated, {time}, {error}. It is kept as {Save(file, format, number)}.");
            read += error is null ? 1 : 0;
            worst = (Math.Max(worst.Bytes, bytes), time > worst.Time ? time : worst.Time);
        }

        output.WriteLine(FormattableString.Invariant($"{format}: {Count} files, {read} of them read, at most {worst.Bytes / 1e6:0.0} MB and {worst.Time.TotalMilliseconds:0} ms"));
    }

    [Fact]
    public void Every_seed_is_read_as_it_is()
    {
        foreach (string format in Seeds.Formats)
        {
            Assert.All(Seeds.Of(format), seed =>
            {
                ImportOptions options = new() { MissingValue = MissingValuePolicy.Drop };
                Assert.NotEqual(0, BinaryFile.Read(seed, "f." + format, Options(seed, format, options)).Count);
                Assert.NotEqual(0, BinaryFile.Read(BinaryFile.Gzip(seed), $"f.{format}.gz", Options(seed, format, options)).Count);
            });
        }
    }

    /// <summary>A file whose only column holds truths or texts is asked for it.</summary>
    private static ImportOptions Options(byte[] seed, string format, ImportOptions options)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("f." + format), seed);
        return DataFile.ReadColumns(folder.File("f." + format)) is ["a"] ? options with { Columns = new ColumnSelection(Property: ["a"]) } : options;
    }

    private static IEnumerable<(int Number, byte[] File)> Bent(string format, int count)
    {
        bool isCompressed = format.EndsWith(".gz", StringComparison.Ordinal);
        string plain = isCompressed ? format[..^3] : format;
        IReadOnlyList<byte[]> seeds = Seeds.Of(plain);
        IReadOnlyList<byte[]> others = [.. seeds, .. Seeds.Formats.Select(other => Seeds.Of(other)[0])];
        for (int number = 0; number < count; number++)
        {
            var random = new Random(number);
            var mutator = new Mutator(random);
            byte[] seed = seeds[number % seeds.Count];
            if (isCompressed && random.Next(2) == 0)
            {
                yield return (number, mutator.Bend(BinaryFile.Gzip(seed), others));
                continue;
            }

            byte[] bent = plain == "parquet" ? mutator.BendParquet(seed, others) : mutator.Bend(seed, others);
            yield return (number, isCompressed ? BinaryFile.Gzip(bent) : bent);
        }
    }

    /// <summary>Reads a file in one of the ways in which files are read.</summary>
    private static (Exception? Error, long Bytes, TimeSpan Time) Measure(string path, int number)
    {
        long before = GC.GetTotalAllocatedBytes();
        long start = Stopwatch.GetTimestamp();
        Exception? error = Record.Exception(() => Read(path, number % 7));
        return (error, GC.GetTotalAllocatedBytes() - before, Stopwatch.GetElapsedTime(start));
    }

    private static void Read(string path, int way)
    {
        if (way == 0)
        {
            DataFile.ReadColumns(path);
            return;
        }

        string? column = way == 1 && DataFile.ReadColumns(path) is [string first, ..] ? first : null;
        DataFile.Read(path, new ImportOptions
        {
            MissingValue = (MissingValuePolicy)(way % 3),
            First = way == 2 ? 2 : null,
            NoHeader = way == 3,
            Columns = column is null ? new ColumnSelection() : new ColumnSelection(Property: [column]),
            LabelPath = way == 4 ? path : null,
        });
    }

    private static long Allowed(byte[] file) => Math.Max(FreeBytes, (long)BytesPerByte * file.Length);

    /// <summary>Keeps a file that breaks a claim, so that it can be looked at.</summary>
    private static string Save(byte[] file, string format, int number)
    {
        string path = Path.Combine(Path.GetTempPath(), $"SneTools-fuzz-{number}.{format}");
        File.WriteAllBytes(path, file);
        return path;
    }
}
