namespace SneTools;

/// <summary>The memory that maps on the way take.</summary>
public static class SnapshotMemory
{
    /// <summary>Bytes that a run's snapshots take at most, if it makes all its iterations.</summary>
    /// <param name="n">Number of points.</param>
    /// <param name="options">The run; 0 bytes if it keeps no maps on the way.</param>
    /// <param name="isKept">True when the run may go on later, and so keeps all its descents.</param>
    public static double Bytes(int n, EmbeddingOptions options, bool isKept)
    {
        ArgumentNullException.ThrowIfNull(options);
        double descents = DescentWays.Count(options, n);
        return (double)MapCount(n, options) * n * options.Dimension * sizeof(float) * (isKept ? descents : Math.Min(2, descents));
    }

    /// <summary>The most maps that a descent keeps: from the start to the last one.</summary>
    /// <param name="n">Number of points.</param>
    /// <param name="options">The run; it has 0 if it keeps none.</param>
    public static long MapCount(int n, EmbeddingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.SnapshotInterval is { } interval ? (((long)DescentWays.Limit(options, n) + interval - 1) / interval) + 1 : 0;
    }

    /// <summary>Throws when there is no memory for a run's snapshots.</summary>
    /// <exception cref="SneException"><see cref="SneError.OutOfMemory"/>.</exception>
    internal static void Require(int n, EmbeddingOptions options, bool isKept) => MemoryBudget.Require(
        Bytes(n, options, isKept),
        FormattableString.Invariant($"A run that keeps {MapCount(n, options)} maps of {n} x {options.Dimension} on the way"),
        "A longer SnapshotInterval keeps fewer.");
}
