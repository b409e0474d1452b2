namespace SneTools;

/// <summary>Squared distances between points as these give them.</summary>
/// <param name="points">The points, n.</param>
internal sealed unsafe class PointTable(IPointDistances points) : DistanceTable(points.Count)
{
    /// <summary>Columns that are computed together for all rows, so that they stay in the cache.</summary>
    private const int Strip = 256;

    /// <inheritdoc/>
    public override void Compute(int firstRow, int rows, int firstColumn, double* target)
    {
        for (int strip = firstColumn; strip < points.Count; strip += Strip)
        {
            int length = Math.Min(Strip, points.Count - strip);
            for (int r = 0; r < rows; r++)
                points.SquaredDistances(firstRow + r, strip, new Span<double>(target + ((long)r * Stride) + strip, length));
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
    }
}
