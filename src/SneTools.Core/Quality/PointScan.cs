namespace SneTools;

/// <summary>Measures a few points against all others; a thread's own working memory.</summary>
internal sealed class PointScan
{
    /// <summary>Points that are measured together, so that the others are read from memory once for all of them.</summary>
    public const int Together = 8;

    /// <summary>Other points that are read together.</summary>
    private const int Tile = 256;

    private readonly IPointDistances? _data;
    private readonly MetricRows _map;
    private readonly double[] _distances;
    private readonly DistanceRanking _dataRanking;
    private readonly DistanceRanking _mapRanking;
    private readonly RankScores _rankScores;
    private readonly ClassLabels? _labels;
    private readonly LabelScores? _labelScores;

    /// <summary>Makes room.</summary>
    /// <param name="data">The points in the data, n; null without data.</param>
    /// <param name="map">The points in the map, n.</param>
    /// <param name="rankScores">Scores ranks.</param>
    /// <param name="labels">The classes; null without.</param>
    /// <param name="neighborCount">Neighbors of a point, k.</param>
    public PointScan(IPointDistances? data, MetricRows map, RankScores rankScores, ClassLabels? labels, int neighborCount)
    {
        int n = map.Count;
        _data = data;
        _map = map;
        _distances = new double[2 * Together * n];
        _dataRanking = new DistanceRanking(data is null ? 0 : n);
        _mapRanking = new DistanceRanking(n);
        _rankScores = rankScores;
        _labels = labels;
        _labelScores = labels is null ? null : new LabelScores(labels, neighborCount);
        PairCounts = new long[data is null ? 0 : n];
    }

    /// <summary>The scores of a point.</summary>
    /// <param name="Ranks">Those of its ranks; zeros without data.</param>
    /// <param name="Silhouette">That of its class; 0 if it has none.</param>
    /// <param name="Vote">The class that its neighbors vote for; -1 if it has none.</param>
    public readonly record struct Scores(RankScores.Point Ranks, double Silhouette, int Vote);

    /// <summary>For all points measured, the others by the greater of their two ranks.</summary>
    public long[] PairCounts { get; }

    /// <summary>Bytes that the scans of some threads need.</summary>
    public static double RequiredBytes(int count, int threads) =>
        (double)threads * count * ((2 * Together * sizeof(double)) + (2 * ((2 * sizeof(int)) + (2 * sizeof(ulong)))) + sizeof(long));

    /// <summary>Measures points.</summary>
    /// <param name="points">The points, <see cref="Together"/> at most.</param>
    /// <param name="scores">Their scores.</param>
    /// <param name="cancellation">Ends the work: of a million others each point takes a good part of a second.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public void Measure(ReadOnlySpan<int> points, Span<Scores> scores, CancellationToken cancellation)
    {
        if (_data is not null)
            TakeDistances(_data, points, 0, cancellation);
        TakeDistances(_map, points, Together, cancellation);
        for (int p = 0; p < points.Length; p++)
        {
            cancellation.ThrowIfCancellationRequested();
            scores[p] = Measure(points[p], Distances(p), Distances(Together + p));
        }
    }

    private Scores Measure(int point, Span<double> data, Span<double> map)
    {
        _mapRanking.Sort(map, point);
        RankScores.Point ranks = default;
        if (_data is not null)
        {
            _dataRanking.Sort(data, point);
            ranks = _rankScores.Score(_dataRanking, _mapRanking, PairCounts);
        }

        return _labels is null || _labels.Classes[point] < 0
            ? new Scores(ranks, 0, -1)
            : new Scores(ranks, _labelScores!.Silhouette(point, map), _labelScores.Vote(_mapRanking.Order));
    }

    private Span<double> Distances(int row) => _distances.AsSpan(row * _map.Count, _map.Count);

    private void TakeDistances(IPointDistances rows, ReadOnlySpan<int> points, int firstRow, CancellationToken cancellation)
    {
        for (int start = 0; start < rows.Count; start += Tile)
        {
            cancellation.ThrowIfCancellationRequested();
            int end = Math.Min(rows.Count, start + Tile);
            for (int p = 0; p < points.Length; p++)
                rows.SquaredDistances(points[p], start, Distances(firstRow + p)[start..end]);
        }
    }
}
