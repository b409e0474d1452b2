using System.Diagnostics;

namespace SneTools;

/// <summary>How near a map is to another one of the same rows, whatever way each is turned.</summary>
/// <remarks>Two maps of one table by two seeds have nearly the same neighborhoods and often place whole groups elsewhere: a large
/// <see cref="NeighborOverlap"/> beside a large <see cref="ProcrustesDistance"/>.</remarks>
public sealed class MapComparison
{
    private MapComparison(MapAlignment alignment, Matrix map) => (Alignment, Aligned) = (alignment, alignment.Apply(map));

    /// <summary>Number of rows that both maps have: all measures are over these.</summary>
    public required int Count { get; init; }

    /// <summary>Number of rows that the map alone has.</summary>
    public required int Unmatched { get; init; }

    /// <summary>Number of rows that the reference alone has.</summary>
    public required int UnmatchedReference { get; init; }

    /// <summary>Whether the maps are the same.</summary>
    public required MapVerdict Verdict { get; init; }

    /// <summary>True unless they are different.</summary>
    public bool IsSame => Verdict != MapVerdict.Different;

    /// <summary>The largest distance of maps that are the same.</summary>
    public required double Tolerance { get; init; }

    /// <summary>From 0, the same shape, to 1: what the best shift, rotation, reflection and scale leave between the maps, as a part of the
    /// reference's sum of squares. SciPy's scipy.spatial.procrustes calls it disparity.</summary>
    public double ProcrustesDistance => Alignment.ProcrustesDistance;

    /// <summary>Root mean square of the <see cref="PointComparison.Displacement"/>, as a share of the reference's radius, which is the root
    /// mean square distance of its points from their mean; null where these are all in one place.</summary>
    public required double? RelativeDisplacement { get; init; }

    /// <summary>The share of a point's k nearest neighbors that it has in both maps, from 0 to 1, the mean of all points.</summary>
    public required double NeighborOverlap { get; init; }

    /// <summary>What that share would be by chance, k / (n - 1).</summary>
    public double ChanceOverlap => (double)NeighborCount / (Count - 1);

    /// <summary>Neighbors of a point, k.</summary>
    public required int NeighborCount { get; init; }

    /// <summary>Spearman's rank correlation of the distances of pairs of points in both maps, from -1 to 1; null where all distances of a map
    /// are equal.</summary>
    public required double? DistanceCorrelation { get; init; }

    /// <summary>The shift, rotation, reflection and scale.</summary>
    public MapAlignment Alignment { get; }

    /// <summary>The rotation, l × l, by which a row is multiplied from the right.</summary>
    public Matrix Rotation => Alignment.Rotation;

    /// <summary>True if the rotation turns the map over.</summary>
    public bool IsReflected => Alignment.IsReflected;

    /// <summary>The scale.</summary>
    public double Scale => Alignment.Scale;

    /// <summary>What is added last, l numbers.</summary>
    public double[] Translation => Alignment.Translation;

    /// <summary>All rows of the map, the unmatched too, as they lie on the reference.</summary>
    public Matrix Aligned { get; }

    /// <summary>The rows that both maps have, in the map's order.</summary>
    public required PointComparison[] Points { get; init; }

    /// <summary>Number of the map among those that were compared, from 1.</summary>
    public int MapNumber { get; init; } = 1;

    /// <summary>Number of the reference among those that were compared, from 1; 0 for one that was given beside them.</summary>
    public int ReferenceNumber { get; init; }

    /// <summary>What a user should know, as sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Time that it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Compares two maps.</summary>
    /// <param name="map">The map, n × l, finite.</param>
    /// <param name="reference">What it is compared with, m × l, finite.</param>
    /// <param name="matching">Which rows are the same, at least 2; null for row i and row i.</param>
    /// <param name="options">How.</param>
    /// <param name="team">The threads that do the work. Their number does not change a bit of the result.</param>
    /// <param name="labels">What the map's rows were matched by, n texts, for the report; null for none.</param>
    /// <param name="progress">Is given the share of the work that is done, from 0 to 1, on the calling thread.</param>
    /// <param name="mapNumber">Number of the map.</param>
    /// <param name="referenceNumber">Number of the reference.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidMap"/>: the maps have other dimensions, or a coordinate is not finite;
    /// <see cref="SneError.RowCountMismatch"/>; <see cref="SneError.NoCommonRow"/>: fewer than 2 rows are the same;
    /// <see cref="SneError.NeighborCountOutOfRange"/>; <see cref="SneError.InvalidOption"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static MapComparison Run(
        Matrix map,
        Matrix reference,
        RowMatching? matching,
        MapComparisonOptions options,
        ThreadTeam team,
        IReadOnlyList<string?>? labels = null,
        Action<double>? progress = null,
        int mapNumber = 1,
        int referenceNumber = 0)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        var clock = Stopwatch.StartNew();
        OptionRange.Require(options.Tolerance >= 0, nameof(options.Tolerance), options.Tolerance, "at least 0");
        matching ??= RowMatching.ByIndex(map.Rows, reference.Rows);
        Require(map, reference, matching);
        Matrix rows = matching.IsIdentity ? map : map.Select(matching.Rows);
        Matrix others = matching.IsIdentity ? reference : reference.Select(matching.ReferenceRows);
        var alignment = MapAlignment.Fit(rows, others);
        double[] displacements = alignment.Displacements(alignment.Apply(rows), others);
        int neighborCount = options.NeighborCount ?? Math.Max(1, Math.Min(MapComparisonOptions.DefaultNeighborCount, (matching.Matched - 1) / 2));
        double[] overlaps = SneTools.NeighborOverlap.Of(rows, others, neighborCount, options.Seed, team, progress);
        double? correlation = SneTools.DistanceCorrelation.Compute(
            new MetricRows(rows, NeighborMetric.Euclidean), new MetricRows(others, NeighborMetric.Euclidean), options.Seed, team).Value;
        return new MapComparison(alignment, map)
        {
            Count = matching.Matched,
            Unmatched = matching.Unmatched,
            UnmatchedReference = matching.UnmatchedReference,
            Verdict = Judge(map, reference, matching, alignment, options.Tolerance),
            Tolerance = options.Tolerance,
            RelativeDisplacement = Relative(displacements, alignment.ReferenceRadius),
            NeighborOverlap = overlaps.Sum() / overlaps.Length,
            NeighborCount = neighborCount,
            DistanceCorrelation = correlation,
            Points = [.. matching.Rows.Select((row, k) => new PointComparison(row, matching.ReferenceRows[k], labels?[row], displacements[k], overlaps[k]))],
            MapNumber = mapNumber,
            ReferenceNumber = referenceNumber,
            Warnings = Warn(matching, alignment).ToArray(),
            Elapsed = clock.Elapsed,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Verdict}: Procrustes distance {ProcrustesDistance:G4}, {NeighborOverlap:0.000} of {NeighborCount} neighbors shared, {Count} points");

    private static void Require(Matrix map, Matrix reference, RowMatching matching)
    {
        if ((matching.Count, matching.ReferenceCount) != (map.Rows, reference.Rows))
            throw new SneException(SneError.RowCountMismatch, $"The rows matched are those of {matching.Count} and {matching.ReferenceCount} points; the maps have {map.Rows} and {reference.Rows}.");
        if (map.Columns != reference.Columns)
            throw new SneException(SneError.InvalidMap, $"A map of dimension {map.Columns} cannot be compared with one of dimension {reference.Columns}.");
        if (matching.Matched < 2)
            throw new SneException(SneError.NoCommonRow, $"{(matching.Matched == 0 ? "No row is" : "Only one row is")} in both maps, of {matching.Count} and {matching.ReferenceCount}: at least two are needed.");
    }

    private static MapVerdict Judge(Matrix map, Matrix reference, RowMatching matching, MapAlignment alignment, double tolerance)
    {
        if (matching.IsIdentity && map.Values.AsSpan().SequenceEqual(reference.Values))
            return MapVerdict.Identical;
        return alignment.ProcrustesDistance <= tolerance ? MapVerdict.Same : MapVerdict.Different;
    }

    private static double? Relative(double[] displacements, double radius)
    {
        if (radius == 0)
            return null;
        double sum = displacements.Sum(displacement => displacement / radius * (displacement / radius));
        return Math.Sqrt(sum / displacements.Length);
    }

    private static IEnumerable<string> Warn(RowMatching matching, MapAlignment alignment)
    {
        if (matching.Unmatched > 0 || matching.UnmatchedReference > 0)
            yield return $"{matching.Matched} rows are in both maps and were compared; {matching.Unmatched} are in the map alone, and {matching.UnmatchedReference} in the reference alone.";
        if (!alignment.IsDefined)
            yield return "All points of a map are in one place: it has no shape that could be turned to another, and any points are its neighbors.";
        else if (matching.Matched == 2)
            yield return "Two points have the same shape in every map, so the distance is 0 whatever the maps are.";
    }
}
