using System.Runtime.Intrinsics;

namespace SneTools;

/// <summary>
/// A balanced tree over the points of a map: every node's points are divided in two at a rank, along the longest side of
/// the box around them, down to leaves of a fixed size. Its shape depends on the number of points alone, whatever map it is
/// built over: points in one place, or far away from all others, make it no deeper.
/// </summary>
/// <remarks>Nodes are numbered in preorder: a left child follows its parent, and a subtree is a range of numbers. Points
/// lie in the order of the tree, one coordinate after the other, so that a node's points are a range too.</remarks>
internal sealed unsafe class PointTree : IDisposable
{
    private const int MaxSubtreeDepth = 7;
    private const int SubtreeLeaves = 8;

    private readonly ThreadTeam _team;
    private readonly int _leafSize;
    private readonly RowBlocks _blocks;
    private readonly NativeBuffer<double> _records;
    private readonly NativeBuffer<double> _points;
    private readonly NativeBuffer<double> _centers;
    private readonly NativeBuffer<double> _halves;
    private readonly int[] _first;
    private readonly int[] _last;
    private readonly int[] _right;
    private readonly int[] _parents;
    private readonly int[] _order;
    private readonly double[] _sizes;
    private readonly int[][] _levels;
    private readonly int[] _subtrees;
    private readonly int[] _upper;
    private readonly int[] _leaves;
    private readonly Action<int> _load;
    private readonly Action<int> _divide;
    private readonly Action<int> _finish;
    private Matrix _map = null!;
    private int[] _level = [];

    /// <summary>Lays out the tree.</summary>
    /// <param name="count">Number of points n.</param>
    /// <param name="dimension">Dimension l of the map, from 1 to 3.</param>
    /// <param name="leafSize">Points of a leaf, a multiple of 16.</param>
    /// <param name="team">The threads that build it.</param>
    public PointTree(int count, int dimension, int leafSize, ThreadTeam team)
    {
        Count = count;
        Dimension = dimension;
        _team = team;
        _leafSize = leafSize;
        int leaves = (count + leafSize - 1) / leafSize;
        NodeCount = (2 * leaves) - 1;
        Stride = leaves * leafSize;
        _blocks = new RowBlocks(count, 4096);
        _records = new NativeBuffer<double>((long)PointSelection.Width * count);
        _points = new NativeBuffer<double>((long)Stride * dimension);
        _centers = new NativeBuffer<double>((long)NodeCount * dimension);
        _halves = new NativeBuffer<double>((long)NodeCount * dimension);
        _first = new int[NodeCount];
        _last = new int[NodeCount];
        _right = new int[NodeCount];
        _parents = new int[NodeCount];
        _sizes = new double[NodeCount];
        _order = new int[count];
        int depth = 0;
        while (depth < MaxSubtreeDepth && leaves >> (depth + 1) >= SubtreeLeaves)
            depth++;
        var levels = new List<int>[depth + 1];
        for (int d = 0; d <= depth; d++)
            levels[d] = [];
        LayOut(0, 0, leaves, 0, levels);
        _subtrees = [.. levels[depth]];
        _levels = [.. levels.Take(depth).Select(level => level.ToArray())];
        _upper = [.. _levels.Reverse().SelectMany(level => level)];
        _parents[0] = -1;
        _leaves = [.. Enumerable.Range(0, NodeCount).Where(IsLeaf)];
        _load = Load;
        _divide = index => Divide(_level[index]);
        _finish = Finish;
    }

    /// <summary>Number of points, n.</summary>
    public int Count { get; }

    /// <summary>Dimension of the map, l.</summary>
    public int Dimension { get; }

    /// <summary>Number of nodes.</summary>
    public int NodeCount { get; }

    /// <summary>Places for points: n, rounded up to whole leaves. The places from n on repeat a point.</summary>
    public int Stride { get; }

    /// <summary>Points of a leaf.</summary>
    public int LeafSize => _leafSize;

    /// <summary>Coordinate c of the point at place j of the tree: at c · <see cref="Stride"/> + j.</summary>
    public double* Points => _points.Pointer;

    /// <summary>The number of the point at every place.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>The roots of the subtrees that one thread at a time takes, in order. Together they hold all points.
    /// </summary>
    public ReadOnlySpan<int> Subtrees => _subtrees;

    /// <summary>The nodes above the subtrees, children before their parents.</summary>
    public ReadOnlySpan<int> Upper => _upper;

    /// <summary>The nodes without children, in the order of their points.</summary>
    public ReadOnlySpan<int> Leaves => _leaves;

    /// <summary>Half the longest side of every node's box.</summary>
    public ReadOnlySpan<double> Sizes => _sizes;

    /// <summary>The place of a node's first point.</summary>
    public int First(int node) => _first[node];

    /// <summary>The place after a node's last point.</summary>
    public int Last(int node) => _last[node];

    /// <summary>Number of points of a node.</summary>
    public int PointCount(int node) => _last[node] - _first[node];

    /// <summary>True for a node without children.</summary>
    public bool IsLeaf(int node) => _right[node] == 0;

    /// <summary>A node's second child; its first has the number that follows the node's own.</summary>
    public int Right(int node) => _right[node];

    /// <summary>The node that a node is a child of; -1 for the root.</summary>
    public int Parent(int node) => _parents[node];

    /// <summary>The number after the last of a node's subtree.</summary>
    public int SubtreeEnd(int node)
    {
        int leaves = (PointCount(node) + _leafSize - 1) / _leafSize;
        return node + (2 * leaves) - 1;
    }

    /// <summary>The middle of a node's box.</summary>
    public double* Center(int node) => _centers.Pointer + ((long)node * Dimension);

    /// <summary>Half the sides of a node's box.</summary>
    public double* Half(int node) => _halves.Pointer + ((long)node * Dimension);

    /// <summary>The squared distance between the boxes of two nodes.</summary>
    public double SquaredGap(int a, int b)
    {
        double* centerA = Center(a);
        double* centerB = Center(b);
        double* halfA = Half(a);
        double* halfB = Half(b);
        double sum = 0;
        for (int c = 0; c < Dimension; c++)
        {
            double gap = Math.Max(0, Math.Abs(centerA[c] - centerB[c]) - (halfA[c] + halfB[c]));
            sum += gap * gap;
        }

        return sum;
    }

    /// <summary>Puts the points of a map in the order of the tree.</summary>
    public void Build(Matrix map)
    {
        _map = map;
        _team.Run(_blocks.Count, _load);
        foreach (int[] level in _levels)
        {
            _level = level;
            _team.Run(level.Length, _divide);
        }

        _team.Run(_subtrees.Length, _finish);
        foreach (int node in _upper)
            Join(node);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _records.Dispose();
        _points.Dispose();
        _centers.Dispose();
        _halves.Dispose();
    }

    private void LayOut(int node, int firstLeaf, int leaves, int depth, List<int>[] levels)
    {
        if (depth < levels.Length)
            levels[depth].Add(node);
        _first[node] = firstLeaf * _leafSize;
        _last[node] = Math.Min(Count, (firstLeaf + leaves) * _leafSize);
        if (leaves == 1)
            return;
        int left = (leaves + 1) / 2;
        _right[node] = node + (2 * left);
        _parents[node + 1] = node;
        _parents[_right[node]] = node;
        LayOut(node + 1, firstLeaf, left, depth + 1, levels);
        LayOut(_right[node], firstLeaf + left, leaves - left, depth + 1, levels);
    }

    private void Load(int block)
    {
        for (int i = _blocks.Start(block); i < _blocks.End(block); i++)
        {
            ReadOnlySpan<double> row = _map.Row(i);
            double* record = _records.Pointer + ((long)PointSelection.Width * i);
            for (int c = 0; c < row.Length; c++)
                record[c] = row[c];
            record[PointSelection.Width - 1] = i;
        }
    }

    /// <summary>Divides a node's points between its children.</summary>
    private void Divide(int node)
    {
        if (!IsLeaf(node))
            PointSelection.Divide(_records.Pointer, _first[node], _last[node], _first[_right[node]], LongestSide(node));
    }

    private int LongestSide(int node)
    {
        double* record = _records.Pointer + ((long)PointSelection.Width * _first[node]);
        double* end = _records.Pointer + ((long)PointSelection.Width * _last[node]);
        Vector256<double> least = Vector256.Load(record);
        Vector256<double> largest = least;
        for (; record < end; record += PointSelection.Width)
        {
            Vector256<double> point = Vector256.Load(record);
            least = Vector256.MinNative(least, point);
            largest = Vector256.MaxNative(largest, point);
        }

        Vector256<double> sides = largest - least;
        int longest = 0;
        for (int c = 1; c < Dimension; c++)
        {
            if (sides[c] > sides[longest])
                longest = c;
        }

        return longest;
    }

    /// <summary>Divides the points of a subtree down to its leaves, and measures its boxes.</summary>
    private void Finish(int subtree)
    {
        int root = _subtrees[subtree];
        int end = SubtreeEnd(root);
        for (int node = root; node < end; node++)
            Divide(node);
        for (int node = end - 1; node >= root; node--)
        {
            if (IsLeaf(node))
                Place(node);
            else
                Join(node);
        }
    }

    /// <summary>Takes over the points of a leaf, and measures its box.</summary>
    private void Place(int leaf)
    {
        int first = _first[leaf];
        int last = _last[leaf];
        double* records = _records.Pointer;
        for (int j = first; j < last; j++)
            _order[j] = (int)records[((long)PointSelection.Width * j) + PointSelection.Width - 1];
        for (int c = 0; c < Dimension; c++)
        {
            double* coordinates = _points.Pointer + ((long)c * Stride);
            double least = double.PositiveInfinity;
            double largest = double.NegativeInfinity;
            for (int j = first; j < last; j++)
            {
                double x = records[((long)PointSelection.Width * j) + c];
                coordinates[j] = x;
                least = Math.Min(least, x);
                largest = Math.Max(largest, x);
            }

            for (int j = last; j < first + _leafSize; j++)
                coordinates[j] = coordinates[first];
            Box(leaf, c, least, largest);
        }

        Measure(leaf);
    }

    /// <summary>Measures the box around two children.</summary>
    private void Join(int node)
    {
        int left = node + 1;
        int right = _right[node];
        for (int c = 0; c < Dimension; c++)
        {
            Box(
                node,
                c,
                Math.Min(Center(left)[c] - Half(left)[c], Center(right)[c] - Half(right)[c]),
                Math.Max(Center(left)[c] + Half(left)[c], Center(right)[c] + Half(right)[c]));
        }

        Measure(node);
    }

    private void Box(int node, int c, double least, double largest)
    {
        Center(node)[c] = 0.5 * (least + largest);
        Half(node)[c] = 0.5 * (largest - least);
    }

    private void Measure(int node)
    {
        double size = 0;
        for (int c = 0; c < Dimension; c++)
            size = Math.Max(size, Half(node)[c]);
        _sizes[node] = size;
    }
}
