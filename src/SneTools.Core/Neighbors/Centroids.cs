namespace SneTools;

/// <summary>The centers of the cells that points are divided into.</summary>
/// <param name="count">Number of cells.</param>
/// <param name="columns">Coordinates of a center, h.</param>
internal sealed class Centroids(int count, int columns) : IPointSource
{
    private readonly double[] _values = new double[(long)count * columns];

    /// <summary>Number of cells.</summary>
    public int Count => count;

    /// <inheritdoc/>
    public int Columns => columns;

    /// <summary>The coordinates of a center.</summary>
    public Span<double> this[int cell] => _values.AsSpan(cell * columns, columns);

    /// <summary>The same centers in another order.</summary>
    public Centroids Select(int[] order)
    {
        var result = new Centroids(count, columns);
        for (int cell = 0; cell < count; cell++)
            this[order[cell]].CopyTo(result[cell]);
        return result;
    }

    /// <inheritdoc/>
    public double Round(int i, Span<float> target)
    {
        ReadOnlySpan<double> center = this[i];
        for (int k = 0; k < columns; k++)
            target[k] = (float)center[k];
        return Distance.Dot(center, center);
    }
}
