namespace SneTools;

/// <summary>The columns of a schema: where their values are, and what they are in a table.</summary>
internal sealed class ParquetSchemaTree
{
    /// <summary>Records within records that are read.</summary>
    private const int DeepestNesting = 64;

    private readonly IReadOnlyList<ParquetSchemaNode> _nodes;
    private readonly List<ParquetLeaf> _leaves = [];
    private readonly List<ParquetField> _fields = [];
    private int _next;

    /// <summary>Makes a tree of nodes.</summary>
    /// <param name="nodes">The nodes: a record before what lies in it.</param>
    /// <exception cref="InvalidDataException">They are no tree, or one that cannot be.</exception>
    public ParquetSchemaTree(IReadOnlyList<ParquetSchemaNode> nodes)
    {
        _nodes = nodes;
        Branch root = Read([], 0, 0);
        if (_next != nodes.Count)
            throw new InvalidDataException($"its schema has {nodes.Count} nodes, and {_next} of them lie in each other");
        Find(root);
    }

    /// <summary>What holds values, in the order of the schema.</summary>
    public IReadOnlyList<ParquetLeaf> Leaves => _leaves;

    /// <summary>The columns of a table.</summary>
    public IReadOnlyList<ParquetField> Fields => _fields;

    private Branch Read(IReadOnlyList<string> path, int definitions, int repetitions)
    {
        if (path.Count > DeepestNesting)
            throw new InvalidDataException($"its schema nests deeper than {DeepestNesting} records");
        if (_next >= _nodes.Count)
            throw new InvalidDataException("its schema promises more nodes than it has");
        bool isRoot = _next == 0;
        ParquetSchemaNode node = _nodes[_next++];
        if (!isRoot)
        {
            path = [.. path, node.Name];
            definitions += node.Repetition is null or 0 ? 0 : 1;
            repetitions += node.Repetition == 2 ? 1 : 0;
        }

        bool isLeaf = !isRoot && node.Type is not null;
        if (node.Children < 0 || (isLeaf && node.Children > 0))
            throw new InvalidDataException($"its schema gives the node '{Refusal.Shorten(node.Name)}' {node.Children} others");
        ParquetLeaf? leaf = isLeaf ? LeafOf(node, path, definitions, repetitions) : null;
        if (leaf is not null)
            _leaves.Add(leaf);
        var children = new List<Branch>();
        for (int left = node.Children ?? 0; left > 0; left--)
            children.Add(Read(path, definitions, repetitions));
        return new Branch(node, path, definitions, leaf, children);
    }

    private static ParquetLeaf LeafOf(ParquetSchemaNode node, IReadOnlyList<string> path, int definitions, int repetitions) =>
        node.Type is >= 0 and <= (int)ParquetType.FixedBytes
            ? new ParquetLeaf(path, (ParquetType)node.Type, node.Size ?? 0, definitions, repetitions)
            : throw new InvalidDataException($"its schema has a column of type {node.Type}");

    /// <summary>Finds the columns in a record.</summary>
    private void Find(Branch record)
    {
        foreach (Branch child in record.Children)
        {
            if (child.Leaf is not null)
                AddLeaf(child, child, child.IsRepeated ? child.Definitions : 0);
            else if (child.IsRepeated)
                AddClosed(child, "lists of records");
            else if (child.Node.Kind == ParquetMeaning.List)
                AddList(child);
            else if (child.Node.Kind is ParquetMeaning.Map or ParquetMeaning.Variant)
                AddClosed(child, child.Node.Kind == ParquetMeaning.Map ? "maps" : "variants");
            else
                Find(child);
        }
    }

    /// <summary>A list: of what repeats itself in it; in the younger way that is a record of one element each.</summary>
    private void AddList(Branch list)
    {
        if (list.Children is not [{ IsRepeated: true } repeated])
            AddClosed(list, "lists");
        else if (repeated.Leaf is not null)
            AddLeaf(list, repeated, repeated.Definitions);
        else if (repeated.Children is [{ Leaf: not null, IsRepeated: false } element])
            AddLeaf(list, element, repeated.Definitions);
        else
            AddClosed(list, HasList(repeated) ? "lists of lists" : "lists of records");
    }

    private static bool HasList(Branch branch) =>
        branch.Node.Kind == ParquetMeaning.List || branch.Children.Any(child => child.IsRepeated || HasList(child));

    private void AddLeaf(Branch column, Branch holder, int listLevel)
    {
        ParquetValue value = ParquetValue.Of(holder.Node, holder.Leaf!);
        string? closed = holder.Node.Kind switch
        {
            ParquetMeaning.Geometry or ParquetMeaning.Geography => "shapes",
            ParquetMeaning.Bson => "BSON",
            ParquetMeaning.Unknown when listLevel > 0 => "nothing",
            _ => null,
        };
        bool isOpen = closed is null && (listLevel == 0 || value.IsNumeric);
        string what = closed ?? value.What;
        _fields.Add(new ParquetField(column.Name, holder.Leaf, isOpen ? value : null, listLevel, listLevel > 0 ? $"lists of {what}" : what));
    }

    private void AddClosed(Branch column, string what) => _fields.Add(new ParquetField(column.Name, null, null, 0, what));

    private sealed record Branch(ParquetSchemaNode Node, IReadOnlyList<string> Path, int Definitions, ParquetLeaf? Leaf, IReadOnlyList<Branch> Children)
    {
        public string Name => string.Join('.', Path);

        public bool IsRepeated => Node.Repetition == 2;
    }
}
