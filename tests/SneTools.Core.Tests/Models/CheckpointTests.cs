using System.IO.Compression;
using static SneTools.Tests.CheckpointRun;

namespace SneTools.Tests;

/// <summary>A run that is written while it is made.</summary>
public class CheckpointTests
{
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
    [InlineData(237, 'r')]
    [InlineData(255, 'r')]
    [InlineData(255, 'ж')] // Two bytes each.
    public void Its_files_have_names_however_long_that_of_the_run_is(int length, char letter)
    {
        using var folder = new TemporaryFolder();
        int letters = (length - ".npz".Length) / System.Text.Encoding.UTF8.GetByteCount([letter]);
        var where = new CheckpointOptions(folder.File(new string(letter, letters) + ".npz")) { Interval = TimeSpan.Zero };
        SneModel model = SneModel.Fit(Data, Options, where);
        Assert.Equal(3, Files(folder).Length);
        Assert.All(Files(folder), name => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(name), 1, 255));
        Same(model, CheckpointFile.Resume(where, new ResumeOptions()));
        Near.SameBits(model.Map, ModelFile.Read(where.Path).Map);
        Assert.NotNull(ModelFile.Read(CheckpointFile.PreviousPath(where.Path)).Map);
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
            // The first file takes another thread a moment, in which a quick run would be over.
            if (progress.Point is not { Iteration: > 1 and var step } || step % 12 != 0 || !SpinWait.SpinUntil(() => File.Exists(where.Path), TimeSpan.FromSeconds(10)))
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

    private static string[] Files(TemporaryFolder folder) => [.. Directory.EnumerateFiles(folder.Path).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];
}
