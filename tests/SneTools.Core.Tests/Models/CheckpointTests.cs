using System.IO.Compression;

namespace SneTools.Tests;

/// <summary>A run that is written while it is made.</summary>
public class CheckpointTests
{
    private static readonly EmbeddingOptions Options = Model.Options(SneMethod.TSne, EngineKind.Interpolated, 8) with
    {
        NeighborCount = 24,
        Descent = new DescentOptions { MaxIteration = 60, EarlyExaggerationIteration = 20, Tolerance = 0 },
    };

    private static readonly Dataset Data = Model.Labeled(520);

    private static readonly Lazy<SneModel> Whole = new(() => SneModel.Fit(Data, Options));

    [Fact]
    public void It_ends_as_one_that_is_not_written_and_its_last_checkpoint_gives_the_same_again_at_once()
    {
        using var folder = new TemporaryFolder();
        var where = new CheckpointOptions(folder.File("run.npz")) { Interval = TimeSpan.Zero };
        SneModel written = SneModel.Fit(Data, Options, where);
        Near.SameBits(Whole.Value.Map, written.Map);
        Assert.Equal(["run.data.npz", "run.npz", "run.previous.npz"], Files(folder));
        int steps = 0;
        SneModel again = CheckpointFile.Resume(where, new ResumeOptions(), progress => steps += progress.Point is null ? 0 : 1);
        Same(Whole.Value, again);
        Assert.Equal(0, steps);
        Assert.Equal(Whole.Value.Embedding.PointDivergence!.CrossEntropy, again.Embedding.PointDivergence!.CrossEntropy);
    }

    [Fact]
    public void More_iterations_can_follow_and_are_written_to_the_same_files()
    {
        using var folder = new TemporaryFolder();
        var where = new CheckpointOptions(folder.File("run.npz"));
        SneModel.Fit(Data, Options with { Descent = Options.Descent with { MaxIteration = 25 } }, where);
        CheckpointFile.Resume(where, new ResumeOptions { MaxIteration = 35 });
        Same(Whole.Value, CheckpointFile.Resume(where, new ResumeOptions()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    [InlineData(59)]
    public void A_run_that_was_stopped_has_written_its_last_step_whatever_the_interval(int steps)
    {
        using var folder = new TemporaryFolder();
        var where = new CheckpointOptions(folder.File("run.npz")) { Interval = TimeSpan.FromDays(1) };
        Stop(where, Options, steps);
        Assert.Equal(steps, ModelFile.Read(where.Path).Embedding.Iterations);
        int? first = null;
        SneModel resumed = CheckpointFile.Resume(where, new ResumeOptions(), progress => first ??= progress.Point?.Iteration);
        Assert.Equal(steps + 1, first);
        Same(Whole.Value, resumed);
    }

    [Fact]
    public void Given_more_iterations_and_stopped_again_it_knows_how_many_it_had_to_make()
    {
        using var folder = new TemporaryFolder();
        var where = new CheckpointOptions(folder.File("run.npz")) { Interval = TimeSpan.FromDays(1) };
        SneModel.Fit(Data, Options with { Descent = Options.Descent with { MaxIteration = 25 } }, where);
        using var stop = new CancellationTokenSource();
        CheckpointFile.Resume(where, new ResumeOptions { MaxIteration = 35 }, progress => Cancel(progress, 31, stop), stop.Token);
        Same(Whole.Value, CheckpointFile.Resume(where, new ResumeOptions()));
    }

    [Fact]
    public void A_checkpoint_is_a_model_of_the_map_so_far()
    {
        using var folder = new TemporaryFolder();
        var where = new CheckpointOptions(folder.File("run.npz")) { Interval = TimeSpan.Zero };
        Stop(where, Options, 30);
        SneModel model = ModelFile.Read(where.Path);
        SneModel expected = SneModel.Fit(Data, Options with { Descent = Options.Descent with { MaxIteration = 30 } });
        Near.SameBits(expected.Map, model.Map);
        Assert.Equal(expected.Embedding.History, model.Embedding.History);
        Assert.Equal(model.Embedding.History[^1].Divergence, model.Embedding.Divergence);
        Assert.Equal(StopReason.Canceled, model.Embedding.StopReason);
        Assert.Equal(Data.Labels[1].Values, model.Embedding.Labels[1].Values);
        Same(Whole.Value, Model.Read(Model.Bytes(model)).Resume(new ResumeOptions()));
        Assert.InRange(ModelFile.Read(CheckpointFile.PreviousPath(where.Path)).Embedding.Iterations, 1, 30);
        var error = Assert.Throws<SneException>(() => ModelFile.Read(CheckpointFile.DataPath(where.Path)));
        Assert.Contains(CheckpointFile.DataFormat, error.Message);
    }

    [Fact]
    public void A_model_that_is_resumed_is_written_too_from_its_last_step_or_its_map()
    {
        using var folder = new TemporaryFolder();
        var where = new CheckpointOptions(folder.File("run.npz")) { Interval = TimeSpan.FromDays(1) };
        SneModel part = SneModel.Fit(Data, Options with { Descent = Options.Descent with { MaxIteration = 25 } });
        using var stop = new CancellationTokenSource();
        part.Resume(new ResumeOptions { MaxIteration = 35 }, where, progress => Cancel(progress, 40, stop), stop.Token);
        Same(Whole.Value, CheckpointFile.Resume(where, new ResumeOptions()));

        var other = new CheckpointOptions(folder.File("other")) { Interval = TimeSpan.FromDays(1) };
        var how = new ResumeOptions { Objective = new Objective(SneMethod.Sne), MaxIteration = 20 };
        using var second = new CancellationTokenSource();
        part.Resume(how, other, progress => Cancel(progress, 9, second), second.Token);
        Same(part.Resume(how), CheckpointFile.Resume(other, new ResumeOptions()));
        Assert.True(File.Exists(folder.File("other.data")));
    }

    [Theory]
    [InlineData(SneMethod.Sne, OptimizerKind.LBfgs, 200)]
    [InlineData(SneMethod.TSne, OptimizerKind.Auto, 100)]
    public void So_are_several_starts_and_ways(SneMethod method, OptimizerKind optimizer, int steps)
    {
        using var folder = new TemporaryFolder();
        var where = new CheckpointOptions(folder.File("run.npz"));
        EmbeddingOptions options = Model.Options(method, EngineKind.Exact, 8) with { Restart = 2, Descent = new DescentOptions { MaxIteration = 60, Optimizer = optimizer } };
        Dataset data = ResumeTests.Clusters(60, 4);
        int made = 0;
        using var stop = new CancellationTokenSource();
        var run = new RunState();
        using (var writer = CheckpointWriter.Of(where)!)
        {
            Embedding part = StochasticNeighborEmbedding.Fit(data, options, run, null, begun => writer.Begin(SneModel.Of(begun, data, options, new RunState()), run), () => { if (++made == steps) stop.Cancel(); }, stop.Token);
            writer.Complete(run, part.StopReason);
        }

        Same(SneModel.Fit(data, options), CheckpointFile.Resume(where, new ResumeOptions()));
    }

    [Theory]
    [InlineData(SneMethod.SymmetricSne)]
    [InlineData(SneMethod.TSne)]
    public void Read_as_a_model_the_last_checkpoint_of_a_run_is_the_map_it_came_to_of_all_it_made(SneMethod method)
    {
        using var folder = new TemporaryFolder();
        foreach (int seed in Enumerable.Range(1, 8)) // Maps of nearly the same cost, whose last steps end in another order.
        {
            var where = new CheckpointOptions(folder.File($"{seed}.npz")) { Interval = TimeSpan.FromDays(1) };
            EmbeddingOptions options = Model.Options(method, EngineKind.Exact, 8) with { Seed = seed, Restart = 3, Descent = new DescentOptions { MaxIteration = 40 } };
            SneModel model = SneModel.Fit(ResumeTests.Clusters(60, 4), options, where);
            SneModel read = ModelFile.Read(where.Path);
            Near.SameBits(model.Map, read.Map);
            Assert.Equal(model.Embedding.Seed, read.Embedding.Seed);
            Same(CheckpointFile.Resume(where, new ResumeOptions { MaxIteration = 20 }), model.Resume(new ResumeOptions { MaxIteration = 20 }));
        }
    }

    [Fact]
    public void Before_the_first_checkpoint_the_neighbors_are_there_to_begin_with()
    {
        using var folder = new TemporaryFolder();
        string? said = null;
        var where = new CheckpointOptions(folder.File("run.npz")) { Warn = text => said = text };
        Stop(where, Options, 3);
        File.Delete(where.Path);
        File.Delete(CheckpointFile.PreviousPath(where.Path));
        var phases = new HashSet<EmbeddingPhase>();
        Same(Whole.Value, CheckpointFile.Resume(where, new ResumeOptions(), progress => phases.Add(progress.Phase)));
        Assert.DoesNotContain(EmbeddingPhase.Neighbors, phases);
        Assert.Contains("first step", said!);
    }

    [Fact]
    public void Damage_is_told_and_the_one_before_takes_its_place()
    {
        using var folder = new TemporaryFolder();
        List<string> said = [];
        var where = new CheckpointOptions(folder.File("run.npz")) { Interval = TimeSpan.Zero, Warn = said.Add };
        Stop(where, Options, 40);
        byte[] last = File.ReadAllBytes(where.Path);
        byte[] previous = File.ReadAllBytes(CheckpointFile.PreviousPath(where.Path));
        byte[] flipped = Flip(last, "state.0.map");
        foreach (byte[]? damaged in (byte[]?[])[last[..(last.Length / 2)], [], flipped, null])
        {
            said.Clear();
            File.WriteAllBytes(CheckpointFile.PreviousPath(where.Path), previous);
            File.Delete(where.Path);
            if (damaged is not null)
                File.WriteAllBytes(where.Path, damaged);
            Same(Whole.Value, CheckpointFile.Resume(where, new ResumeOptions()));
            Assert.Contains("the one before", Assert.Single(said));
            Assert.Contains(where.Path, said[0]);
        }

        File.WriteAllBytes(where.Path, flipped);
        File.WriteAllBytes(CheckpointFile.PreviousPath(where.Path), previous[..99]);
        SneException error = Refused(where);
        Assert.Contains("'state.0.map' is damaged", error.Message);
        Assert.Contains("run.previous.npz", error.Message);
    }

    [Fact]
    public void Of_files_that_belong_to_other_runs_or_are_missing_nothing_is_made()
    {
        using var folder = new TemporaryFolder();
        var one = new CheckpointOptions(folder.File("one.npz"));
        var two = new CheckpointOptions(folder.File("two.npz"));
        Assert.Contains("no checkpoint", Assert.Throws<FileNotFoundException>(() => CheckpointFile.Resume(one, new ResumeOptions())).Message);
        Stop(one, Options, 4);
        Stop(two, Options with { Seed = 9 }, 4);
        File.Copy(one.Path, CheckpointFile.PreviousPath(one.Path), overwrite: true); // A run this short may have written one only.
        File.Copy(one.Path, two.Path, overwrite: true);
        File.Delete(CheckpointFile.PreviousPath(two.Path));
        Assert.Contains("of another run than 'two.data.npz'", Refused(two).Message);
        File.Copy(CheckpointFile.PreviousPath(one.Path), CheckpointFile.PreviousPath(two.Path), overwrite: true);
        Assert.DoesNotContain("two.previous.data.npz", Refused(two).Message); // There is no such file.
        byte[] data = File.ReadAllBytes(CheckpointFile.DataPath(one.Path));
        File.WriteAllBytes(CheckpointFile.DataPath(one.Path), Flip(data, "neighbors.indices"));
        SneException error = Refused(one);
        Assert.Contains("one.data.npz", error.Message);
        Assert.Contains("'neighbors.indices' is damaged", error.Message);
        File.Delete(CheckpointFile.DataPath(one.Path));
        Assert.Contains("one.data.npz", Refused(one).Message);
        Assert.Contains("one.data.npz", Assert.Throws<SneException>(() => ModelFile.Read(one.Path)).Message);
    }

    [Fact]
    public void Given_another_file_of_a_run_or_a_model_it_says_what_to_give()
    {
        using var folder = new TemporaryFolder();
        var where = new CheckpointOptions(folder.File("run.npz")) { Interval = TimeSpan.Zero };
        SneModel model = SneModel.Fit(Data, Options with { Descent = Options.Descent with { MaxIteration = 3 } }, where);
        File.Copy(where.Path, CheckpointFile.PreviousPath(where.Path), overwrite: true); // A run this short may have written one only.
        foreach (string other in (string[])[CheckpointFile.PreviousPath(where.Path), CheckpointFile.DataPath(where.Path)])
            Assert.Contains($"'{where.Path}'", Refused(new CheckpointOptions(other)).Message);
        string file = folder.File("model.npz");
        File.WriteAllBytes(file, Model.Bytes(model));
        Assert.Contains("Import-SneModel", Refused(new CheckpointOptions(file)).Message);
    }

    [Fact]
    public void A_byte_that_was_changed_is_found_or_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        var where = new CheckpointOptions(folder.File("run.npz"));
        Dataset data = Model.Labeled(12);
        EmbeddingOptions options = Model.Options(SneMethod.TSne, EngineKind.Exact, 3) with { Descent = new DescentOptions { MaxIteration = 2 } };
        Near.SameBits(SneModel.Fit(data, options).Map, SneModel.Fit(data, options, where).Map);
        File.Delete(CheckpointFile.PreviousPath(where.Path));
        byte[] whole = File.ReadAllBytes(where.Path);
        Matrix map = CheckpointFile.Resume(where, new ResumeOptions()).Map;
        int found = 0;
        int places = 0;
        for (int place = 0; place < whole.Length; place += 97)
        {
            var changed = (byte[])whole.Clone();
            changed[place] ^= (byte)(1 << (place % 8));
            File.Delete(CheckpointFile.PreviousPath(where.Path));
            File.WriteAllBytes(where.Path, changed);
            places++;
            try
            {
                Near.SameBits(map, CheckpointFile.Resume(where, new ResumeOptions()).Map);
            }
            catch (SneException error)
            {
                Assert.Equal(SneError.InvalidFile, error.Error);
                found++;
            }
        }

        Assert.InRange(found, places / 2, places);
    }

    [Fact]
    public void Another_run_is_not_overwritten_unless_asked_and_then_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        var where = new CheckpointOptions(folder.File("run.npz")) { Interval = TimeSpan.Zero };
        Stop(where, Options with { Seed = 9 }, 30);
        bool isAsked = false;
        Assert.Throws<IOException>(() => SneModel.Fit(Data, Options, where, _ => isAsked = true));
        File.Delete(where.Path);
        File.Delete(CheckpointFile.PreviousPath(where.Path));
        Assert.Throws<IOException>(() => SneModel.Fit(Data, Options, where, _ => isAsked = true));
        Assert.False(isAsked);
        Stop(where with { Overwrite = true, Interval = TimeSpan.FromDays(1) }, Options, 5);
        Same(Whole.Value, CheckpointFile.Resume(where, new ResumeOptions()));
    }

    [Fact]
    public void What_would_be_another_run_is_refused()
    {
        using var folder = new TemporaryFolder();
        var where = new CheckpointOptions(folder.File("run.npz"));
        Stop(where, Options, 4);
        foreach (ResumeOptions how in (ResumeOptions[])[new() { Objective = new Objective(SneMethod.Sne) }, new() { Perplexity = 5 }, new() { LearningRate = 2 }, new() { EarlyExaggeration = 2 }])
            Assert.Equal(SneError.InvalidOption, Assert.Throws<SneException>(() => CheckpointFile.Resume(where, how)).Error);
        Assert.Equal(SneError.InvalidOption, Assert.Throws<SneException>(() => CheckpointFile.Resume(where with { Interval = TimeSpan.FromSeconds(-1) }, new ResumeOptions())).Error);
    }

    [Fact]
    public void A_folder_that_goes_away_is_a_warning_and_the_run_goes_on()
    {
        using var folder = new TemporaryFolder();
        string inner = Directory.CreateDirectory(folder.File("inner")).FullName;
        List<string> said = [];
        var where = new CheckpointOptions(Path.Combine(inner, "run.npz")) { Interval = TimeSpan.Zero, Warn = said.Add };
        SneModel model = SneModel.Fit(Data, Options, where, progress =>
        {
            if (progress.Point is { Iteration: 10 })
                Directory.Move(inner, folder.File("gone")); // At once: a file that is being written would keep it from being deleted.
        });
        Near.SameBits(Whole.Value.Map, model.Map);
        Assert.InRange(said.Count, 1, 2);
        Assert.All(said, text => Assert.Contains(where.Path, text));
        Assert.Contains("could not be written", said[^1]);
    }

    [Fact]
    public void The_state_that_is_written_is_that_after_one_and_the_same_step()
    {
        // A copy that the run went on to change would be no state at all; what it gives would be another map.
        using var folder = new TemporaryFolder();
        var where = new CheckpointOptions(folder.File("run.npz")) { Interval = TimeSpan.Zero };
        var copy = new CheckpointOptions(folder.File("copy.npz"));
        int copies = 0;
        SneModel.Fit(Data, Options, where, progress =>
        {
            if (progress.Point is not { Iteration: var step } || step % 12 != 0 || !File.Exists(where.Path))
                return;
            try
            {
                File.Copy(CheckpointFile.DataPath(where.Path), CheckpointFile.DataPath(copy.Path), overwrite: true);
                File.Copy(where.Path, copy.Path, overwrite: true);
            }
            catch (FileNotFoundException)
            {
                return; // It is just becoming the one before.
            }

            Same(Whole.Value, CheckpointFile.Resume(copy, new ResumeOptions()));
            copies++;
        });
        Assert.InRange(copies, 1, 5);
    }

    [Fact]
    public void It_opens_as_the_arrays_of_its_state()
    {
        using var folder = new TemporaryFolder();
        var where = new CheckpointOptions(folder.File("run.npz"));
        Stop(where, Options, 4);
        using ZipArchive zip = ZipFile.OpenRead(where.Path);
        Assert.Contains(zip.Entries, entry => entry.Name == "state.0.map.npy");
        Assert.DoesNotContain(zip.Entries, entry => entry.Name.StartsWith("data", StringComparison.Ordinal) || entry.Name.StartsWith("neighbors", StringComparison.Ordinal));
    }

    private static void Same(SneModel expected, SneModel actual)
    {
        Near.SameBits(expected.Map, actual.Map);
        Assert.Equal(expected.Embedding.History, actual.Embedding.History);
        Assert.Equal(
            (expected.Embedding.StopReason, expected.Embedding.CrossEntropy, expected.Embedding.Seed, expected.Embedding.LearningRate),
            (actual.Embedding.StopReason, actual.Embedding.CrossEntropy, actual.Embedding.Seed, actual.Embedding.LearningRate));
        StateArraysTests.Same(expected.Run!.ToArrays(), actual.Run!.ToArrays());
    }

    private static string[] Files(TemporaryFolder folder) => [.. Directory.EnumerateFiles(folder.Path).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    private static SneException Refused(CheckpointOptions where)
    {
        var error = Assert.Throws<SneException>(() => CheckpointFile.Resume(where, new ResumeOptions()));
        Assert.Equal(SneError.InvalidFile, error.Error);
        return error;
    }

    /// <summary>Changes a bit amid the numbers of a part.</summary>
    private static byte[] Flip(byte[] file, string part)
    {
        var result = (byte[])file.Clone();
        int place = result.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(part + ".npy"));
        result[place + 1000] ^= 4;
        return result;
    }

    private static void Stop(CheckpointOptions where, EmbeddingOptions options, int steps)
    {
        using var stop = new CancellationTokenSource();
        Assert.Equal(StopReason.Canceled, SneModel.Fit(Data, options, where, Observe, stop.Token).Embedding.StopReason);

        void Observe(EmbeddingProgress progress)
        {
            // What writes without pause has written once before the end, which is written too, however short the run is.
            if (where.Interval == TimeSpan.Zero && progress.Point?.Iteration == steps - 1)
            {
                Await(CheckpointFile.DataPath(where.Path));
                Thread.Sleep(50);
            }
            else if (where.Interval == TimeSpan.Zero && progress.Point?.Iteration == steps)
            {
                Await(where.Path);
            }

            Cancel(progress, steps, stop);
        }
    }

    private static void Await(string file)
    {
        for (int k = 0; k < 4000 && !File.Exists(file); k++)
            Thread.Sleep(5);
    }

    private static void Cancel(EmbeddingProgress progress, int steps, CancellationTokenSource stop)
    {
        if (progress.Point?.Iteration == steps)
            stop.Cancel();
    }
}
