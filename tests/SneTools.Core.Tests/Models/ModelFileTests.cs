using System.IO.Compression;

namespace SneTools.Tests;

/// <summary>A model that was written is read as it was, to the bit.</summary>
public class ModelFileTests
{
    public static TheoryData<string> Kinds => [.. Model.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Written_read_and_written_again_it_is_the_same_file(string kind)
    {
        SneModel model = Model.Of(kind);
        byte[] whole = Model.Bytes(model);
        SneModel read = Model.Read(whole);
        Same(model, read);
        Assert.Equal(whole, Model.Bytes(read));
        StateArraysTests.Same(model.Run!.ToArrays(), read.Run!.ToArrays());
        byte[] compact = Model.Bytes(model.Compact());
        SneModel small = Model.Read(compact);
        Same(model.Compact(), small);
        Assert.True(small.IsCompact);
        Assert.Null(small.Embedding.Affinities);
        Assert.Null(small.Embedding.NeighborGraph);
        Assert.Equal(compact, Model.Bytes(small));
        Assert.True(compact.Length < whole.Length);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_run_goes_on_from_a_file_as_from_memory(string kind)
    {
        SneModel model = Model.Of(kind);
        var how = new ResumeOptions { MaxIteration = 10, Tolerance = 0, ThreadCount = 1 };
        Near.SameBits(model.Resume(how).Map, Model.Read(Model.Bytes(model)).Resume(how).Map);
        var other = new ResumeOptions { MaxIteration = 10, Objective = new Objective(SneMethod.TConditionalSne), Perplexity = 4 };
        Near.SameBits(model.Resume(other).Map, Model.Read(Model.Bytes(model)).Resume(other).Map);
    }

    [Theory]
    [InlineData("prepared")]
    [InlineData("categories")]
    public void New_rows_can_be_prepared_as_those_of_the_model_were(string kind)
    {
        Dataset source = kind == "prepared" ? Samples.Iris : Model.Mixed(50);
        SneModel read = Model.Read(Model.Bytes(Model.Of(kind).Compact()));
        using var team = new ThreadTeam(1);
        Assert.Equal(source.Columns, read.Preparation!.Columns);
        Assert.Equal(source.Groups, read.Preparation.Groups);
        for (int i = 0; i < source.Count; i += 7)
            Near.SameBits(read.Data.Values.Select([i]), read.Preparation.Apply(source.Values.Select([i]), team));
    }

    [Fact]
    public void Labels_come_back_as_they_were_also_those_that_NumPy_cannot_hold()
    {
        SneModel model = Model.Of("all pairs");
        SneModel read = Model.Read(Model.Bytes(model));
        Assert.Equal(["odd, 'name'", "class"], read.Embedding.Labels.Select(label => label.Name));
        Assert.Equal(model.Embedding.Labels.SelectMany(label => label.Values), read.Embedding.Labels.SelectMany(label => label.Values));
        Assert.Contains(null, read.Embedding.Labels[0].Values);
        Assert.Contains("half \uD83E", read.Embedding.Labels[0].Values);
        using var zip = new ZipArchive(new MemoryStream(Model.Bytes(model)));
        Assert.NotNull(zip.GetEntry("label.0.values.utf16.npy"));
        Assert.NotNull(zip.GetEntry("label.1.values.npy"));
    }

    [Fact]
    public void One_text_that_is_long_does_not_make_room_for_as_many_of_all()
    {
        Dataset data = ResumeTests.Clusters(2000, 4);
        var labels = new LabelColumn("text", [.. Enumerable.Range(0, 2000).Select(i => i == 0 ? new string('x', 100_000) : $"{i}")]);
        SneModel model = SneModel.Fit(new Dataset(data.Values, data.Columns, [labels]), Model.Options(SneMethod.TSne, EngineKind.Auto, 8) with { NeighborCount = 10, Descent = new DescentOptions { MaxIteration = 1 } });
        byte[] bytes = Model.Bytes(model);
        Assert.InRange(bytes.Length, 0, 2_000_000);
        Assert.Equal(labels.Values, Model.Read(bytes).Embedding.Labels[0].Values);
    }

    [Fact]
    public void The_same_model_gives_the_same_bytes_on_disk_and_an_old_file_stays_unless_it_may_go()
    {
        using var folder = new TemporaryFolder();
        SneModel model = Model.Of("one iteration");
        string path = folder.File("map.npz");
        ModelFile.Write(model, path);
        Assert.Equal(Model.Bytes(model), File.ReadAllBytes(path));
        Assert.Throws<IOException>(() => ModelFile.Write(model, path));
        ModelFile.Write(model, path, overwrite: true);
        Same(model, ModelFile.Read(path));
        Assert.Equal(["map.npz"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_file_of_every_version_is_read_and_its_run_goes_on()
    {
        for (int version = 1; version <= ModelFile.Version; version++)
        {
            SneModel model = ModelFile.Read(Samples.File($"models/version-{version}.npz"));
            Assert.Equal(version, model.FormatVersion);
            Assert.Equal((25, 2, 30, false), (model.Count, model.Dimension, model.Embedding.Iterations, model.IsCompact));
            Assert.Equal(["sepal_length", "sepal_width", "petal_length", "petal_width", "species[setosa]", "species[versicolor]", "species[virginica]"], model.Preparation!.Columns);
            Assert.Equal(9, model.Embedding.Labels.Single(label => label.Name == "species").Values.Count(text => text == "setosa"));
            Dataset after = DataFile.Read(Samples.File($"models/version-{version}.csv"), new ImportOptions());

            // Other processors and other versions round otherwise, and sixty steps enlarge that.
            Near.Equal(after.Values, model.Resume(new ResumeOptions { MaxIteration = 30 }).Map, 1e-4);
        }
    }

    /// <summary>All that a user sees of two models.</summary>
    private static void Same(SneModel a, SneModel b)
    {
        Near.SameBits(a.Map, b.Map);
        Near.SameBits(a.Data.Values, b.Data.Values);
        Assert.Equal(a.Data.Columns, b.Data.Columns);
        Assert.Equal(a.Data.DroppedRows, b.Data.DroppedRows);
        Assert.Equal(a.Precision, b.Precision);
        Assert.Equal(a.Options with { Initialization = InitialMap.Pca, ThreadCount = 1, PerplexityList = null }, b.Options with { Initialization = InitialMap.Pca, ThreadCount = 1, PerplexityList = null });
        Assert.Equal(a.Options.PerplexityList, b.Options.PerplexityList);
        Assert.Equal(a.Options.Initialization.Map?.Values, b.Options.Initialization.Map?.Values);
        Assert.Equal(a.Options.Initialization.Name, b.Options.Initialization.Name);
        Assert.Equal((a.Program, a.FormatVersion, a.IsCompact), (b.Program, b.FormatVersion, b.IsCompact));
        Embedding x = a.Embedding;
        Embedding y = b.Embedding;
        Assert.Equal((x.Entropy, x.CrossEntropy, x.Divergence, x.Seed, x.LearningRate), (y.Entropy, y.CrossEntropy, y.Divergence, y.Seed, y.LearningRate));
        Assert.Equal((x.Method, x.Engine, x.Precision, x.Metric, x.Perplexity, x.Sigma), (y.Method, y.Engine, y.Precision, y.Metric, y.Perplexity, y.Sigma));
        Assert.Equal((x.Neighbor, x.NeighborCount, x.NeighborRecall, x.Optimizer, x.StopReason, x.Elapsed), (y.Neighbor, y.NeighborCount, y.NeighborRecall, y.Optimizer, y.StopReason, y.Elapsed));
        Assert.Equal(x.History, y.History);
        Assert.Equal(x.Stages, y.Stages);
        Assert.Equal(x.Columns, y.Columns);
        Assert.Equal(x.Warnings, y.Warnings);
        Assert.Equal(x.Data is null, y.Data is null);
        Assert.Equal(x.PointDivergence?.CrossEntropy, y.PointDivergence?.CrossEntropy);
        Assert.Equal(x.Affinities?.Entropy, y.Affinities?.Entropy);
        Assert.Equal(x.NeighborGraph?.ToString(), y.NeighborGraph?.ToString());
        Assert.Equal(a.Preparation?.Columns, b.Preparation?.Columns);
    }
}
