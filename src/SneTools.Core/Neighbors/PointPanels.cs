using System.Buffers;

namespace SneTools;

/// <summary>
/// Points in single precision, laid out for products: panels of <see cref="Width"/> points, in each first -‖x‖²/2 of every
/// point, then its coordinates one after the other.
/// </summary>
internal sealed unsafe class PointPanels : IPointPanels
{
    /// <summary>Points in a panel.</summary>
    public const int Width = 32;

    private readonly NativeBuffer<float> _values;
    private readonly int[] _order;

    /// <summary>Allocates panels without points.</summary>
    /// <param name="columns">Coordinates of a point, h.</param>
    /// <param name="order">The point at every place, or -1 where there is none; a multiple of <see cref="Width"/>.</param>
    public PointPanels(int columns, int[] order)
    {
        Columns = columns;
        _order = order;
        _values = new NativeBuffer<float>((long)order.Length * (columns + 1));
    }

    /// <summary>Coordinates of a point, h.</summary>
    public int Columns { get; }

    /// <inheritdoc/>
    public int Count => _order.Length / Width;

    /// <summary>The point at every place, or -1 where there is none.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>Numbers in a panel.</summary>
    public long Size => (long)Width * (Columns + 1);

    /// <summary>Bytes needed for so many places.</summary>
    public static double RequiredBytes(double places, int columns) =>
        places * ((columns + 1.0) * sizeof(float) + sizeof(int));

    /// <summary>The places for all points in their order.</summary>
    public static int[] InOrder(int count)
    {
        var order = new int[(count + Width - 1) / Width * Width];
        for (int place = 0; place < order.Length; place++)
            order[place] = place < count ? place : -1;
        return order;
    }

    /// <summary>The numbers of a panel.</summary>
    public float* Panel(int panel) => _values.Pointer + (panel * Size);

    /// <inheritdoc/>
    public IQueryBlock Queries(IPointSource source, ReadOnlySpan<int> queries) => new SingleQueries(this, source, queries);

    /// <inheritdoc/>
    public int Kept(int neighbors) => NeighborTable.Kept(neighbors);

    /// <inheritdoc/>
    public void Fill(int panel, IPointSource source)
    {
        float[] point = ArrayPool<float>.Shared.Rent(Columns);
        float* target = Panel(panel);
        for (int lane = 0; lane < Width; lane++)
        {
            int i = _order[(panel * Width) + lane];
            if (i < 0)
            {
                // Below every score, so that no search finds it.
                target[lane] = float.NegativeInfinity;
                continue;
            }

            target[lane] = (float)(-0.5 * source.Round(i, point));
            for (int k = 0; k < Columns; k++)
                target[((k + 1) * Width) + lane] = point[k];
        }

        ArrayPool<float>.Shared.Return(point);
    }

    /// <inheritdoc/>
    public void Dispose() => _values.Dispose();
}
