using System.Diagnostics;

namespace SneTools.Tests;

/// <summary>Sweeps that are killed from outside, at any moment, and go on.</summary>
public class KilledSweepTests
{
    [Fact]
    public void A_sweep_that_was_killed_ten_times_ends_with_the_same_table_and_maps_and_does_nothing_twice_that_was_done()
    {
        using var folder = new TemporaryFolder();
        SweepRequest request = Sweep.Request(
            [Samples.File("iris.csv"), Samples.File("wine.csv")],
            Sweep.Values("Method", "Sne", "TSne"),
            Sweep.Values("Perplexity", 5, 20),
            Sweep.Values("Seed", 1, 2),
            Sweep.Values("Tolerance", 0),
            Sweep.Values("MaxIteration", 250)) with
        { Measure = true };
        SweepFolder whole = Sweep.Plan(folder, "whole", request);
        long start = Stopwatch.GetTimestamp();
        SweepRow[] rows = Sweep.Make(whole);
        double length = Stopwatch.GetElapsedTime(start).TotalMilliseconds;

        SweepFolder killed = Sweep.Plan(folder, "killed", request);
        var random = new Random(16);
        var done = new Dictionary<int, (DateTime Written, DateTime Ended)>();
        int kills = 0;
        for (; kills < 10 || (done.Count == 0 && kills < 40); kills++)
        {
            DateTime begin = DateTime.UtcNow;
            using (Process child = SweepChild.Start(killed.Path))
            {
                // Some are killed before anything is begun, the others when they have begun a run.
                bool isEarly = kills % 5 == 4;
                var patience = Stopwatch.StartNew();
                while (!isEarly && !HasBegun(killed, begin) && !child.HasExited && patience.Elapsed < TimeSpan.FromMinutes(1))
                    Thread.Sleep(2);

                // A process that has just begun takes its time for the first run.
                Thread.Sleep((int)(random.NextDouble() * (isEarly ? 200 : (length / 5) + (1500 * (1 + (kills / 10))))));
                child.Kill();
                child.WaitForExit();
                Assert.True(child.ExitCode is 0 or 128 + 9 or -1, child.StandardError.ReadToEnd());
            }

            RequireUntouched();
            Note();
        }

        int before = done.Count;
        Assert.Equal(rows.Select(Sweep.Essence), Sweep.Make(killed).Select(Sweep.Essence));
        RequireUntouched();
        string logs = string.Concat(Directory.GetFiles(killed.ResultFolder, "*.log").Select(File.ReadAllText));
        int goneOn = logs.Split("goes on from its checkpoint").Length - 1;
        TestContext.Current.TestOutputHelper?.WriteLine($"{kills} kills, {before} of {rows.Length} runs done by then, {goneOn} went on from a checkpoint");
        Assert.True(before > 0 && goneOn > 0, $"{before} runs were done, {goneOn} went on");
        int told = 0;
        foreach (SweepRow row in rows)
        {
            Assert.Equal(File.ReadAllBytes(whole.ResultPath(row.Run)), File.ReadAllBytes(killed.ResultPath(row.Run)));
            int times = File.ReadAllLines(killed.FilePath(row.Run, ".log")).Count(line => line.Contains(": completed:", StringComparison.Ordinal));
            Assert.InRange(times, 0, 1);
            told += times;
        }

        // A kill between a run's row and its last line in the log leaves it without one; more cannot lack it than there were kills.
        Assert.InRange(told, rows.Length - kills, rows.Length);

        string[] rest = [.. Directory.GetFiles(killed.ResultFolder).Select(file => Path.GetExtension(file)).Distinct().Order()];
        Assert.Equal([".csv", ".json", ".log"], rest);

        void Note()
        {
            foreach (SweepRow row in killed.ReadRows().Where(row => row.State == SweepState.Completed))
                done.TryAdd(row.Run, (File.GetLastWriteTimeUtc(killed.ResultPath(row.Run)), row.Ended!.Value.UtcDateTime));
        }

        void RequireUntouched() => Assert.All(done, run =>
            Assert.Equal(run.Value, (File.GetLastWriteTimeUtc(killed.ResultPath(run.Key)), killed.ReadRow(run.Key).Ended!.Value.UtcDateTime)));
    }

    private static bool HasBegun(SweepFolder sweep, DateTime since) =>
        Directory.EnumerateFiles(sweep.ResultFolder, "*.begun").Any(file => File.GetLastWriteTimeUtc(file) >= since);
}
