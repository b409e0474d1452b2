namespace SneTools;

/// <summary>A column of the source, and what became of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Use">What became of it.</param>
/// <param name="Reason">Why: "numbers", "text", "percent signs", "asked for", …</param>
/// <param name="Count">Numbers that it gave every row: the length of a vector, the number of categories, 1 for a number; 0 if it was not
/// embedded.</param>
public sealed record SourceColumn(string Name, ColumnUse Use, string Reason, int Count)
{
    /// <summary>What its numbers come from, where it is embedded.</summary>
    internal ColumnKind Kind { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Count > 1 ? $"{Name} ({Reason}, {Count} numbers)" : $"{Name} ({Reason})";
}
