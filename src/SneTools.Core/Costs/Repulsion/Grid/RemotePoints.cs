namespace SneTools;

/// <summary>
/// Points of a map that are so far from all others that a Gaussian's sum Zᵢ is small beside the error of a grid. Their few
/// terms are summed one by one, with logarithms, so that their q are as exact as any.
/// </summary>
internal sealed class RemotePoints
{
    /// <summary>Terms that are smaller than the largest by this factor's exponential are left out.</summary>
    private const double Negligible = 25;

    private const double CellEdge = 4;

    private readonly ThreadTeam _team;
    private readonly CellList _cells;
    private readonly Action<int> _sum;
    private readonly RemoteSet _points;
    private readonly List<List<Pair>> _pairs = [];
    private Matrix _map = null!;
    private double[] _logRowSums = null!;
    private RowBlocks _blocks;

    public RemotePoints(int count, int dimension, ThreadTeam team)
    {
        _team = team;
        _cells = new CellList(dimension);
        _points = new RemoteSet(count);
        _sum = Sum;
    }

    /// <summary>True for a point whose terms are summed one by one.</summary>
    public bool Contains(int i) => _points.Contains(i);

    /// <summary>Finds the remote points of a map, and log Zᵢ for them.</summary>
    /// <param name="map">n × l.</param>
    /// <param name="origin">The least coordinate along every axis.</param>
    /// <param name="extents">Width of the map along every axis.</param>
    /// <param name="limit">log Zᵢ below which a point is remote.</param>
    /// <param name="logRowSums">log Zᵢ of all points, as a grid gives them; those of remote points are replaced.</param>
    public void Find(
        Matrix map,
        ReadOnlySpan<double> origin,
        ReadOnlySpan<double> extents,
        double limit,
        double[] logRowSums)
    {
        _points.Collect(logRowSums, limit);
        _blocks = new RowBlocks(_points.Count);
        if (_points.Count == 0)
            return;
        _map = map;
        _logRowSums = logRowSums;
        _cells.Build(map, origin, extents, CellEdge);
        while (_pairs.Count < _blocks.Count)
            _pairs.Add([]);
        _team.Run(_blocks.Count, _sum);
    }

    /// <summary>Adds the terms K exp(-Lᵢ) of remote points i to the gradient: to their own rows, and to the rows of the points
    /// around them.</summary>
    /// <param name="gradient">n × l.</param>
    public void AddForces(Matrix gradient)
    {
        for (int block = 0; block < _blocks.Count; block++)
        {
            foreach (Pair pair in _pairs[block])
            {
                ReadOnlySpan<double> point = _map.Row(pair.Point);
                ReadOnlySpan<double> other = _map.Row(pair.Other);
                RemoteTerms.AddForce(2 * pair.Probability, point, other, gradient.Row(pair.Point));
                RemoteTerms.AddForce(2 * pair.Probability, other, point, gradient.Row(pair.Other));
            }
        }
    }

    private void Sum(int block)
    {
        List<Pair> pairs = _pairs[block];
        pairs.Clear();
        Span<int> cell = stackalloc int[3];
        for (int k = _blocks.Start(block); k < _blocks.End(block); k++)
        {
            int i = _points[k];
            _cells.Locate(_map.Row(i), cell);
            int first = pairs.Count;
            var visitor = new Collector(_map, i, pairs);
            for (int ring = 0; ring <= _cells.MaxRing; ring++)
            {
                // Whatever lies in this ring or beyond it is at least so far away.
                double distance = Math.Max(0, ring - 1) * _cells.Edge;
                if (distance * distance > visitor.Nearest + Negligible)
                    break;
                _cells.Visit(cell, ring, ref visitor);
            }

            _logRowSums[i] = Normalize(pairs, first, visitor.Nearest);
        }
    }

    /// <summary>Turns the squared distances of one point's pairs into probabilities; returns log Zᵢ.</summary>
    private static double Normalize(List<Pair> pairs, int first, double nearest)
    {
        double sum = 0;
        for (int k = first; k < pairs.Count; k++)
            sum += RemoteTerms.Weight(default(GaussianKernel), pairs[k].Probability, -nearest);
        double logSum = RemoteTerms.LogSum(sum, -nearest);
        int kept = first;
        for (int k = first; k < pairs.Count; k++)
        {
            Pair pair = pairs[k];
            if (pair.Probability <= nearest + Negligible)
                pairs[kept++] = pair with { Probability = RemoteTerms.Weight(default(GaussianKernel), pair.Probability, logSum) };
        }

        pairs.RemoveRange(kept, pairs.Count - kept);
        return logSum;
    }

    /// <summary>A remote point and another one.</summary>
    /// <param name="Point">The remote point.</param>
    /// <param name="Other">The other one.</param>
    /// <param name="Probability">q of the other given the remote one; while they are collected, their squared distance.</param>
    private readonly record struct Pair(int Point, int Other, double Probability);

    /// <summary>Collects the pairs of a point that may matter.</summary>
    private struct Collector(Matrix map, int point, List<Pair> pairs) : CellList.IVisitor
    {
        public double Nearest { get; private set; } = double.PositiveInfinity;

        public void Visit(ReadOnlySpan<int> points)
        {
            ReadOnlySpan<double> center = map.Row(point);
            foreach (int j in points)
            {
                double distance = Distance.Squared(center, map.Row(j));
                if (j == point || distance > Nearest + Negligible)
                    continue;
                Nearest = Math.Min(Nearest, distance);
                pairs.Add(new Pair(point, j, distance));
            }
        }
    }
}
