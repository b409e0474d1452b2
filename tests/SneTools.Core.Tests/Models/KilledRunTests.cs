using System.Diagnostics;

namespace SneTools.Tests;

/// <summary>Runs that are killed from outside, at any moment, and go on from what they left.</summary>
public class KilledRunTests
{
    private int _resumed;
    private int _midway;
    private int _inWriting;

    [Fact]
    public void A_run_that_was_killed_goes_on_and_ends_where_one_that_was_not_ends()
    {
        Kill("grid", 12);
        Kill("restarts", 8);
        string found = $"{_resumed} of 20 went on, {_midway} of them amid the run, {_inWriting} were killed while writing";
        TestContext.Current.TestOutputHelper?.WriteLine(found);
        Assert.True(_resumed > 10 && _midway > 1 && _inWriting > 0, found);
    }

    private void Kill(string name, int kills)
    {
        (Dataset data, EmbeddingOptions options) = CheckpointChild.Case(name);
        long start = Stopwatch.GetTimestamp();
        Embedding whole = StochasticNeighborEmbedding.Fit(data, options);
        double length = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var random = new Random(15);
        for (int kill = 0; kill < kills; kill++)
        {
            using var folder = new TemporaryFolder();
            string path = folder.File("run.npz");
            using (Process child = CheckpointChild.Start(name, path))
            {
                // Some are killed before anything is written, the others when they have begun to.
                bool isEarly = kill % 6 == 5;
                var patience = Stopwatch.StartNew();
                while (!isEarly && !File.Exists(CheckpointFile.DataPath(path)) && !child.HasExited && patience.Elapsed < TimeSpan.FromMinutes(1))
                    Thread.Sleep(1);
                Thread.Sleep((int)(random.NextDouble() * (isEarly ? 200 : length)));
                bool isInWriting = kill % 2 == 0;
                while (isInWriting && !IsWriting(folder) && !child.HasExited)
                {
                }

                child.Kill();
                child.WaitForExit();
                Assert.True(isEarly || File.Exists(CheckpointFile.DataPath(path)), child.StandardError.ReadToEnd());
            }

            if (IsWriting(folder))
                _inWriting++;
            if (!File.Exists(CheckpointFile.DataPath(path)))
            {
                Assert.Throws<FileNotFoundException>(() => CheckpointFile.Resume(new CheckpointOptions(path), new ResumeOptions()));
                continue;
            }

            int? first = null;
            Embedding map = CheckpointFile.Resume(
                new CheckpointOptions(path), new ResumeOptions { ThreadCount = 1 }, progress => first ??= progress.Point?.Iteration).Embedding;
            _resumed++;
            if (first > 1)
                _midway++;
            Assert.True(whole.Map.Values.AsSpan().SequenceEqual(map.Map.Values), $"kill {kill}, on from iteration {first}");
            Assert.Equal(whole.History, map.History);
            Assert.Equal((whole.StopReason, whole.CrossEntropy, whole.Seed), (map.StopReason, map.CrossEntropy, map.Seed));
        }
    }

    private static bool IsWriting(TemporaryFolder folder) => Directory.EnumerateFiles(folder.Path, ".*.tmp").Any();
}
