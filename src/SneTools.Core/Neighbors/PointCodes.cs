using System.Buffers;

namespace SneTools;

/// <summary>
/// Points as codes of seven bits, laid out for products: coordinates y are whole numbers v of steps, y ≈ αv, |v| ≤ 63; a panel has first
/// -‖v‖²/2 - 64 Σ v of every point, then its codes, four coordinates after the other. With the codes u = x/α + 64 of a query, u·v plus that
/// is the score of the point in squares of the step.
/// </summary>
internal sealed unsafe class PointCodes : IPointPanels
{
    /// <summary>What is added to a query's codes to make them positive.</summary>
    public const int Offset = 64;

    /// <summary>Coordinates that are multiplied together.</summary>
    public const int Group = 8;

    private readonly NativeBuffer<byte> _values;
    private readonly int[] _order;
    private readonly int _columns;

    /// <summary>Allocates panels without points.</summary>
    /// <param name="columns">Coordinates of a point, h.</param>
    /// <param name="step">The step of codes, α.</param>
    /// <param name="order">The point at every place, or -1 where there is none; a multiple of <see cref="PointPanels.Width"/>.</param>
    public PointCodes(int columns, float step, int[] order)
    {
        _columns = columns;
        Step = step;
        Groups = (columns + Group - 1) / Group;
        _order = order;
        _values = new NativeBuffer<byte>(Count * Size);
    }

    /// <summary>The step of codes, α.</summary>
    public float Step { get; }

    /// <summary>Groups of coordinates.</summary>
    public int Groups { get; }

    /// <inheritdoc/>
    public int Count => _order.Length / PointPanels.Width;

    /// <summary>The point at every place, or -1 where there is none.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>Bytes of a panel.</summary>
    public long Size => PointPanels.Width * (sizeof(int) + ((long)Groups * Group));

    /// <summary>Bytes needed for so many places.</summary>
    public static double RequiredBytes(double places, int columns) =>
        places * (sizeof(int) + ((columns + Group - 1) / Group * Group));

    /// <summary>A panel.</summary>
    public byte* Panel(int panel) => _values.Pointer + (panel * Size);

    /// <inheritdoc/>
    public IQueryBlock Queries(IPointSource source, ReadOnlySpan<int> queries) => new CodeQueries(this, source, queries);

    /// <inheritdoc/>
    public int Kept(int neighbors) => NeighborTable.Kept(neighbors) + 4 + (neighbors / 32);

    /// <inheritdoc/>
    public void Fill(int panel, IPointSource source)
    {
        float[] point = ArrayPool<float>.Shared.Rent(_columns);
        int[] codes = ArrayPool<int>.Shared.Rent(_columns);
        byte* target = Panel(panel);
        for (int lane = 0; lane < PointPanels.Width; lane++)
        {
            int i = _order[(panel * PointPanels.Width) + lane];
            if (i < 0)
                continue;
            source.Round(i, point);
            Encode(point, codes.AsSpan(0, _columns));
            int sum = 0;
            int square = 0;
            for (int k = 0; k < _columns; k++)
            {
                sum += codes[k];
                square += codes[k] * codes[k];
                target[(PointPanels.Width * sizeof(int) * (1 + (k / 4))) + (lane * sizeof(int)) + (k % 4)] = (byte)codes[k];
            }

            ((int*)target)[lane] = -((Offset * sum) + (square / 2));
        }

        ArrayPool<float>.Shared.Return(point);
        ArrayPool<int>.Shared.Return(codes);
    }

    /// <summary>The codes of a point, from -63 to 63.</summary>
    public void Encode(ReadOnlySpan<float> point, Span<int> codes)
    {
        for (int k = 0; k < codes.Length; k++)
            codes[k] = Encode(point[k], Step);
    }

    /// <summary>The code of a coordinate, from -63 to 63.</summary>
    public static int Encode(float value, float step) =>
        (int)MathF.Round(Math.Clamp(value / step, -CodeScale.Largest, CodeScale.Largest));

    /// <inheritdoc/>
    public void Dispose() => _values.Dispose();
}
