namespace SneTools;

/// <summary>Distances between points that were given instead of their rows: of all pairs, or of some, where all others are too far to
/// count.</summary>
public sealed class PointDistances
{
    private readonly int[] _starts;
    private readonly int[] _indices;
    private readonly double[] _squares;
    private readonly double _unit;

    /// <summary>Distances of all pairs.</summary>
    /// <param name="points">The points: no numbers, and the columns that ride along.</param>
    /// <param name="distances">n × n: symmetric to the bit, at least 0, 0 on the diagonal. It becomes the object's own.</param>
    internal PointDistances(Dataset points, Matrix distances)
        : this(points, new SquareDistances(distances))
    {
    }

    /// <summary>Distances of some pairs.</summary>
    /// <param name="points">The points: no numbers, and the columns that ride along.</param>
    /// <param name="starts">Where the list of every point begins, and where that of point n would.</param>
    /// <param name="indices">The points at a known distance, list after list, ascending in each; of a pair each is in the other's.</param>
    /// <param name="distances">How far they are, at least 0. The array becomes the object's own.</param>
    internal PointDistances(Dataset points, int[] starts, int[] indices, double[] distances)
        : this(SquareDistances.UnitExponent(distances), points, starts, indices, distances)
    {
    }

    /// <summary>Takes over squares of the distances of all pairs.</summary>
    internal PointDistances(Dataset points, SquareDistances squares)
        : this(points, [], [], [], 1) => All = squares;

    /// <summary>Takes over squares of the distances of some pairs.</summary>
    /// <param name="points">The points: no numbers, and the columns that ride along.</param>
    /// <param name="starts">Where the list of every point begins, and where that of point n would.</param>
    /// <param name="indices">The points at a known distance, list after list.</param>
    /// <param name="squares">How far they are, squared.</param>
    /// <param name="unit">The unit of length.</param>
    internal PointDistances(Dataset points, int[] starts, int[] indices, double[] squares, double unit) =>
        (Points, _starts, _indices, _squares, _unit) = (points, starts, indices, squares, unit);

    private PointDistances(int exponent, Dataset points, int[] starts, int[] indices, double[] distances)
        : this(points, starts, indices, Square(distances, exponent), Math.ScaleB(1, exponent))
    {
    }

    /// <summary>The lists of the distances of some pairs, squared, and their unit of length.</summary>
    internal (int[] Starts, int[] Indices, double[] Squares, double Unit) Lists => (_starts, _indices, _squares, _unit);

    /// <summary>Number of points, n.</summary>
    public int Count => Points.Count;

    /// <summary>The points: n rows without numbers, and the columns that ride along.</summary>
    public Dataset Points { get; }

    /// <summary>True when some pairs have no distance: they are too far apart to be neighbors.</summary>
    public bool IsSparse => All is null;

    /// <summary>Pairs of different points that have a distance.</summary>
    public long PairCount => All is null ? _indices.LongLength / 2 : (long)Count * (Count - 1) / 2;

    /// <summary>The most neighbors that a point has.</summary>
    public int MaxNeighborCount => All is null ? Enumerable.Range(0, Count).Max(i => _starts[i + 1] - _starts[i]) : Count - 1;

    /// <summary>What a user should know about the distances, as sentences.</summary>
    public IReadOnlyList<string> Warnings
    {
        get
        {
            (long zeros, long pairs) = (CountZeros(), PairCount);
            if (zeros == pairs)
                return ["All distances are 0: there is nothing to tell the points apart by."];
            return zeros == 0
                ? []
                : [$"{zeros} {(zeros == 1 ? "pair of different points is" : "pairs of different points are")} at a distance of 0; such points lie close together in the map."];
        }
    }

    /// <summary>The distances of all pairs; null if some have none.</summary>
    internal SquareDistances? All { get; }

    /// <summary>Reads a table of distances or similarities: a square one, with or without the names of the points, or one of triplets,
    /// whose columns I, J and Distance (or Similarity) are there.</summary>
    /// <param name="table">The table. Its columns that ride along do so with the points of a square one.</param>
    /// <param name="form">What the numbers are.</param>
    /// <remarks>
    /// A similarity s becomes the distance that it is the inner product for, d² = s(i,i) + s(j,j) - 2 s(i,j): for correlations and cosines
    /// d² = 2 (1 - s). Of triplets, s(i,i) is 1 where it is not listed.
    /// </remarks>
    /// <exception cref="SneException"><see cref="SneError.InvalidDistances"/>: the numbers are no distances; the message names the cell.
    /// <see cref="SneError.EmptyInput"/>, <see cref="SneError.SingleRow"/>.</exception>
    public static PointDistances Read(Dataset table, DistanceForm form = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.Count == 0)
            throw Refusal.Empty(string.Empty);
        return DistanceTriplets.TryFind(table, form) is { } triplets ? triplets.Read() : SquareTable.Read(table, form);
    }

    /// <summary>The nearest neighbors of every point.</summary>
    /// <param name="neighborCount">How many, from 1 to n - 1; null for all that a point has. A point that has fewer keeps these.</param>
    /// <param name="seed">Where the random numbers begin that choose among equally near points.</param>
    /// <param name="team">The threads that do the work. Their number does not change a bit of the result.</param>
    /// <param name="progress">Is given the share of the work that is done, from 0 to 1, on the calling thread.</param>
    /// <exception cref="SneException"><see cref="SneError.NeighborCountOutOfRange"/>, <see cref="SneError.OutOfMemory"/>.</exception>
    public NeighborGraph FindNeighbors(int? neighborCount, int seed, ThreadTeam team, Action<double>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(team);
        if (All is not null)
            return NearestNeighbors.Find(All, neighborCount ?? Count - 1, seed, team, progress);
        int most = neighborCount ?? Count - 1;
        NeighborTable.RequireSize(Count, most, isTable: false);
        var starts = new int[Count + 1];
        for (int i = 0; i < Count; i++)
            starts[i + 1] = starts[i] + Math.Min(most, _starts[i + 1] - _starts[i]);
        var indices = new int[starts[Count]];
        var squares = new double[starts[Count]];
        var ties = new TieOrder(seed);
        var blocks = new RowBlocks(Count, 256);
        int capacity = MaxNeighborCount;
        team.Run(blocks.Count, block =>
        {
            var ranking = new NeighborRanking(null, ties, capacity);
            for (int i = blocks.Start(block); i < blocks.End(block); i++)
            {
                ranking.Begin(i);
                for (int c = _starts[i]; c < _starts[i + 1]; c++)
                    ranking.Add(_indices[c], _squares[c]);
                ranking.Sort();
                int count = starts[i + 1] - starts[i];
                ranking.Points[..count].CopyTo(indices.AsSpan(starts[i]));
                ranking.SquaredDistances[..count].CopyTo(squares.AsSpan(starts[i]));
            }
        });
        return new NeighborGraph(starts, indices, squares) { Metric = NeighborMetric.Precomputed, Unit = _unit };
    }

    /// <summary>Puts squares in the place of distances.</summary>
    private static double[] Square(double[] distances, int exponent)
    {
        foreach (ref double value in distances.AsSpan())
        {
            double distance = Math.ScaleB(value, -exponent);
            value = Math.Min(distance * distance, double.MaxValue);
        }

        return distances;
    }

    /// <summary>Pairs of different points at a distance of 0.</summary>
    private long CountZeros()
    {
        if (All is null)
            return _squares.LongCount(square => square == 0) / 2;
        long zeros = 0;
        var row = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            All.SquaredDistances(i, 0, row);
            zeros += row.AsSpan(i + 1).Count(0.0);
        }

        return zeros;
    }

    /// <inheritdoc/>
    public override string ToString() => IsSparse
        ? $"{Count} points, {PairCount} pairs at a known distance, up to {MaxNeighborCount} of a point"
        : $"{Count} points, the distances of all pairs";
}
