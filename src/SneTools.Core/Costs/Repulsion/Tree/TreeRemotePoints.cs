namespace SneTools;

/// <summary>
/// Points so far from all others that their sums of kernels are too small to divide by: theirs are computed with
/// logarithms, and so are the terms K exp(-L) of which they are a part.
/// </summary>
internal sealed unsafe class TreeRemotePoints<TKernel>
    where TKernel : struct, IKernel
{
    /// <summary>The logarithm up to which a sum is too small.</summary>
    private const double LogLimit = -57;

    /// <summary>The logarithm of a share of a sum that is of no account.</summary>
    private const double LogNeglect = -30;

    private readonly TKernel _kernel;
    private readonly PointTree _tree;
    private readonly ThreadTeam _team;
    private readonly RemoteSet _rows;
    private readonly double[] _reaches;
    private readonly double[] _logarithms;
    private readonly Action<int> _findRowSum;
    private readonly Action<int> _addOwnTerms;
    private readonly Action<int> _addOthersTerms;
    private double _variation;
    private double _logLeast;
    private double[] _logRowSums = [];
    private Matrix _map = null!;
    private Matrix _gradient = null!;

    /// <summary>Prepares for the points of a tree.</summary>
    public TreeRemotePoints(TKernel kernel, PointTree tree, ThreadTeam team)
    {
        _kernel = kernel;
        _tree = tree;
        _team = team;
        _reaches = new double[tree.NodeCount];
        _rows = new RemoteSet(tree.Count);
        _logarithms = new double[tree.Count];
        _findRowSum = FindRowSum;
        _addOwnTerms = AddOwnTerms;
        _addOthersTerms = AddOthersTerms;
    }

    /// <summary>True for the point at a place whose terms the others' sums leave out.</summary>
    public bool Contains(int place) => _rows.Contains(place);

    /// <summary>Replaces the sums that are too small by exact ones.</summary>
    /// <param name="map">The map that the tree holds.</param>
    /// <param name="logRowSums">log Z of every point; -∞ where it is 0.</param>
    /// <param name="tolerance">How much the kernel may vary over a box that is taken as one point.</param>
    public void FindRowSums(Matrix map, double[] logRowSums, double tolerance)
    {
        _variation = Math.Min(3e-4, tolerance);
        _logLeast = LogNeglect - Math.Log(_tree.Count);
        _logRowSums = logRowSums;
        Collect(map, logRowSums);
        _team.Run(_rows.Count, _findRowSum);
    }

    /// <summary>Finds the points whose terms the others' sums leave out.</summary>
    /// <param name="map">The map that the tree holds.</param>
    /// <param name="logNormalizers">Lᵢ of every point.</param>
    public void Prepare(Matrix map, double[] logNormalizers)
    {
        Collect(map, logNormalizers);
        if (_rows.Count == 0)
            return;
        for (int node = _tree.NodeCount - 1; node >= 0; node--)
            _reaches[node] = _tree.IsLeaf(node) ? LeafReach(node) : Math.Max(_reaches[node + 1], _reaches[_tree.Right(node)]);
    }

    /// <summary>Adds the terms -2 φK (yᵢ-yⱼ) exp(-Lᵢ) of remote points i to the gradients of i and j.</summary>
    public void AddForces(Matrix gradient)
    {
        if (_rows.Count == 0)
            return;
        _gradient = gradient;
        _team.Run(_rows.Count, _addOwnTerms);
        _team.Run(_tree.Leaves.Length, _addOthersTerms);
    }

    private void Collect(Matrix map, double[] logarithms)
    {
        _map = map;
        ReadOnlySpan<int> order = _tree.Order;
        for (int j = 0; j < order.Length; j++)
            _logarithms[j] = logarithms[order[j]];
        _rows.Collect(_logarithms, LogLimit);
    }

    /// <summary>The largest -L of a leaf's remote points; -∞ without any.</summary>
    private double LeafReach(int leaf)
    {
        double reach = double.NegativeInfinity;
        for (int j = _tree.First(leaf); j < _tree.Last(leaf); j++)
        {
            if (_rows.Contains(j))
                reach = Math.Max(reach, -_logarithms[j]);
        }

        return reach;
    }

    private void FindRowSum(int row)
    {
        int place = _rows[row];
        double largest = double.NegativeInfinity;
        FindLargest(0, place, ref largest);
        double* sums = stackalloc double[1 + _tree.Dimension];
        AddTerms(0, place, largest, sums);
        _logRowSums[_tree.Order[place]] = RemoteTerms.LogSum(sums[0], largest);
    }

    /// <summary>The logarithm of the largest kernel between a point and any other.</summary>
    private void FindLargest(int node, int place, ref double largest)
    {
        if (_kernel.LogWeight(SquaredGap(node, place)) <= largest)
            return;
        if (_tree.IsLeaf(node))
        {
            for (int j = _tree.First(node); j < _tree.Last(node); j++)
            {
                if (j != place)
                    largest = Math.Max(largest, _kernel.LogWeight(SquaredDistance(place, j)));
            }

            return;
        }

        int right = _tree.Right(node);
        bool isLeftFirst = SquaredGap(node + 1, place) <= SquaredGap(right, place);
        FindLargest(isLeftFirst ? node + 1 : right, place, ref largest);
        FindLargest(isLeftFirst ? right : node + 1, place, ref largest);
    }

    private void AddOwnTerms(int row)
    {
        int place = _rows[row];
        double* sums = stackalloc double[1 + _tree.Dimension];
        AddTerms(0, place, _logarithms[place], sums);
        Span<double> force = _gradient.Row(_tree.Order[place]);
        for (int c = 0; c < force.Length; c++)
            force[c] -= 2 * sums[1 + c];
    }

    /// <summary>Adds K exp(-shift) and φK (yᵢ-yⱼ) exp(-shift) of a point with all others.</summary>
    private void AddTerms(int node, int place, double shift, double* sums)
    {
        double gap = SquaredGap(node, place);
        if (_kernel.LogWeight(gap) - shift < _logLeast)
            return;
        if (IsOnePoint(node, place, gap))
        {
            AddTerm(place, _tree.Center(node), 1, _tree.PointCount(node), shift, sums);
        }
        else if (_tree.IsLeaf(node))
        {
            for (int j = _tree.First(node); j < _tree.Last(node); j++)
            {
                if (j != place)
                    AddTerm(place, _tree.Points + j, _tree.Stride, 1, shift, sums);
            }
        }
        else
        {
            AddTerms(node + 1, place, shift, sums);
            AddTerms(_tree.Right(node), place, shift, sums);
        }
    }

    /// <summary>Whether the kernel hardly varies over a node that does not hold the point.</summary>
    private bool IsOnePoint(int node, int place, double squaredGap)
    {
        if (place >= _tree.First(node) && place < _tree.Last(node))
            return false;
        double radius = 0;
        for (int c = 0; c < _tree.Dimension; c++)
            radius += _tree.Half(node)[c] * _tree.Half(node)[c];
        radius = Math.Sqrt(radius);
        return 2 * _kernel.Phi(squaredGap) * (Math.Sqrt(squaredGap) + radius) * radius < _variation;
    }

    /// <summary>Adds the terms with a number of points that are in one place, or taken to be.</summary>
    private void AddTerm(int place, double* other, long stride, int count, double shift, double* sums)
    {
        double distance = 0;
        for (int c = 0; c < _tree.Dimension; c++)
            distance += (Coordinate(place, c) - other[c * stride]) * (Coordinate(place, c) - other[c * stride]);
        double weight = count * RemoteTerms.Weight(_kernel, distance, shift);
        double force = weight * _kernel.Phi(distance);
        sums[0] += weight;
        for (int c = 0; c < _tree.Dimension; c++)
            sums[1 + c] += force * (Coordinate(place, c) - other[c * stride]);
    }

    /// <summary>Adds the terms of remote points' rows to the points of a leaf.</summary>
    private void AddOthersTerms(int leaf) => AddOthersTerms(_tree.Leaves[leaf], 0);

    private void AddOthersTerms(int leaf, int node)
    {
        if (_kernel.LogWeight(_tree.SquaredGap(leaf, node)) + _reaches[node] < LogNeglect)
            return;
        if (!_tree.IsLeaf(node))
        {
            AddOthersTerms(leaf, node + 1);
            AddOthersTerms(leaf, _tree.Right(node));
            return;
        }

        for (int j = _tree.First(node); j < _tree.Last(node); j++)
        {
            if (_rows.Contains(j) && _kernel.LogWeight(SquaredGap(leaf, j)) - _logarithms[j] >= LogNeglect)
                AddRow(leaf, j);
        }
    }

    /// <summary>Adds the terms of one remote point's row to the points of a leaf.</summary>
    private void AddRow(int leaf, int remote)
    {
        ReadOnlySpan<int> order = _tree.Order;
        ReadOnlySpan<double> point = _map.Row(order[remote]);
        for (int i = _tree.First(leaf); i < _tree.Last(leaf); i++)
        {
            if (i != remote)
                RemoteTerms.AddForce(_kernel, _map.Row(order[i]), point, _logarithms[remote], _gradient.Row(order[i]));
        }
    }

    private double Coordinate(int place, int c) => _tree.Points[((long)c * _tree.Stride) + place];

    private double SquaredDistance(int a, int b)
    {
        double sum = 0;
        for (int c = 0; c < _tree.Dimension; c++)
            sum += (Coordinate(a, c) - Coordinate(b, c)) * (Coordinate(a, c) - Coordinate(b, c));
        return sum;
    }

    /// <summary>The squared distance between a point and a node's box.</summary>
    private double SquaredGap(int node, int place)
    {
        double sum = 0;
        for (int c = 0; c < _tree.Dimension; c++)
        {
            double gap = Math.Max(0, Math.Abs(Coordinate(place, c) - _tree.Center(node)[c]) - _tree.Half(node)[c]);
            sum += gap * gap;
        }

        return sum;
    }
}
