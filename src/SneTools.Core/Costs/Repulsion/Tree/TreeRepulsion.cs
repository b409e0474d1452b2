namespace SneTools;

/// <summary>
/// The repulsion of a map of one to three dimensions over a tree of its points, in linear time but for the tree itself.
/// </summary>
/// <remarks>
/// <para>A Chebyshev fast multipole method (W. Fong, E. Darve, The black-box fast multipole method, J. Comput. Phys. 228 (2009)
/// 8712-8725, doi 10.1016/j.jcp.2009.08.031): the points of a box act on far boxes, and feel them, through proxies at its Chebyshev nodes.
/// </para>
/// <para>All methods need sums of one form, Σ w c and Σ φw (yᵢ-yⱼ) c: with charges 1 for Zᵢ and the terms of a point's own row,
/// and, for conditional methods, with charges 1/Zⱼ for the terms of the others' rows. Points so far from all others that
/// 1/Zⱼ is no number to compute with have charge 0; what they do and suffer is added with logarithms.</para>
/// </remarks>
internal sealed unsafe class TreeRepulsion<TKernel, TNormalization> : IRepulsion, IDisposable
    where TKernel : struct, IKernel
    where TNormalization : struct, INormalization
{
    private readonly ThreadTeam _team;
    private readonly PointTree _tree;
    private readonly TreeField<TKernel> _field;
    private readonly TreeRemotePoints<TKernel> _remote;
    private readonly RowBlocks _blocks;
    private readonly NativeBuffer<double> _sums;
    private readonly NativeBuffer<double> _ownField;
    private readonly double[] _logRowSums;
    private readonly double[] _logNormalizers;
    private readonly Action<int> _takeSums;
    private readonly Action<int> _takeForces;
    private Matrix _gradient = null!;

    public TreeRepulsion(TKernel kernel, int count, int dimension, ThreadTeam team)
    {
        _team = team;
        _tree = new PointTree(count, dimension, TreeAccuracy.LeafSize, team);
        _field = new TreeField<TKernel>(kernel, _tree, team);
        _remote = new TreeRemotePoints<TKernel>(kernel, _tree, team);
        _blocks = new RowBlocks(count, 1024);
        _sums = new NativeBuffer<double>(_tree.Stride);
        _ownField = new NativeBuffer<double>((long)_tree.Stride * dimension);
        _logRowSums = new double[count];
        _logNormalizers = new double[count];
        _takeSums = TakeSums;
        _takeForces = TakeForces;
    }

    public ReadOnlySpan<double> LogRowSums => _logRowSums;

    public double Evaluate(Matrix map, double tolerance, Matrix gradient)
    {
        _gradient = gradient;
        _tree.Build(map);
        _field.Use(TreeAccuracy.For<TKernel>(tolerance, _tree.Dimension));
        new Span<double>(_field.Charges, _tree.Count).Fill(1);
        _field.Compute(null);
        _team.Run(_blocks.Count, _takeSums);
        _remote.FindRowSums(map, _logRowSums, tolerance);
        _logRowSums.CopyTo(_logNormalizers.AsSpan());
        TNormalization.Normalize(_logNormalizers);
        _remote.Prepare(map, _logNormalizers);
        if (!TNormalization.IsJoint)
            SumOthersRows();
        _team.Run(_blocks.Count, _takeForces);
        _remote.AddForces(gradient);

        double sum = 0;
        foreach (double logNormalizer in _logNormalizers)
            sum += TNormalization.RowMass(_tree.Count) * logNormalizer;
        return sum;
    }

    public void Dispose()
    {
        _tree.Dispose();
        _field.Dispose();
        _sums.Dispose();
        _ownField.Dispose();
    }

    /// <summary>Takes over Zᵢ and the field of unit charges.</summary>
    private void TakeSums(int block)
    {
        ReadOnlySpan<int> order = _tree.Order;
        for (int j = _blocks.Start(block); j < _blocks.End(block); j++)
        {
            double sum = _field.Sums[j];
            _sums.Pointer[j] = sum;
            _logRowSums[order[j]] = sum > 0 ? Math.Log(sum) : double.NegativeInfinity;
            for (int c = 0; c < _tree.Dimension; c++)
            {
                long place = ((long)c * _tree.Stride) + j;
                _ownField.Pointer[place] = _field.Sums[place + _tree.Stride];
            }
        }
    }

    /// <summary>Σⱼ φK (yᵢ-yⱼ) / Zⱼ.</summary>
    private void SumOthersRows()
    {
        ReadOnlySpan<int> order = _tree.Order;
        for (int j = 0; j < order.Length; j++)
            _field.Charges[j] = _remote.Contains(j) ? 0 : Math.Exp(-_logNormalizers[order[j]]);

        _field.Compute(_sums.Pointer);
    }

    /// <summary>The gradient, but for what remote points add.</summary>
    private void TakeForces(int block)
    {
        ReadOnlySpan<int> order = _tree.Order;
        for (int j = _blocks.Start(block); j < _blocks.End(block); j++)
        {
            double inverse = _remote.Contains(j) ? 0 : Math.Exp(-_logNormalizers[order[j]]);
            Span<double> force = _gradient.Row(order[j]);
            for (int c = 0; c < force.Length; c++)
            {
                long place = ((long)c * _tree.Stride) + j;
                double own = _ownField.Pointer[place] * inverse;
                double others = TNormalization.IsJoint ? own : _field.Sums[place + _tree.Stride];
                force[c] = -2 * (own + others);
            }
        }
    }
}
