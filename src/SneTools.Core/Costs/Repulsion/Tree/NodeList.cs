namespace SneTools;

/// <summary>A list of nodes that keeps its memory.</summary>
internal sealed class NodeList
{
    private int[] _nodes = new int[1024];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The node at a place.</summary>
    public int this[int place] => _nodes[place];

    /// <summary>Appends a node.</summary>
    public void Add(int node)
    {
        if (Count == _nodes.Length)
            Array.Resize(ref _nodes, 2 * Count);
        _nodes[Count++] = node;
    }

    /// <summary>Takes the last node away.</summary>
    public int Take() => _nodes[--Count];

    /// <summary>Takes all nodes from a place on away.</summary>
    public void Shorten(int count) => Count = count;

    /// <summary>Takes all nodes away.</summary>
    public void Clear() => Count = 0;
}
