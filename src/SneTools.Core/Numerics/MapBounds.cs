using System.Numerics;

namespace SneTools;

/// <summary>The box around the points of a map, taken anew at every step.</summary>
internal sealed class MapBounds
{
    private readonly ThreadTeam _team;
    private readonly RowBlocks _blocks;
    private readonly int _dimension;
    private readonly double[] _blockLeast;
    private readonly double[] _blockMost;
    private readonly double[] _origin;
    private readonly double[] _extents;
    private readonly Action<int> _measure;
    private Matrix _map = null!;

    /// <summary>Prepares the box for maps of one shape.</summary>
    /// <param name="count">Number of points n.</param>
    /// <param name="dimension">Dimension l of the map.</param>
    /// <param name="team">The threads that do the work; must outlive the box.</param>
    public MapBounds(int count, int dimension, ThreadTeam team)
    {
        _team = team;
        _dimension = dimension;
        _blocks = new RowBlocks(count, 8192);
        _blockLeast = new double[_blocks.Count * dimension];
        _blockMost = new double[_blocks.Count * dimension];
        _origin = new double[dimension];
        _extents = new double[dimension];
        _measure = Measure;
    }

    /// <summary>The least coordinate along every axis; NaN where one is no number.</summary>
    public double[] Origin => _origin;

    /// <summary>The width of the map along every axis; NaN where a coordinate is no number.</summary>
    public double[] Extents => _extents;

    /// <summary>The width of the map along its widest axis; NaN where a coordinate is no number.</summary>
    public double Extent
    {
        get
        {
            double extent = 0;
            foreach (double width in _extents)
                extent = Math.Max(extent, width);
            return extent;
        }
    }

    /// <summary>Takes the box around the points of a map.</summary>
    /// <param name="map">n × l.</param>
    public void Take(Matrix map)
    {
        _map = map;
        _team.Run(_blocks.Count, _measure);
        for (int c = 0; c < _dimension; c++)
        {
            double least = double.PositiveInfinity;
            double most = double.NegativeInfinity;
            for (int k = c; k < _blockLeast.Length; k += _dimension)
            {
                least = Math.Min(least, _blockLeast[k]);
                most = Math.Max(most, _blockMost[k]);
            }

            (_origin[c], _extents[c]) = (least, most - least);
        }
    }

    private void Measure(int block)
    {
        ReadOnlySpan<double> values = _map.Values.AsSpan(
            _blocks.Start(block) * _dimension, (_blocks.End(block) - _blocks.Start(block)) * _dimension);
        Span<double> blockLeast = _blockLeast.AsSpan(block * _dimension, _dimension);
        Span<double> blockMost = _blockMost.AsSpan(block * _dimension, _dimension);
        blockLeast.Fill(double.PositiveInfinity);
        blockMost.Fill(double.NegativeInfinity);

        // A register begins with the same coordinate every time if it holds whole points.
        int lanes = Vector<double>.Count;
        int k = 0;
        if (lanes % _dimension == 0 && values.Length >= lanes)
        {
            var least = new Vector<double>(values);
            Vector<double> most = least;
            for (k = lanes; k <= values.Length - lanes; k += lanes)
            {
                var next = new Vector<double>(values[k..]);
                least = Vector.Min(least, next);
                most = Vector.Max(most, next);
            }

            for (int lane = 0; lane < lanes; lane++)
                Include(lane % _dimension, least[lane], most[lane], blockLeast, blockMost);
        }

        for (; k < values.Length; k++)
            Include(k % _dimension, values[k], values[k], blockLeast, blockMost);
    }

    private static void Include(int coordinate, double least, double most, Span<double> blockLeast, Span<double> blockMost)
    {
        blockLeast[coordinate] = Math.Min(blockLeast[coordinate], least);
        blockMost[coordinate] = Math.Max(blockMost[coordinate], most);
    }
}
