namespace SneTools;

/// <summary>
/// Potentials and fields of charged points at the points themselves, by a fast multipole method over a tree: boxes that lie
/// far from each other, as seen by the kernel, act on each other through their proxies; points of leaves that do not, one by
/// one.
/// </summary>
/// <remarks>Each subtree of the targets is one thread's work, and its sums are its own, so the results do not depend on who
/// computed what.</remarks>
internal sealed unsafe class TreeField<TKernel> : IDisposable
    where TKernel : struct, IKernel
{
    private readonly PointTree _tree;
    private readonly ThreadTeam _team;
    private readonly TreeWalk<TKernel>[] _walks;
    private readonly int[] _busy;
    private readonly NativeBuffer<double> _charges;
    private readonly NativeBuffer<double> _sums;
    private readonly Action<int> _bound;
    private readonly Action<int> _rise;
    private readonly Action<int> _fall;
    private NativeBuffer<double> _proxies;
    private ProxyGrid _grid;
    private double* _knownSums;

    /// <summary>Prepares sums over a tree.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="tree">The tree.</param>
    /// <param name="team">The threads that do the work.</param>
    public TreeField(TKernel kernel, PointTree tree, ThreadTeam team)
    {
        _tree = tree;
        _team = team;
        _charges = new NativeBuffer<double>(tree.Stride + 16);
        _sums = new NativeBuffer<double>((long)tree.Stride * (tree.Dimension + 1));
        Bounds = new TreeBounds<TKernel>(kernel, tree);
        _grid = new ProxyGrid(1, tree.Dimension);
        _proxies = new NativeBuffer<double>(0);
        _busy = new int[team.Size];
        _walks = new TreeWalk<TKernel>[team.Size];
        for (int k = 0; k < _walks.Length; k++)
            _walks[k] = new TreeWalk<TKernel>(kernel, this);
        _bound = Bound;
        _rise = Rise;
        _fall = Fall;
    }

    /// <summary>The tree.</summary>
    public PointTree Tree => _tree;

    /// <summary>What boxes may be left out, for a short kernel.</summary>
    public TreeBounds<TKernel> Bounds { get; }

    /// <summary>The proxies of a box.</summary>
    public ProxyGrid Grid => _grid;

    /// <summary>How finely it is computed.</summary>
    public TreeAccuracy Accuracy { get; private set; }

    /// <summary>The charge of the point at every place of the tree, at least 0; 0 from n on.</summary>
    public double* Charges => _charges.Pointer;

    /// <summary>The results, in the order of the tree: Σ w c of every point, then each coordinate of Σ φw (y - y') c.
    /// </summary>
    public double* Sums => _sums.Pointer;

    /// <summary>Whether a node's points are so many that its proxies take their place.</summary>
    public bool HasProxies(int node) => _tree.PointCount(node) > _grid.Count;

    /// <summary>The charges of a node's proxies.</summary>
    public double* Proxies(int node) => _proxies.Pointer + ((long)node * (_grid.Count + 16));

    /// <summary>Sets how finely it is to be computed.</summary>
    public void Use(TreeAccuracy accuracy)
    {
        Accuracy = accuracy;
        Bounds.Use(accuracy);
        if (accuracy.Terms == _grid.Terms)
            return;
        _grid.Dispose();
        _proxies.Dispose();
        _grid = new ProxyGrid(accuracy.Terms, _tree.Dimension);
        _proxies = new NativeBuffer<double>((long)_tree.NodeCount * (_grid.Count + 16));
        foreach (TreeWalk<TKernel> walk in _walks)
            walk.Prepare(_grid);
    }

    /// <summary>Computes the sums for the charges.</summary>
    /// <param name="sums">A lower bound of Σ w for every point in the order of the tree, if known: what may be left out is
    /// measured against it.</param>
    public void Compute(double* sums)
    {
        if (TKernel.IsShort)
        {
            _knownSums = sums;
            _team.Run(_tree.Subtrees.Length, _bound);
            Bounds.Complete();
        }

        _team.Run(_tree.Subtrees.Length, _rise);
        TreeWalk<TKernel> walk = Rent(out int place);
        foreach (int node in _tree.Upper)
            walk.Rise(node);
        Return(place);
        _team.Run(_tree.Subtrees.Length, _fall);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (TreeWalk<TKernel> walk in _walks)
            walk.Dispose();
        _charges.Dispose();
        _sums.Dispose();
        _proxies.Dispose();
        _grid.Dispose();
    }

    private void Bound(int subtree)
    {
        TreeWalk<TKernel> walk = Rent(out int place);
        int root = _tree.Subtrees[subtree];
        for (int node = root; node < _tree.SubtreeEnd(root); node++)
        {
            if (_tree.IsLeaf(node))
                Bounds.Set(node, walk.LeastSum(node, _knownSums));
        }

        Return(place);
    }

    /// <summary>Charges the proxies of a subtree.</summary>
    private void Rise(int subtree)
    {
        TreeWalk<TKernel> walk = Rent(out int place);
        int root = _tree.Subtrees[subtree];
        for (int node = _tree.SubtreeEnd(root) - 1; node >= root; node--)
            walk.Rise(node);
        Return(place);
    }

    /// <summary>Computes the sums of a subtree's points.</summary>
    private void Fall(int subtree)
    {
        TreeWalk<TKernel> walk = Rent(out int place);
        walk.Fall(_tree.Subtrees[subtree]);
        Return(place);
    }

    /// <summary>A walk that no other thread has.</summary>
    private TreeWalk<TKernel> Rent(out int place)
    {
        place = 0;
        while (Interlocked.CompareExchange(ref _busy[place], 1, 0) != 0)
            place = (place + 1) % _busy.Length;
        return _walks[place];
    }

    private void Return(int place) => Volatile.Write(ref _busy[place], 0);
}
