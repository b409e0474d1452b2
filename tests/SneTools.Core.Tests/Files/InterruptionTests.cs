using System.Diagnostics;
using System.IO.Compression;

namespace SneTools.Tests;

/// <summary>Reading and writing that somebody ends.</summary>
public class InterruptionTests
{
    [Fact]
    public void A_text_without_rows_is_left_in_its_midst()
    {
        using var folder = new TemporaryFolder();
        using (var gzip = new GZipStream(File.Create(folder.File("blank.csv.gz")), CompressionLevel.Fastest))
        {
            gzip.Write("a,b\n1,2\n"u8);
            var lines = new byte[1 << 20];
            Array.Fill(lines, (byte)'\n');
            for (int k = 0; k < 2000; k++) // Which takes seconds to the end.
                gzip.Write(lines);
        }

        using var source = new CancellationTokenSource(50);
        Assert.Throws<OperationCanceledException>(() => DataFile.Read(folder.File("blank.csv.gz"), new ImportOptions(), null, source.Token));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_pipe_that_nobody_writes_to_is_waited_for_no_longer_than_somebody_wants_to()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TemporaryFolder();
        string pipe = Pipe(folder);
        using var source = new CancellationTokenSource(50);
        Assert.Throws<OperationCanceledException>(() => DataFile.Read(pipe, new ImportOptions(), null, source.Token));

        // And it can be written to, and read, afterwards.
        Task<Dataset> reading = Task.Factory.StartNew(
            () => DataFile.Read(pipe, new ImportOptions(), null, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        File.WriteAllText(pipe, "a,b\n1,2\n3,4\n");
        Dataset data = await reading;
        Assert.Equal([1, 2, 3, 4], data.Values.Values);
    }

    [Fact(Timeout = 30_000)]
    public async Task Nor_is_one_whose_writer_has_stopped_to_write()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TemporaryFolder();
        string pipe = Pipe(folder);
        using var source = new CancellationTokenSource();
        using var wrote = new ManualResetEventSlim();
        Task writing = Task.Factory.StartNew(
            () =>
            {
                using var writer = new FileStream(pipe, FileMode.Open, FileAccess.Write);
                writer.Write("a,b\n1,2\n"u8);
                writer.Flush();
                source.CancelAfter(50);
                wrote.Wait(TestContext.Current.CancellationToken);
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        Assert.Throws<OperationCanceledException>(() => DataFile.Read(pipe, new ImportOptions(), null, source.Token));
        wrote.Set();
        await writing;
    }

    [Fact(Timeout = 30_000)]
    public async Task A_pipe_that_nobody_reads_is_written_no_longer_than_somebody_wants_to()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TemporaryFolder();
        string pipe = Pipe(folder);
        Embedding map = SampleEmbedding.Of(new Matrix(20_000, 2), []);
        using (var source = new CancellationTokenSource(50))
            Assert.Throws<OperationCanceledException>(() => EmbeddingFile.Write(map, pipe, EmbeddingFormat.Csv, overwrite: true, cancellation: source.Token));

        // One that somebody has opened and does not read holds 64 KB, and the map is larger.
        using (var idle = new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 0))
        using (var source = new CancellationTokenSource(50))
            Assert.Throws<OperationCanceledException>(() => EmbeddingFile.Append(map, pipe, EmbeddingFormat.Csv, cancellation: source.Token));

        // And it takes a map afterwards.
        using var patient = new CancellationTokenSource();
        Task writing = Task.Factory.StartNew(
            () => EmbeddingFile.Write(map, pipe, EmbeddingFormat.Csv, overwrite: true, cancellation: patient.Token), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.Equal(20_001, (await File.ReadAllLinesAsync(pipe, TestContext.Current.CancellationToken)).Length);
        await writing;
    }

    [Fact]
    public void A_file_whose_writing_is_ended_stays_as_it_was()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("map.csv");
        File.WriteAllText(path, "before");
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => AtomicFile.Write(
            path,
            overwrite: true,
            stream =>
            {
                stream.Write("after"u8);
                source.Cancel();
                stream.Write("after"u8);
            },
            cancellation: source.Token));
        Assert.Equal("before", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    private static string Pipe(TemporaryFolder folder)
    {
        string pipe = folder.File("pipe.csv");
        using Process process = Process.Start("mkfifo", [pipe]);
        process.WaitForExit();
        return pipe;
    }
}
