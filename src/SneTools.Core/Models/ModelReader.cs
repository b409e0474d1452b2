namespace SneTools;

/// <summary>Reads the parts of a model.</summary>
/// <param name="archive">Where from.</param>
internal sealed class ModelReader(ArchiveReader archive)
{
    /// <summary>What the names of the state's arrays begin with.</summary>
    public const string State = "state.";

    private readonly ModelContents _contents = archive.Contents<ModelContents>();
    private int _count;

    /// <summary>Reads all of it.</summary>
    /// <exception cref="SneException">It is no model.</exception>
    public SneModel Read()
    {
        (_count, int dimension) = (_contents.Count, _contents.Dimension);
        Require(_count >= 2 && dimension >= 1, $"a map of {_count} points in {dimension} dimensions is none");
        var map = new Matrix(_count, dimension, archive.Array<double>("map", _count, dimension));
        LabelColumn[] labels = ReadLabels();
        SourceColumn[] sources = ReadSources();
        Dataset data = ReadData(labels, sources);
        KernelWidth width = ReadWidth(_contents.Affinities);
        PointBandwidths bandwidths = ReadBandwidths(width);
        Affinities? affinities = _contents.IsCompact ? null : ReadAffinities(data, width, bandwidths);
        RunState? run = ReadState(map);
        EmbeddingOptions options = ReadOptions();
        Embedding embedding = ReadEmbedding(map, options, data, affinities, labels, sources, run);
        archive.RequireAllRead();
        return new SneModel(bandwidths, run)
        {
            Embedding = embedding,
            Options = options,
            Data = data,
            Program = archive.Program,
            FormatVersion = archive.Version,
        };
    }

    private static void Require(bool isSo, string what)
    {
        if (!isSo)
            throw ArchiveReader.Invalid(what);
    }

    private static double Unit(double unit)
    {
        Require(unit > 0 && double.IsFinite(unit), FormattableString.Invariant($"a unit of length of {unit} is none"));
        return unit;
    }

    private EmbeddingOptions ReadOptions()
    {
        ModelSettings settings = _contents.Settings;
        settings.Descent.Validate();
        var objective = new Objective(settings.Method, settings.DegreeOfFreedom);
        objective.Validate();
        Require(settings.Restart >= 1, "a run makes at least 1 map");
        Require(settings.SnapshotInterval is null or >= 1, "maps on the way are at least 1 iteration apart");
        return new EmbeddingOptions
        {
            Objective = objective,
            AffinityKind = settings.AffinityKind,
            PerplexityList = settings.PerplexityList,
            Perplexity = settings.Perplexity,
            Sigma = settings.Sigma,
            Dimension = _contents.Dimension,
            Standardize = settings.Standardize,
            PrincipalComponent = settings.PrincipalComponent,
            Initialization = ReadInitialization(settings.Initialization),
            Descent = settings.Descent,
            Restart = settings.Restart,
            Engine = settings.Engine,
            Neighbor = settings.Neighbor,
            NeighborCount = settings.NeighborCount,
            Metric = settings.Metric,
            Precision = settings.Precision,
            Seed = settings.Seed,
            SnapshotInterval = settings.SnapshotInterval,
        };
    }

    private InitialMap ReadInitialization(string name)
    {
        if (archive.ShapeOf("initialization") is not null)
        {
            var start = new Matrix(_count, _contents.Dimension, archive.Array<double>("initialization", _count, _contents.Dimension));
            return name == InitialMap.AlignedName ? ReadAligned(start) : InitialMap.Given(start);
        }

        return InitialMap.Named(name) ?? throw ArchiveReader.Invalid($"there is no initialization '{Refusal.Shorten(name)}'");
    }

    private InitialMap ReadAligned(Matrix start)
    {
        int[] rows = archive.Array<int>("initialization.rows", archive.ShapeOf("initialization.rows") is [int length] ? length : 0);
        Require(rows.Length >= 2 && rows[0] >= 0 && rows[^1] < _count && Enumerable.Range(1, rows.Length - 1).All(k => rows[k] > rows[k - 1]), "the rows that have a place in its old map are none of its rows");
        return InitialMap.Aligned(start, new RowMatching(rows, rows, _count, _count));
    }

    private LabelColumn[] ReadLabels()
    {
        string[] names = archive.Texts("label.names", _contents.Labels);
        return [.. names.Select((name, k) => new LabelColumn(name, archive.Column(FormattableString.Invariant($"label.{k}"), _count)))];
    }

    private SourceColumn[] ReadSources()
    {
        string[] names = archive.Texts("source.names");
        string?[] reasons = archive.Column("source.reason", names.Length);
        string?[] uses = archive.Column("source.use", names.Length);
        int[] counts = archive.Array<int>("source.count", names.Length);
        ColumnKind[]? kinds = _contents.SourceKinds;
        Require(kinds is null || kinds.Length == names.Length, "its columns are not all of some kind");
        return [.. names.Select((name, k) => new SourceColumn(
            name,
            Enum.TryParse(uses[k], out ColumnUse use) && Enum.IsDefined(use) ? use : throw ArchiveReader.Invalid($"a column is not used as '{uses[k]}'"),
            reasons[k] ?? string.Empty,
            counts[k])
        {
            Kind = kinds?[k] ?? default,
        })];
    }

    private Dataset ReadData(LabelColumn[] labels, SourceColumn[] sources)
    {
        int columns = _contents.Affinities.Columns;
        double[] values = columns == 0 ? [] : archive.Array<double>("data", _count, columns);
        string[] names = archive.Texts("data.columns", columns);
        Preparation? preparation = _contents.Preparation is { } known ? ReadPreparation(known) : null;
        Require(preparation is null || preparation.Dimension == columns, "its rows are not prepared to be as its data are");
        return new Dataset(
            new Matrix(_count, columns, values), names, labels, archive.Array<int>("data.droppedRows", _contents.Affinities.DroppedRows), _contents.Affinities.ReplacedCells)
        {
            Sources = sources,
            Warnings = archive.Texts("data.warnings"),
            Preparation = preparation,
            Groups = preparation is { IsNone: true } ? preparation.Groups : [],
        };
    }

    private Preparation ReadPreparation(ModelPreparation known)
    {
        string[] columns = archive.Texts("input.columns", known.Columns);
        string[] groups = archive.Texts("input.groups", known.Groups.Length);
        int last = 0;
        foreach (ModelGroup? group in known.Groups)
        {
            Require(group is not null && group.Count >= 0 && group.First >= last && group.First <= columns.Length - group.Count, "columns that belong together are not there");
            last = group!.First + group.Count;
        }

        Standardization? standardization = known.IsStandardized
            ? new Standardization(
                archive.Array<double>("standardization.means", columns.Length),
                archive.Array<double>("standardization.ranges", columns.Length),
                archive.Array<double>("standardization.deviations", columns.Length))
            : null;
        Require(known.CategoryScale is null || double.IsFinite(known.CategoryScale.Value), "the scale of categories is not finite");
        PrincipalComponents? components = known.Components is { } found
            ? new PrincipalComponents(
                archive.Array<double>("components.means", columns.Length),
                Unit(found.Unit),
                new Matrix(found.Count, columns.Length, archive.Array<double>("components.loadings", found.Count, columns.Length)),
                archive.Array<double>("components.variances", found.Count),
                found.Rank)
            : null;
        return new Preparation(
            columns,
            [.. known.Groups.Select((group, k) => new ColumnGroup(groups[k], group.First, group.Count, group.Kind))],
            standardization,
            known.CategoryScale,
            components);
    }

    private static KernelWidth ReadWidth(ModelAffinities pairs)
    {
        bool isOne = pairs.AffinityKind == AffinityKind.Perplexity;
        Require((pairs.Sigma is null) != (pairs.Perplexity is null) == isOne, "either a perplexity or a sigma decides the width of the kernel");
        Require((pairs.PerplexityList is { Length: > 1 }) == (pairs.AffinityKind == AffinityKind.Multiscale), "the mean of several perplexities needs at least two");
        return pairs.AffinityKind switch
        {
            AffinityKind.Uniform => KernelWidth.Uniform,
            AffinityKind.Multiscale => KernelWidth.OfPerplexities(pairs.PerplexityList!),
            _ => pairs.Sigma is { } sigma ? KernelWidth.OfSigma(sigma) : KernelWidth.OfPerplexity(pairs.Perplexity!.Value),
        };
    }

    private PointBandwidths ReadBandwidths(KernelWidth width)
    {
        int scales = width.PerplexityList?.Count ?? 1;
        Require((long)_count * scales <= Array.MaxLength, "there are too many widths of kernels");
        int length = _count * scales;
        double[] precision = archive.Array<double>("bandwidth.precision", length);
        double[] entropy = archive.Array<double>("bandwidth.entropy", length);
        double[] nearest = archive.Array<double>("bandwidth.nearest", length);
        double[] logSum = archive.Array<double>("bandwidth.logSum", length);
        byte[] flags = archive.Array<byte>("bandwidth.flags", length);
        Require(Array.TrueForAll(precision, number => number >= 0), "a precision is negative");
        return new PointBandwidths(
            [.. Enumerable.Range(0, length).Select(i => new RowBandwidth(precision[i], entropy[i], nearest[i], logSum[i], (flags[i] & 1) != 0, (flags[i] & 2) != 0))],
            scales == 1 ? null : archive.Array<double>("bandwidth.mean.entropy", _count),
            scales,
            Unit(_contents.Affinities.Unit));
    }

    private Affinities ReadAffinities(Dataset data, KernelWidth width, PointBandwidths bandwidths)
    {
        ModelAffinities pairs = _contents.Affinities;
        PointDistances? given = pairs.Distances is { } distances ? ReadDistances(distances, data) : null;
        NeighborGraph? graph = pairs.Graph is { } known ? ReadGraph(known) : null;
        Require(graph is not null || given?.All is not null || (pairs.HasData && data.Dimension > 0), "it has neither data nor distances nor neighbors");
        return Affinities.Restore(pairs.HasData ? data : null, given, graph, pairs.Metric, width, bandwidths);
    }

    private NeighborGraph ReadGraph(ModelGraph known)
    {
        ReadOnlySpan<int> shape = known.IsListed ? [known.Length] : [_count, known.NeighborCount];
        int[] indices = archive.Array<int>("neighbors.indices", shape);
        double[] squares = archive.Array<double>("neighbors.squaredDistances", shape);
        NeighborGraph graph = known.IsListed
            ? NeighborGraph.OfLists(archive.Array<int>("neighbors.starts", _count + 1), indices, squares)
            : new NeighborGraph(_count, known.NeighborCount, indices, squares);
        return graph.Found(known.Metric, known.Search, known.Recall, Unit(known.Unit));
    }

    private PointDistances ReadDistances(ModelDistances known, Dataset points)
    {
        double[] squares = known.IsListed ? archive.Array<double>("distances.squares", known.Length) : archive.Array<double>("distances.squares", _count, _count);
        Require(Array.TrueForAll(squares, square => square >= 0), "the square of a distance is negative");
        if (!known.IsListed)
            return new PointDistances(points, new SquareDistances(new Matrix(_count, _count, squares), Unit(known.Unit)));
        int[] starts = archive.Array<int>("distances.starts", _count + 1);
        int[] indices = archive.Array<int>("distances.indices", known.Length);
        Require(
            starts[0] == 0 && starts[^1] == indices.Length && Enumerable.Range(1, _count).All(i => starts[i] >= starts[i - 1]) && Array.TrueForAll(indices, j => j >= 0 && j < _count),
            "the lists of its distances are none");
        return new PointDistances(points, starts, indices, squares, Unit(known.Unit));
    }

    private Embedding ReadEmbedding(Matrix map, EmbeddingOptions options, Dataset data, Affinities? affinities, LabelColumn[] labels, SourceColumn[] sources, RunState? state)
    {
        ModelRun run = _contents.Run;
        Require(double.IsFinite(run.Entropy) && double.IsFinite(run.CrossEntropy), "its cost is not finite");
        double[] divergence = archive.Array<double>("history.divergence", run.Iterations);
        double[] norms = archive.Array<double>("history.gradientNorm", run.Iterations);
        double[] exaggerations = archive.Array<double>("history.exaggeration", run.Iterations);
        return new Embedding
        {
            Map = map,
            Method = _contents.Settings.Method,
            DegreeOfFreedom = _contents.Settings.DegreeOfFreedom,
            Engine = run.Engine,
            Precision = run.Precision,
            Neighbor = run.Neighbor,
            NeighborCount = run.NeighborCount,
            NeighborRecall = run.NeighborRecall,
            Metric = _contents.Affinities.Metric,
            AffinityKind = _contents.Affinities.AffinityKind,
            PerplexityList = _contents.Affinities.PerplexityList,
            Perplexity = _contents.Affinities.Perplexity,
            Sigma = _contents.Affinities.Sigma,
            Entropy = run.Entropy,
            CrossEntropy = run.CrossEntropy,
            PointDivergence = run.HasPointDivergence
                ? new PointDivergence(archive.Array<double>("divergence.entropy", _count), archive.Array<double>("divergence.crossEntropy", _count))
                : null,
            Optimizer = run.Optimizer,
            Way = run.Way,
            StopReason = run.StopReason,
            Elapsed = new TimeSpan(run.Elapsed),
            Stages = [.. run.Stages.Select(stage => new StageTiming(stage.Key, new TimeSpan(stage.Value)))],
            Seed = run.Seed,
            LearningRate = run.LearningRate,
            History = [.. Enumerable.Range(0, run.Iterations).Select(k => new HistoryPoint(k + 1, divergence[k], norms[k], exaggerations[k]))],
            Columns = sources,
            Data = data.Dimension == 0 ? null : data.Values,
            NeighborGraph = affinities?.Graph,
            Affinities = affinities,
            Labels = labels,
            Snapshots = ReadSnapshots(state, options, map, labels),
            Options = options,
            DroppedRows = data.DroppedRows.Count,
            ReplacedCells = data.ReplacedCells,
            Program = archive.Program,
            Runtime = run.Runtime,
            Warnings = archive.Texts("warnings"),
        };
    }

    /// <summary>The maps on the way to the map: those of the descent that ended in it.</summary>
    private MapSnapshot[] ReadSnapshots(RunState? state, EmbeddingOptions options, Matrix map, LabelColumn[] labels)
    {
        DescentState? descent = state?.Descents.FirstOrDefault(descent => descent.Snapshots.Count > 0 && options.Initialization.Turn(descent.Map.Center()).Values.AsSpan().SequenceEqual(map.Values));
        ModelRun run = _contents.Run;
        return descent is null ? [] : MapSnapshot.Of(descent, options, run.CrossEntropy - run.Entropy, labels);
    }

    private RunState? ReadState(Matrix map)
    {
        if (_contents.IsCompact)
            return null;
        RunState run = ReadState(archive, _contents.State);
        Require(run.Descents.All(descent => (descent.Map.Rows, descent.Map.Columns) == (map.Rows, map.Columns)), "the state of its run is that of another map");
        return run;
    }

    /// <summary>Reads what a run has come to.</summary>
    /// <param name="archive">Where from.</param>
    /// <param name="scalars">The single values of it.</param>
    /// <exception cref="SneException">It is none.</exception>
    public static RunState ReadState(ArchiveReader archive, Dictionary<string, string>? scalars)
    {
        var state = new StateArrays();
        foreach ((string name, string? value) in scalars ?? throw ArchiveReader.Invalid("it lacks the state of its run"))
            state.Add(name, value ?? string.Empty);
        foreach (string name in archive.NamesWith(State))
        {
            int length = archive.ShapeOf(name)![0];
            if (archive.IsOf<long>(name))
                state.Add(name[State.Length..], archive.Array<long>(name, length));
            else
                state.Add(name[State.Length..], archive.Array<double>(name, length));
        }

        return RunState.FromArrays(state);
    }
}
