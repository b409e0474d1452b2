namespace SneTools;

/// <summary>How a text table is read.</summary>
public sealed record CsvOptions
{
    /// <summary>The character between cells; null to take it from the first line: comma, semicolon, tab or bar.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Which columns are embedded, ride along or are left out.</summary>
    public ColumnSelection Columns { get; init; } = new();

    /// <summary>What to do with cells that hold no finite number.</summary>
    public MissingValuePolicy MissingValue { get; init; }
}
