namespace SneTools;

/// <summary>Writes the parts of a model.</summary>
/// <param name="model">The model.</param>
/// <param name="archive">Where to.</param>
/// <param name="format">What the file says that it is.</param>
internal sealed class ModelWriter(SneModel model, ArchiveWriter archive, string format = ModelFile.Format)
{
    private readonly int _count = model.Count;

    /// <summary>Writes all of it, and ends the archive.</summary>
    /// <returns>The archive's checksum.</returns>
    public string Write()
    {
        Embedding embedding = model.Embedding;
        archive.Add<double>("map", embedding.Map.Values, _count, embedding.Dimension);
        if (model.Options.Initialization.Map is { } start)
            WriteStart(model.Options.Initialization, start);
        WriteData();
        ModelPreparation? preparation = model.Preparation is { } known ? WritePreparation(known) : null;
        ModelAffinities affinities = WriteAffinities();
        ModelRun run = WriteRun(embedding);
        return archive.Complete(format, ModelFile.Version, RunProgram.Version, new ModelContents
        {
            Count = _count,
            Dimension = embedding.Dimension,
            IsCompact = model.IsCompact,
            Settings = Settings(model.Options),
            Run = run,
            Affinities = affinities,
            Preparation = preparation,
            Labels = embedding.Labels.Count,
            SourceKinds = [.. embedding.Columns.Select(source => source.Kind)],
            State = WriteState(),
        });
    }

    /// <summary>The map that the run began with. Rows without a place in it are 0 in the file, where all numbers are finite.</summary>
    private void WriteStart(InitialMap initialization, Matrix start)
    {
        archive.Add<double>("initialization", Array.ConvertAll(start.Values, value => double.IsNaN(value) ? 0 : value), start.Rows, start.Columns);
        if (!initialization.IsAligned)
            return;
        int[] placed = OldPlaces.Placed(start);
        archive.Add<int>("initialization.rows", placed, placed.Length);
    }

    private static ModelSettings Settings(EmbeddingOptions options) => new()
    {
        Method = options.Objective.Method,
        DegreeOfFreedom = options.Objective.DegreeOfFreedom,
        AffinityKind = options.AffinityKind,
        PerplexityList = options.PerplexityList?.ToArray(),
        Perplexity = options.Perplexity,
        Sigma = options.Sigma,
        Standardize = options.Standardize,
        PrincipalComponent = options.PrincipalComponent,
        Initialization = options.Initialization.Name,
        Descent = options.Descent,
        Restart = options.Restart,
        Engine = options.Engine,
        Neighbor = options.Neighbor,
        NeighborCount = options.NeighborCount,
        Metric = options.Metric,
        Precision = options.Precision,
        Seed = options.Seed,
        SnapshotInterval = options.SnapshotInterval,
    };

    private void WriteData()
    {
        Dataset data = model.Data;
        if (data.Dimension > 0)
            archive.Add<double>("data", data.Values.Values, _count, data.Dimension);
        archive.AddTexts("data.columns", data.Columns);
        archive.AddTexts("data.warnings", data.Warnings);
        archive.Add<int>("data.droppedRows", [.. data.DroppedRows], data.DroppedRows.Count);
        IReadOnlyList<LabelColumn> labels = model.Embedding.Labels;
        archive.AddTexts("label.names", [.. labels.Select(label => label.Name)]);
        for (int k = 0; k < labels.Count; k++)
            archive.AddColumn(FormattableString.Invariant($"label.{k}"), labels[k].Values);
        IReadOnlyList<SourceColumn> sources = model.Embedding.Columns;
        archive.AddTexts("source.names", [.. sources.Select(source => source.Name)]);
        archive.AddColumn("source.reason", [.. sources.Select(source => source.Reason)]);
        archive.AddColumn("source.use", [.. sources.Select(source => source.Use.ToString())]);
        archive.Add<int>("source.count", [.. sources.Select(source => source.Count)], sources.Count);
    }

    private ModelPreparation WritePreparation(Preparation preparation)
    {
        int columns = preparation.Columns.Count;
        archive.AddTexts("input.columns", preparation.Columns);
        archive.AddTexts("input.groups", [.. preparation.Groups.Select(group => group.Name)]);
        if (preparation.Standardization is { } standardization)
        {
            archive.Add<double>("standardization.means", [.. standardization.Means], columns);
            archive.Add<double>("standardization.ranges", [.. standardization.Ranges], columns);
            archive.Add<double>("standardization.deviations", [.. standardization.RelativeDeviations], columns);
        }

        if (preparation.Components is { } components)
        {
            archive.Add<double>("components.means", [.. components.Means], columns);
            archive.Add<double>("components.loadings", components.Loadings.Values, components.Count, columns);
            archive.Add<double>("components.variances", [.. components.Variances], components.Count);
        }

        return new ModelPreparation
        {
            Columns = columns,
            Groups = [.. preparation.Groups.Select(group => new ModelGroup { First = group.First, Count = group.Count, Kind = group.Kind })],
            IsStandardized = preparation.Standardization is not null,
            CategoryScale = preparation.CategoryScale,
            Components = preparation.Components is { } found ? new ModelComponents { Count = found.Count, Unit = found.Unit, Rank = found.Rank } : null,
        };
    }

    private ModelAffinities WriteAffinities()
    {
        PointBandwidths bandwidths = model.Bandwidths;
        RowBandwidth[] rows = [.. Enumerable.Range(0, _count).SelectMany(i => bandwidths[i].ToArray())];
        int length = rows.Length;
        archive.Add<double>("bandwidth.precision", [.. rows.Select(row => row.Precision)], length);
        archive.Add<double>("bandwidth.entropy", [.. rows.Select(row => row.Entropy)], length);
        archive.Add<double>("bandwidth.nearest", [.. rows.Select(row => row.Nearest)], length);
        archive.Add<double>("bandwidth.logSum", [.. rows.Select(row => row.LogSum)], length);
        archive.Add<byte>("bandwidth.flags", [.. rows.Select(row => (byte)((row.IsSaturated ? 1 : 0) | (row.IsShort ? 2 : 0)))], length);
        if (bandwidths.Scales > 1)
            archive.Add<double>("bandwidth.mean.entropy", [.. Enumerable.Range(0, _count).Select(bandwidths.EntropyOf)], _count);
        Embedding embedding = model.Embedding;
        return new ModelAffinities
        {
            Metric = embedding.Metric,
            AffinityKind = embedding.AffinityKind,
            PerplexityList = embedding.PerplexityList,
            Perplexity = embedding.Perplexity,
            Sigma = embedding.Sigma,
            Unit = bandwidths.Unit,
            Columns = model.Data.Dimension,
            HasData = embedding.Affinities?.Data is not null,
            DroppedRows = model.Data.DroppedRows.Count,
            ReplacedCells = model.Data.ReplacedCells,
            Graph = embedding.Affinities?.Graph is { } graph ? WriteGraph(graph) : null,
            Distances = embedding.Affinities?.Given is { } given ? WriteDistances(given) : null,
        };
    }

    private ModelGraph WriteGraph(NeighborGraph graph)
    {
        ReadOnlySpan<int> shape = graph.Starts is null ? [_count, graph.NeighborCount] : [graph.AllNeighbors.Length];
        archive.Add<int>("neighbors.indices", graph.AllNeighbors, shape);
        archive.Add<double>("neighbors.squaredDistances", graph.AllSquaredDistances, shape);
        if (graph.Starts is { } starts)
            archive.Add<int>("neighbors.starts", starts, starts.Length);
        return new ModelGraph
        {
            NeighborCount = graph.NeighborCount,
            Length = graph.AllNeighbors.Length,
            IsListed = graph.Starts is not null,
            Metric = graph.Metric,
            Search = graph.Search,
            Recall = graph.Recall,
            Unit = graph.Unit,
        };
    }

    private ModelDistances WriteDistances(PointDistances distances)
    {
        if (distances.All is { } all)
        {
            archive.Add<double>("distances.squares", all.Squares.Values, _count, _count);
            return new ModelDistances { IsListed = false, Length = 0, Unit = all.Unit };
        }

        (int[] starts, int[] indices, double[] squares, double unit) = distances.Lists;
        archive.Add<int>("distances.starts", starts, starts.Length);
        archive.Add<int>("distances.indices", indices, indices.Length);
        archive.Add<double>("distances.squares", squares, squares.Length);
        return new ModelDistances { IsListed = true, Length = indices.Length, Unit = unit };
    }

    private ModelRun WriteRun(Embedding embedding)
    {
        if (embedding.PointDivergence is { } points)
        {
            archive.Add<double>("divergence.entropy", points.Entropy, _count);
            archive.Add<double>("divergence.crossEntropy", points.CrossEntropy, _count);
        }

        IReadOnlyList<HistoryPoint> history = embedding.History;
        archive.Add<double>("history.divergence", [.. history.Select(point => point.Divergence)], history.Count);
        archive.Add<double>("history.gradientNorm", [.. history.Select(point => point.GradientNorm)], history.Count);
        archive.Add<double>("history.exaggeration", [.. history.Select(point => point.Exaggeration)], history.Count);
        archive.AddTexts("warnings", embedding.Warnings);
        return new ModelRun
        {
            Engine = embedding.Engine,
            Precision = embedding.Precision,
            Neighbor = embedding.Neighbor,
            NeighborCount = embedding.NeighborCount,
            NeighborRecall = embedding.NeighborRecall,
            Entropy = embedding.Entropy,
            CrossEntropy = embedding.CrossEntropy,
            HasPointDivergence = embedding.PointDivergence is not null,
            Optimizer = embedding.Optimizer,
            Way = embedding.Way,
            Runtime = embedding.Runtime,
            StopReason = embedding.StopReason,
            Elapsed = embedding.Elapsed.Ticks,
            Stages = embedding.Stages.ToDictionary(stage => stage.Phase, stage => stage.Elapsed.Ticks),
            Seed = embedding.Seed,
            LearningRate = embedding.LearningRate,
            Iterations = history.Count,
        };
    }

    private Dictionary<string, string>? WriteState()
    {
        return model.Run is { } run ? WriteState(run, archive) : null;
    }

    /// <summary>Writes what a run has come to.</summary>
    /// <param name="run">What it has come to.</param>
    /// <param name="archive">Where to.</param>
    /// <returns>The single values of it.</returns>
    public static Dictionary<string, string> WriteState(RunState run, ArchiveWriter archive)
    {
        StateArrays state = run.ToArrays();
        foreach ((string name, Array values) in state.Arrays)
        {
            if (values is double[] numbers)
                archive.Add<double>(ModelReader.State + name, numbers, numbers.Length);
            else
                archive.Add<long>(ModelReader.State + name, (long[])values, values.Length);
        }

        return state.Scalars.ToDictionary(scalar => scalar.Key, scalar => scalar.Value);
    }
}
