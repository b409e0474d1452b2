namespace SneTools;

/// <summary>Points of a map of up to three dimensions by the cells of a coarse grid, to find those around a place.</summary>
internal sealed class CellList
{
    private readonly int _dimension;
    private readonly int[] _shape = [1, 1, 1];
    private readonly double[] _origin;
    private int[] _starts = [];
    private int[] _points = [];
    private int[] _cellOf = [];

    public CellList(int dimension)
    {
        _dimension = dimension;
        _origin = new double[dimension];
    }

    /// <summary>Length of a cell's edge.</summary>
    public double Edge { get; private set; }

    /// <summary>Rings of cells around any cell after which the whole map has been seen.</summary>
    public int MaxRing => _shape.Max();

    /// <summary>Sorts the points into cells.</summary>
    /// <param name="map">n × l.</param>
    /// <param name="origin">The least coordinate along every axis.</param>
    /// <param name="extents">Width of the map along every axis.</param>
    /// <param name="edge">Length of a cell's edge; larger where there would be more cells than twice the points.</param>
    public void Build(Matrix map, ReadOnlySpan<double> origin, ReadOnlySpan<double> extents, double edge)
    {
        origin.CopyTo(_origin);
        Edge = edge;
        while (Shape(extents) > (2.0 * map.Rows) + 64)
            Edge *= 2;
        int cells = (int)Shape(extents);
        Resize(ref _starts, cells + 1);
        Resize(ref _points, map.Rows);
        Resize(ref _cellOf, map.Rows);
        Array.Clear(_starts, 0, cells + 1);
        Span<int> cell = stackalloc int[3];
        for (int i = 0; i < map.Rows; i++)
        {
            Locate(map.Row(i), cell);
            _cellOf[i] = Index(cell[0], cell[1], cell[2]);
            _starts[_cellOf[i] + 1]++;
        }

        for (int c = 0; c < cells; c++)
            _starts[c + 1] += _starts[c];
        for (int i = map.Rows - 1; i >= 0; i--)
            _points[--_starts[_cellOf[i] + 1]] = i;
        for (int c = 0; c < cells; c++)
            _starts[c] = _starts[c + 1];
        _starts[cells] = map.Rows;
    }

    /// <summary>The cell of a place, one number for each of three axes.</summary>
    public void Locate(ReadOnlySpan<double> point, Span<int> cell)
    {
        cell.Clear();
        for (int c = 0; c < _dimension; c++)
            cell[c] = (int)((point[c] - _origin[c]) / Edge);
    }

    /// <summary>The points of the cells that are a number of cells away from a cell, along the axis where they are farthest.
    /// </summary>
    /// <param name="center">The cell.</param>
    /// <param name="ring">How many cells away.</param>
    /// <param name="visitor">Is handed the points of every such cell.</param>
    public void Visit<TVisitor>(ReadOnlySpan<int> center, int ring, ref TVisitor visitor)
        where TVisitor : struct, IVisitor, allows ref struct
    {
        (int zFirst, int zLast) = Range(center[2], ring, 2);
        (int yFirst, int yLast) = Range(center[1], ring, 1);
        (int xFirst, int xLast) = Range(center[0], ring, 0);
        for (int z = zFirst; z <= zLast; z++)
        {
            for (int y = yFirst; y <= yLast; y++)
            {
                bool isFace = Math.Abs(z - center[2]) == ring || Math.Abs(y - center[1]) == ring;
                int step = isFace || ring == 0 ? 1 : 2 * ring;
                for (int x = isFace ? xFirst : center[0] - ring; x <= xLast; x += step)
                {
                    if (x >= 0)
                        visitor.Visit(_points.AsSpan(_starts[Index(x, y, z)].._starts[Index(x, y, z) + 1]));
                }
            }
        }
    }

    /// <summary>Takes points.</summary>
    public interface IVisitor
    {
        /// <summary>Takes some points, counted from 0 in the map.</summary>
        void Visit(ReadOnlySpan<int> points);
    }

    private static void Resize(ref int[] array, int length)
    {
        if (array.Length < length)
            array = new int[length];
    }

    private (int First, int Last) Range(int center, int ring, int axis) =>
        (Math.Max(0, center - ring), Math.Min(_shape[axis] - 1, center + ring));

    private int Index(int x, int y, int z) => (((z * _shape[1]) + y) * _shape[0]) + x;

    private double Shape(ReadOnlySpan<double> extents)
    {
        double cells = 1;
        for (int c = 0; c < _dimension; c++)
        {
            double count = Math.Floor(extents[c] / Edge) + 1;
            _shape[c] = (int)Math.Min(count, 1e9);
            cells *= count;
        }

        return cells;
    }
}
