namespace SneTools;

/// <summary>One thread's way through a tree, with the workspace that it needs.</summary>
internal sealed unsafe class TreeWalk<TKernel> : IDisposable
    where TKernel : struct, IKernel
{
    /// <summary>Half the side of a box in which single precision would lose digits of the distances between near points.
    /// </summary>
    private const double MaxSingleSize = 64;

    private const int MaxDepth = 40;

    private readonly TKernel _kernel;
    private readonly TreeField<TKernel> _field;
    private readonly PointTree _tree;
    private readonly int _fields;
    private readonly NodeList _candidates = new();
    private readonly NodeList _open = new();
    private readonly NodeList _far = new();
    private readonly NodeList _near = new();
    private readonly NativeBuffer<double> _ones;
    private IFieldSum _single;
    private IFieldSum _double;
    private NativeBuffer<double> _work;
    private NativeBuffer<double> _locals;

    /// <summary>Prepares a walk.</summary>
    public TreeWalk(TKernel kernel, TreeField<TKernel> field)
    {
        _kernel = kernel;
        _field = field;
        _tree = field.Tree;
        _fields = 1 + _tree.Dimension;
        _ones = new NativeBuffer<double>(_tree.LeafSize);
        new Span<double>(_ones.Pointer, _tree.LeafSize).Fill(1);
        _single = FieldSums.Create<TKernel, float>(_kernel, _tree.Dimension, 1);
        _double = FieldSums.Create<TKernel, double>(_kernel, _tree.Dimension, 1);
        _work = new NativeBuffer<double>(0);
        _locals = new NativeBuffer<double>(0);
    }

    private ProxyGrid Grid => _field.Grid;

    /// <summary>Makes room for the proxies of a grid.</summary>
    public void Prepare(ProxyGrid grid)
    {
        Release();
        int maxTargets = Math.Max(grid.Count, _tree.LeafSize);
        _single = FieldSums.Create<TKernel, float>(_kernel, _tree.Dimension, maxTargets);
        _double = FieldSums.Create<TKernel, double>(_kernel, _tree.Dimension, maxTargets);
        _work = new NativeBuffer<double>(grid.WorkLength);
        _locals = new NativeBuffer<double>((long)MaxDepth * grid.Count * _fields);
    }

    /// <summary>A lower bound of the sums of a leaf's points.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="sums">The sums of all points, if known.</param>
    public double LeastSum(int leaf, double* sums)
    {
        int count = _tree.PointCount(leaf);
        if (sums != null)
        {
            sums += _tree.First(leaf);
        }
        else
        {
            IFieldSum sum = BeginPoints(leaf);
            sum.AddTargets(_ones.Pointer);
            sums = sum.Sums;
        }

        double least = double.PositiveInfinity;
        for (int j = 0; j < count; j++)
            least = Math.Min(least, sums[j]);
        return least;
    }

    /// <summary>Charges the proxies of a node, after those of its children.</summary>
    public void Rise(int node)
    {
        if (!_field.HasProxies(node))
            return;
        double* proxies = _field.Proxies(node);
        new Span<double>(proxies, Grid.Count).Clear();
        if (_tree.IsLeaf(node))
        {
            Gather(node, node);
            return;
        }

        Raise(node, node + 1);
        Raise(node, _tree.Right(node));
    }

    /// <summary>Computes the sums of a subtree's points.</summary>
    public void Fall(int root)
    {
        _candidates.Clear();
        _candidates.Add(root);
        for (int node = root; node > 0; node = _tree.Parent(node))
        {
            int parent = _tree.Parent(node);
            _candidates.Add(node == parent + 1 ? _tree.Right(parent) : parent + 1);
        }

        Fall(root, 0, _candidates.Count, 0, new Local(-1, null), isDone: false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        _ones.Dispose();
    }

    private void Release()
    {
        _single.Dispose();
        _double.Dispose();
        _work.Dispose();
        _locals.Dispose();
    }

    /// <summary>Charges a node's proxies for the points of a leaf within it.</summary>
    private void Gather(int node, int leaf)
    {
        int first = _tree.First(leaf);
        Grid.Gather(
            _tree.Center(node),
            _tree.Half(node),
            _tree.Points + first,
            _tree.Stride,
            _field.Charges + first,
            _tree.PointCount(leaf),
            _field.Proxies(node),
            _work.Pointer);
    }

    private void Raise(int node, int child)
    {
        if (_field.HasProxies(child))
        {
            Grid.Raise(
                _tree.Center(node),
                _tree.Half(node),
                _field.Proxies(node),
                _tree.Center(child),
                _tree.Half(child),
                _field.Proxies(child),
                _work.Pointer);
            return;
        }

        for (int leaf = child; leaf < _tree.SubtreeEnd(child); leaf++)
        {
            if (_tree.IsLeaf(leaf))
                Gather(node, leaf);
        }
    }

    /// <summary>Computes the sums of the points of a target node.</summary>
    /// <param name="target">The node.</param>
    /// <param name="start">The first of the sources to consider, among the candidates.</param>
    /// <param name="end">The place after the last of them.</param>
    /// <param name="depth">How deep this is below the subtree's root.</param>
    /// <param name="local">The field of the sources that are done with.</param>
    /// <param name="isDone">True if the node itself is among these.</param>
    private void Fall(int target, int start, int end, int depth, Local local, bool isDone)
    {
        bool isLeaf = _tree.IsLeaf(target);
        _far.Clear();
        _near.Clear();
        for (int k = start; k < end; k++)
            isDone |= Sort(target, _candidates[k], isLeaf);
        local = AddFar(target, depth, local);
        if (isLeaf)
        {
            SumLeaf(target, local, isDone);
        }
        else
        {
            int next = _candidates.Count;
            Fall(target + 1, end, next, depth + 1, local, isDone);
            _candidates.Shorten(next);
            Fall(_tree.Right(target), end, next, depth + 1, local, isDone);
        }

        _candidates.Shorten(end);
    }

    /// <summary>Decides what becomes of a source: far, near, of no account, to be opened, or left to the target's children.
    /// Returns true if it was the target itself and is far.</summary>
    private bool Sort(int target, int source, bool isLeaf)
    {
        bool isDone = false;
        _open.Add(source);
        while (_open.Count > 0)
        {
            source = _open.Take();
            double squaredGap = _tree.SquaredGap(target, source);
            if (TKernel.IsShort && source != target && _field.Bounds.IsNegligible(target, source, squaredGap))
                continue;
            if (IsFar(target, source, squaredGap))
                isDone |= AddFar(target, source, isLeaf);
            else if (!_tree.IsLeaf(source) && (isLeaf || source == target || _tree.Sizes[source] > _tree.Sizes[target]))
                Open(target, source);
            else if (isLeaf)
                _near.Add(source);
            else
                _candidates.Add(source);
        }

        return isDone;
    }

    private bool AddFar(int target, int source, bool isLeaf)
    {
        if (IsTargetByProxies(target))
            _far.Add(source);
        else if (isLeaf)
            _near.Add(~source);
        else
            _candidates.Add(source);
        return source == target && IsTargetByProxies(target);
    }

    /// <summary>Puts the children in a source's place. Those of the target itself are for the target's children to meet.
    /// </summary>
    private void Open(int target, int source)
    {
        NodeList list = source == target ? _candidates : _open;
        list.Add(_tree.Right(source));
        list.Add(source + 1);
    }

    private bool IsFar(int target, int source, double squaredGap)
    {
        if (source == target && !IsTargetByProxies(target))
            return false;
        double size = Math.Max(_tree.Sizes[target], _tree.Sizes[source]);
        double squared = size * size;
        if (TKernel.IsShort)
            squared *= _field.Bounds.Factor(target, source);
        return squared <= _field.Accuracy.SquaredRatio * _kernel.SquaredScale(squaredGap, Grid.Terms);
    }

    /// <summary>Whether proxies as targets are fewer registers than the points are.</summary>
    private bool IsTargetByProxies(int node) => (_tree.PointCount(node) + 15) / 16 > (Grid.Count + 15) / 16;

    /// <summary>Adds the far sources' field at a target's proxies.</summary>
    private Local AddFar(int target, int depth, Local local)
    {
        if (_far.Count == 0)
            return local;
        IFieldSum sum = _field.Accuracy.IsSingle ? _single : _double;
        sum.BeginProxies(_tree.Center(target), _tree.Half(target), Grid);
        for (int k = 0; k < _far.Count; k++)
            AddSource(sum, _far[k]);
        sum.End();
        double* proxies = _locals.Pointer + ((long)depth * Grid.Count * _fields);
        for (int f = 0; f < _fields; f++)
        {
            double* field = proxies + (f * Grid.Count);
            new Span<double>(sum.Sums + (f * sum.Stride), Grid.Count).CopyTo(new Span<double>(field, Grid.Count));
            if (local.Node >= 0)
            {
                Grid.Lower(
                    _tree.Center(local.Node),
                    _tree.Half(local.Node),
                    local.Proxies + (f * Grid.Count),
                    _tree.Center(target),
                    _tree.Half(target),
                    field,
                    _work.Pointer);
            }
        }

        return new Local(target, proxies);
    }

    /// <summary>Adds a far source: its proxies, or its points if they are fewer.</summary>
    private void AddSource(IFieldSum sum, int source)
    {
        if (_field.HasProxies(source))
            sum.AddProxies(_tree.Center(source), _tree.Half(source), Grid, _field.Proxies(source));
        else
            AddPoints(sum, source);
    }

    private void AddPoints(IFieldSum sum, int source)
    {
        int first = _tree.First(source);
        sum.AddPoints(_tree.Points + first, _tree.Stride, _field.Charges + first, _tree.PointCount(source));
    }

    private IFieldSum BeginPoints(int leaf)
    {
        bool isSingle = _field.Accuracy.IsSingle && _tree.Sizes[leaf] <= MaxSingleSize;
        IFieldSum sum = isSingle ? _single : _double;
        sum.BeginPoints(_tree.Center(leaf), _tree.Points + _tree.First(leaf), _tree.Stride, _tree.PointCount(leaf));
        return sum;
    }

    /// <summary>Computes the sums of a leaf's points.</summary>
    private void SumLeaf(int leaf, Local local, bool isDone)
    {
        int first = _tree.First(leaf);
        int count = _tree.PointCount(leaf);
        double* charges = _field.Charges + first;
        IFieldSum sum = BeginPoints(leaf);
        for (int k = 0; k < _near.Count; k++)
        {
            if (_near[k] == leaf)
                sum.AddTargets(charges);
            else if (_near[k] < 0)
                AddSource(sum, ~_near[k]);
            else
                AddPoints(sum, _near[k]);
        }

        sum.End();
        if (local.Node >= 0)
        {
            Grid.Interpolate(
                _tree.Center(local.Node),
                _tree.Half(local.Node),
                _tree.Points + first,
                _tree.Stride,
                count,
                local.Proxies,
                _fields,
                sum.Sums,
                sum.Stride,
                _work.Pointer);
        }

        for (int f = 0; f < _fields; f++)
        {
            new Span<double>(sum.Sums + (f * sum.Stride), count)
                .CopyTo(new Span<double>(_field.Sums + ((long)f * _tree.Stride) + first, count));
        }

        // A node among its own far sources has acted on itself, and so has each of its points.
        for (int j = 0; j < count && isDone; j++)
            _field.Sums[first + j] -= charges[j];
    }

    /// <summary>The field of far sources, at the proxies of a node; -1 for none.</summary>
    private readonly record struct Local(int Node, nint Address)
    {
        public Local(int node, double* proxies)
            : this(node, (nint)proxies)
        {
        }

        public double* Proxies => (double*)Address;
    }
}
