namespace SneTools;

/// <summary>How a file is read.</summary>
public sealed record ImportOptions
{
    /// <summary>The character between the cells of a text; null to take it from the first line: comma, semicolon, tab or
    /// bar.</summary>
    public char? Delimiter { get; init; }

    /// <summary>True for a text whose first line is a row like the others. Its columns are named X1, X2, …</summary>
    public bool NoHeader { get; init; }

    /// <summary>Which columns are embedded, ride along or are left out.</summary>
    public ColumnSelection Columns { get; init; } = new();

    /// <summary>What to do with cells that hold no finite number.</summary>
    public MissingValuePolicy MissingValue { get; init; }

    /// <summary>The most rows read, at least 1, from the first on; null for all.</summary>
    public int? First { get; init; }

    /// <summary>A file with a label for every row; null if there is none.</summary>
    public string? LabelPath { get; init; }
}
