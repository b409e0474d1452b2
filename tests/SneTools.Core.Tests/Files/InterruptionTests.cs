using System.Diagnostics;
using System.IO.Compression;

namespace SneTools.Tests;

/// <summary>Reading that somebody ends.</summary>
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

    private static string Pipe(TemporaryFolder folder)
    {
        string pipe = folder.File("pipe.csv");
        using Process process = Process.Start("mkfifo", [pipe]);
        process.WaitForExit();
        return pipe;
    }
}
