namespace SneTools;

/// <summary>Writes affinities with their points to a file, and reads them bit for bit, so that several runs, in other processes or on other
/// machines, begin with what was found once. The parts are those of a model, without a map: docs/model-format.md.</summary>
internal static class AffinityFile
{
    private const string Format = "SneTools affinities";

    /// <summary>Writes affinities, wholly or not at all.</summary>
    /// <param name="affinities">The affinities.</param>
    /// <param name="points">Their points, as distances were taken between them, with the columns that ride along.</param>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(Affinities affinities, Dataset points, string path) => AtomicFile.Write(path, overwrite: true, stream =>
    {
        using var archive = new ArchiveWriter(stream);
        _ = new ModelWriter(SneModel.Of(WithoutMap(affinities, points), points, new EmbeddingOptions(), new RunState()), archive, Format).Write();
    });

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>, <see cref="SneError.OutOfMemory"/>.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static (Affinities Affinities, Dataset Points) Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16);
        using ArchiveReader archive = ArchiveReader.Open(stream, Format, ModelFile.Version);
        SneModel model = new ModelReader(archive).Read();
        return (model.Embedding.Affinities!, model.Data);
    }

    /// <summary>What a run knows before it begins.</summary>
    private static Embedding WithoutMap(Affinities affinities, Dataset points) => new()
    {
        Map = new Matrix(affinities.Count, 1),
        Method = SneMethod.Sne,
        DegreeOfFreedom = 1,
        Engine = EngineKind.Auto,
        Neighbor = affinities.Graph?.Search,
        NeighborCount = affinities.NeighborCount,
        NeighborRecall = affinities.Graph?.Recall ?? 1,
        Metric = affinities.Metric,
        Precision = NumericPrecision.Auto,
        AffinityKind = affinities.Width.Kind,
        PerplexityList = affinities.Width.PerplexityList?.ToArray(),
        Perplexity = affinities.Width.Perplexity,
        Sigma = affinities.Width.Sigma,
        Entropy = 0,
        CrossEntropy = 0,
        Optimizer = OptimizerKind.Auto,
        StopReason = StopReason.Canceled,
        Elapsed = TimeSpan.Zero,
        Stages = [],
        Seed = 0,
        LearningRate = 0,
        History = [],
        Columns = points.Sources,
        Data = points.Values,
        NeighborGraph = affinities.Graph,
        Affinities = affinities,
        Labels = points.Labels,
        Warnings = [],
    };
}
