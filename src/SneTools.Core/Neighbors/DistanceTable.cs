namespace SneTools;

/// <summary>Squared distances between points, many at a time.</summary>
/// <param name="count">Number of points, n.</param>
internal abstract unsafe class DistanceTable(int count) : IDisposable
{
    /// <summary>Numbers in a row of the results: n, rounded up.</summary>
    public int Stride { get; } = NativeBuffer<double>.RoundUp(count);

    /// <summary>Computes the distances from some rows to some columns.</summary>
    /// <param name="firstRow">The first row.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="firstColumn">The first column.</param>
    /// <param name="target">Where row r goes: from r · <see cref="Stride"/> + <paramref name="firstColumn"/> on. The
    /// places from n on are left as they are.</param>
    public abstract void Compute(int firstRow, int rows, int firstColumn, double* target);

    /// <summary>Frees the memory.</summary>
    public abstract void Dispose();
}
