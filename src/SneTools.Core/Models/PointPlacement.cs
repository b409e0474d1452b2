namespace SneTools;

/// <summary>
/// Places new rows in the map of a model, which stays as it is. A row's neighbors among the model's points, with the model's perplexity or σ,
/// give it probabilities; it begins at the weighted median of their places, and goes where the divergence KL(P‖Q) of its own is least, with the
/// method's kernel and q over the map (docs/derivation.md).
/// </summary>
/// <remarks>The place of a row depends on the model and the row alone, to the bit: not on the rows that come with it, their order or the number
/// of threads.</remarks>
public sealed class PointPlacement : IDisposable
{
    /// <summary>Rows that a thread places at a time.</summary>
    private const int BlockSize = 16;

    private readonly ThreadTeam _team;
    private readonly QueryNeighbors _search;
    private readonly BandwidthRule[] _rules;
    private readonly double[] _nearest;
    private readonly IRowPlacement _placement;
    private readonly bool _isGiven;

    /// <summary>Prepares a model for new rows.</summary>
    /// <param name="model">The model, whole or compact.</param>
    /// <param name="team">The threads that do the work; must outlive the placement.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>: nothing is known of the model's points but their neighbors.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public PointPlacement(SneModel model, ThreadTeam team)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(team);
        Model = model;
        _team = team;
        Embedding embedding = model.Embedding;
        _isGiven = model.Data.Dimension == 0;
        if (!_isGiven && embedding.Metric == NeighborMetric.Precomputed)
        {
            throw new SneException(
                SneError.InvalidOption,
                "The neighbors of the model were given, and nothing tells by which distance: no neighbors of new rows can be found.",
                column: nameof(EmbeddingOptions.Metric));
        }

        NeighborCount = embedding.NeighborCount >= model.Count - 1 ? model.Count : embedding.NeighborCount;
        int seed = model.Options.Seed;
        _search = _isGiven
            ? new QueryNeighbors(model.Count, model.Bandwidths.Unit, NeighborCount, seed, team)
            : new QueryNeighbors(model.Data.Values, embedding.Metric, NeighborCount, model.Options.Neighbor, seed, team);
        _rules = KernelWidth.Of(embedding.AffinityKind, embedding.Sigma, embedding.Perplexity, embedding.PerplexityList).Rules(NeighborCount + 1);
        _nearest = [.. Enumerable.Range(0, model.Count).Select(i => model.Bandwidths.Unit * Math.Sqrt(model.Bandwidths[i][0].Nearest))];
        Array.Sort(_nearest);
        _placement = model.Options.Objective.Accept(new Placements(model.Map, team));
    }

    /// <summary>The model.</summary>
    public SneModel Model { get; }

    /// <summary>Neighbors that attract a new point: as many as the model's points had; all where these all attracted each other.</summary>
    public int NeighborCount { get; }

    /// <summary>The share of the true neighbors that the search finds: 1 where a row is compared with all points, else measured on a sample of
    /// these.</summary>
    public double NeighborRecall => _search.Recall;

    /// <summary>Numbers that a row needs: the columns of the model's <see cref="SneModel.Preparation"/>; a distance for each of its points where
    /// it was made of distances.</summary>
    public int Columns => _isGiven ? Model.Count : Model.Preparation?.Columns.Count ?? Model.Data.Dimension;

    /// <summary>Places rows.</summary>
    /// <param name="rows">m × h as they were before the model's preparation, with categories as zeros and ones; or distances to the model's
    /// points, m × n.</param>
    /// <exception cref="SneException"><see cref="SneError.NonFiniteValue"/>: a number is not finite, or too large to be prepared;
    /// <see cref="SneError.InvalidDistances"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public PlacedPoints Place(Matrix rows) => Place(rows, null);

    /// <summary>Places rows.</summary>
    /// <inheritdoc cref="Place(Matrix)"/>
    /// <param name="rows">The rows.</param>
    /// <param name="numbers">The number of every row for messages, from 1; null where they count from 1.</param>
    internal PlacedPoints Place(Matrix rows, IReadOnlyList<int>? numbers)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Columns != Columns)
            throw new ArgumentException($"{rows.Columns} columns where {Columns} are expected.", nameof(rows));
        Matrix data = Prepare(rows, numbers);
        var result = new PlacedPoints(
            data, new Matrix(data.Rows, Model.Dimension), new PointBandwidths(data.Rows, _rules.Length, Model.Bandwidths.Unit));
        if (data.Rows == 0)
            return result;
        (NeighborTable table, IQueryDistances distances) = _search.Find(data);
        var blocks = new RowBlocks(data.Rows, BlockSize);
        _team.Run(blocks.Count, block => Place(blocks.Start(block), blocks.End(block), table, distances, result));
        return result;
    }

    /// <summary>A model that has the new points, too. It is compact: its neighbors are those that are found when a run begins at its map, as
    /// one that is resumed does; what it tells of cost and history is of the run that made the map, and for methods whose cost is a sum over
    /// points, of the new points' own divergence.</summary>
    /// <param name="points">The new points, in order.</param>
    /// <param name="labels">For every column that rides along in the model, a text for each of them; null where there is none.</param>
    /// <exception cref="SneException"><see cref="SneError.OutOfMemory"/>.</exception>
    public SneModel Extend(IReadOnlyList<PlacedPoints> points, IReadOnlyList<IReadOnlyList<string?>>? labels = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        Dataset old = Model.Data;
        Embedding embedding = Model.Embedding;
        int count = points.Sum(part => part.Count);
        Matrix map = Join(Model.Map, points.Select(part => part.Map));
        Matrix values = _isGiven ? new Matrix(map.Rows, 0) : Join(old.Values, points.Select(part => part.Data));
        LabelColumn[] columns =
        [
            .. old.Labels.Select((label, k) => new LabelColumn(label.Name, label.Values.Concat(labels?[k] ?? new string?[count]).ToArray())),
        ];
        bool isSum = !Model.Options.Objective.IsJoint;
        double entropy = isSum ? points.Sum(part => part.Bandwidths.Entropy) : 0;
        double divergence = isSum ? points.Sum(part => part.Divergence.Sum()) : 0;
        EmbeddingOptions options = Model.Options;
        return new SneModel(Model.Bandwidths.Concat([.. points.Select(part => part.Bandwidths)]), null)
        {
            Embedding = embedding.Extend(map, _isGiven ? embedding.Data : values, columns, embedding.Entropy + entropy, embedding.CrossEntropy + entropy + divergence),
            Options = options.Initialization.Map is null ? options : options with { Initialization = InitialMap.Given(map) },
            Data = new Dataset(values, old.Columns, columns, old.DroppedRows, old.ReplacedCells)
            {
                Sources = old.Sources,
                Warnings = old.Warnings,
                Preparation = old.Preparation,
                Groups = old.Groups,
            },
            Program = RunProgram.Version,
            FormatVersion = ModelFile.Version,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _search.Dispose();
        _placement.Dispose();
    }

    /// <summary>How rows are read that come as cells.</summary>
    /// <param name="policy">What to do with a cell that holds no finite number.</param>
    internal InputColumns Read(MissingValuePolicy policy) => Read(Model, policy);

    /// <summary>How rows are read that come as cells, for a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="policy">What to do with a cell that holds no finite number.</param>
    internal static InputColumns Read(SneModel model, MissingValuePolicy policy)
    {
        Dataset data = model.Data;
        Preparation? preparation = model.Preparation;
        bool isGiven = data.Dimension == 0;
        if (isGiven && policy == MissingValuePolicy.Mean)
            throw new SneException(SneError.InvalidOption, "A distance that is missing has no mean to be replaced by.", column: "MissingValue");
        if (isGiven)
            return new InputColumns(ColumnNames.Numbered("X", model.Count), [], policy, []);
        return preparation is null
            ? new InputColumns(data.Columns, data.Groups, policy, data.Values.Means())
            : new InputColumns(preparation.Columns, preparation.Groups, policy, Means(preparation, data));
    }

    /// <summary>The means of the columns before they were prepared.</summary>
    private static double[] Means(Preparation preparation, Dataset data)
    {
        if (preparation.Standardization is { } standardization)
            return [.. standardization.Means];
        double[] means = preparation.Components is { } components ? [.. components.Means] : data.Values.Means();
        foreach (ColumnGroup group in CategoryScale.Categories(preparation.Groups))
        {
            for (int k = group.First; k < group.First + group.Count; k++)
                means[k] /= preparation.CategoryScale ?? 1;
        }

        return means;
    }

    private static Matrix Join(Matrix first, IEnumerable<Matrix> others)
    {
        Matrix[] all = [first, .. others];
        var result = new Matrix(all.Sum(part => part.Rows), first.Columns);
        int start = 0;
        foreach (Matrix part in all)
        {
            part.Values.CopyTo(result.Values, start);
            start += part.Values.Length;
        }

        return result;
    }

    private Matrix Prepare(Matrix rows, IReadOnlyList<int>? numbers)
    {
        int bad = MissingCells.IndexOf(rows.Values);
        if (bad >= 0)
            throw Refuse(SneError.NonFiniteValue, bad, FormattableString.Invariant($", column {(bad % rows.Columns) + 1}: {rows.Values[bad]} is not a finite number."));
        if (_isGiven)
        {
            int negative = Array.FindIndex(rows.Values, distance => distance < 0);
            return negative < 0 ? rows : throw Refuse(
                SneError.InvalidDistances, negative, FormattableString.Invariant($" has the distance {rows.Values[negative]} to point {(negative % rows.Columns) + 1} of the model; no distance is less than 0."));
        }

        Matrix prepared = Model.Preparation?.Apply(rows, _team) ?? rows;
        bad = MissingCells.IndexOf(prepared.Values);
        return bad < 0 ? prepared : throw Refuse(
            SneError.NonFiniteValue, bad / prepared.Columns * rows.Columns, " has numbers so large that the model's preparation of rows makes them infinite.");

        SneException Refuse(SneError error, int place, string what)
        {
            int row = numbers?[place / rows.Columns] ?? (place / rows.Columns) + 1;
            return new SneException(error, $"Row {row}{what}", row);
        }
    }

    private void Place(int start, int end, NeighborTable table, IQueryDistances distances, PlacedPoints result)
    {
        IRowPlacer placer = _placement.Create();
        var row = new double[NeighborCount];
        for (int i = start; i < end; i++)
        {
            int query = i;
            ReadOnlySpan<int> neighbors = table.Indices.AsSpan(i * NeighborCount, NeighborCount);
            table.SquaredDistances.AsSpan(i * NeighborCount, NeighborCount).CopyTo(row);
            result.Distance[i] = _search.Unit * Math.Sqrt(row[0]);
            result.Novelty[i] = Novelty(result.Distance[i]);
            result.Bandwidths.SolveRow(
                i, row, _rules, _search.Unit, place => distances.SquaredDistanceRounding(query, table.Indices[(query * table.NeighborCount) + place]));
            double crossEntropy = placer.Place(neighbors, row, result.Map.Row(i));
            result.Divergence[i] = Math.Max(0, crossEntropy - result.Bandwidths.EntropyOf(i));
        }
    }

    /// <summary>The share of the model's own nearest distances that are less than one.</summary>
    private double Novelty(double distance)
    {
        int low = 0;
        int high = _nearest.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_nearest[middle] < distance)
                low = middle + 1;
            else
                high = middle;
        }

        return (double)low / _nearest.Length;
    }

    private sealed class Placements(Matrix map, ThreadTeam team) : IObjectiveVisitor<IRowPlacement>
    {
        public IRowPlacement Visit<TKernel, TNormalization>(TKernel kernel)
            where TKernel : struct, IKernel
            where TNormalization : struct, INormalization => new RowPlacement<TKernel>(kernel, map, team);
    }
}
