namespace SneTools;

/// <summary>
/// How much a short kernel's sums are at least in every node's points, and how much a node's points add to a sum at most:
/// an error must be small beside the sum of the very point that suffers it.
/// </summary>
/// <remarks>A box much smaller than the kernel has many like it around, so it counts as the largest box it is part of that
/// is not larger than the kernel.</remarks>
internal sealed class TreeBounds<TKernel>
    where TKernel : struct, IKernel
{
    /// <summary>Sums below this are taken for it: such points are computed apart.</summary>
    public const double LeastSum = 1e-25;

    private readonly TKernel _kernel;
    private readonly PointTree _tree;
    private readonly double[] _crowds;
    private readonly double[] _sums;
    private readonly double[] _logMasses;
    private readonly double[] _logSums;
    private readonly double[] _massFactors;
    private readonly double[] _sumFactors;
    private double _logNeglect;
    private double _exponent;

    /// <summary>Prepares bounds over a tree.</summary>
    public TreeBounds(TKernel kernel, PointTree tree)
    {
        _kernel = kernel;
        _tree = tree;
        int length = TKernel.IsShort ? tree.NodeCount : 0;
        _crowds = new double[length];
        _sums = new double[length];
        _logMasses = new double[length];
        _logSums = new double[length];
        _massFactors = new double[length];
        _sumFactors = new double[length];
    }

    /// <summary>Sets how finely it is to be computed.</summary>
    public void Use(TreeAccuracy accuracy)
    {
        _logNeglect = Math.Log(accuracy.Neglect);
        _exponent = 2.0 / accuracy.Terms;
    }

    /// <summary>Sets the least sum of a leaf's points, as far as it is known.</summary>
    public void Set(int leaf, double sum) => _sums[leaf] = sum;

    /// <summary>Computes the bounds of all nodes from those of the leaves.</summary>
    public void Complete()
    {
        for (int node = 0; node < _crowds.Length; node++)
        {
            double own = _tree.PointCount(node) * Math.Exp(_kernel.LogWeight(SquaredDiameter(node)));
            _crowds[node] = node == 0 ? own : Math.Max(own, _crowds[_tree.Parent(node)]);
        }

        for (int node = _crowds.Length - 1; node >= 0; node--)
        {
            double sum = _tree.IsLeaf(node)
                ? Math.Max(_sums[node], Math.Max(LeastSum, _crowds[node] - 1))
                : Math.Min(_sums[node + 1], _sums[_tree.Right(node)]);
            double mass = Math.Max(_tree.PointCount(node), _crowds[node]);
            _sums[node] = sum;
            _logSums[node] = Math.Log(sum);
            _logMasses[node] = Math.Log(mass);
            _massFactors[node] = Math.Pow(mass, _exponent);
            _sumFactors[node] = Math.Pow(sum, -_exponent);
        }
    }

    /// <summary>Whether what the points of two nodes add to each other's sums is of no account.</summary>
    public bool IsNegligible(int target, int source, double squaredGap) =>
        _kernel.LogWeight(squaredGap) + Math.Max(_logMasses[source] - _logSums[target], 0) < _logNeglect;

    /// <summary>The factor by which a source's error is larger beside the target's sum than beside its own, as it counts for
    /// squared sizes.</summary>
    public double Factor(int target, int source) => Math.Max(1, _massFactors[source] * _sumFactors[target]);

    private unsafe double SquaredDiameter(int node)
    {
        double sum = 0;
        for (int c = 0; c < _tree.Dimension; c++)
            sum += 4 * _tree.Half(node)[c] * _tree.Half(node)[c];
        return sum;
    }
}
