namespace SneTools;

/// <summary>log Z under a Gaussian, which falls so fast that the points around a place are all that count: those of the cells within reach. Where
/// these add up to little, all points are summed.</summary>
internal sealed class CellField : IMapField
{
    /// <summary>The most dimensions of a map.</summary>
    public const int MaxDimension = 3;

    /// <summary>How far a point is that need not be looked at: its weight is exp(-25).</summary>
    private const double Reach = 5;

    /// <summary>Length of a cell's edge.</summary>
    private const double CellEdge = 1;

    /// <summary>A sum below this may owe more than the rounding of a picture to the points out of reach.</summary>
    private const double Least = 1e-3;

    private readonly int _dimension;
    private readonly double[] _origin;
    private readonly int[] _shape = [1, 1, 1];
    private readonly int[] _starts;
    private readonly double _edge;
    private readonly IPointSums _sums;
    private readonly AllPointsField<GaussianKernel> _all;

    /// <summary>Sorts the points of a map into cells.</summary>
    /// <param name="map">n × l, l from 1 to 3.</param>
    /// <param name="team">The threads that do the work.</param>
    public CellField(Matrix map, ThreadTeam team)
    {
        _dimension = map.Columns;
        _all = new AllPointsField<GaussianKernel>(default, map);
        var bounds = new MapBounds(map.Rows, _dimension, team);
        bounds.Take(map);
        _origin = bounds.Origin;
        _edge = CellEdge;
        while (Shape(bounds.Extents) > (4.0 * map.Rows) + 64)
            _edge *= 2;
        var cellOf = new int[map.Rows];
        _starts = new int[(_shape[0] * _shape[1] * _shape[2]) + 1];
        for (int i = 0; i < cellOf.Length; i++)
        {
            ReadOnlySpan<double> point = map.Row(i);
            cellOf[i] = Start(Cell(point, 2), Cell(point, 1)) + Cell(point, 0);
            _starts[cellOf[i] + 1]++;
        }

        for (int cell = 1; cell < _starts.Length; cell++)
            _starts[cell] += _starts[cell - 1];
        var next = (int[])_starts.Clone();
        var order = new int[map.Rows];
        for (int i = 0; i < order.Length; i++)
            order[next[cellOf[i]]++] = i;
        _sums = PointSums.Of(default(GaussianKernel), map, order);
    }

    /// <inheritdoc/>
    public double LogSum(ReadOnlySpan<double> place, Span<double> gradient)
    {
        gradient.Clear();
        double sum = 0;
        (int zFirst, int zLast) = Within(place, 2);
        (int yFirst, int yLast) = Within(place, 1);
        (int xFirst, int xLast) = Within(place, 0);
        for (int z = zFirst; z <= zLast && xFirst <= xLast; z++)
        {
            for (int y = yFirst; y <= yLast; y++)
            {
                // Cells along the first axis follow each other, and so do their points.
                int row = Start(z, y);
                sum += _sums.Add(place, _starts[row + xFirst], _starts[row + xLast + 1], gradient);
            }
        }

        if (!(sum > Least))
            return _all.LogSum(place, gradient);
        foreach (ref double number in gradient)
            number *= -2 / sum;
        return Math.Log(sum);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sums.Dispose();
        _all.Dispose();
    }

    private int Start(int z, int y) => ((z * _shape[1]) + y) * _shape[0];

    private int Cell(ReadOnlySpan<double> point, int axis) =>
        axis >= _dimension ? 0 : Math.Min(_shape[axis] - 1, (int)((point[axis] - _origin[axis]) / _edge));

    /// <summary>The first and the last cell along an axis that a point within reach may be in; the last before the first where there are
    /// none.</summary>
    private (int First, int Last) Within(ReadOnlySpan<double> place, int axis)
    {
        if (axis >= _dimension)
            return (0, 0);
        double first = Math.Max(0, Math.Floor((place[axis] - Reach - _origin[axis]) / _edge));
        double last = Math.Min(_shape[axis] - 1, Math.Floor((place[axis] + Reach - _origin[axis]) / _edge));
        return last < first ? (0, -1) : ((int)first, (int)last);
    }

    private double Shape(ReadOnlySpan<double> extents)
    {
        double cells = 1;
        for (int c = 0; c < _dimension; c++)
        {
            double count = Math.Floor(extents[c] / _edge) + 1;
            _shape[c] = (int)Math.Min(count, 1e9);
            cells *= count;
        }

        return cells;
    }
}
