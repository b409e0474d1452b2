namespace SneTools;

/// <summary>A column of a Parquet file, as a table has it.</summary>
/// <param name="Name">The name; of a column within a record the names on the way, with points between them.</param>
/// <param name="Leaf">Where its values are; null for what is no single column.</param>
/// <param name="Value">What its values mean; null where they are neither numbers nor texts.</param>
/// <param name="ListLevel">Of a list in every row: the level from which on there is an element. 0 for a value in every row.</param>
/// <param name="What">What it holds, as a plural.</param>
internal sealed record ParquetField(string Name, ParquetLeaf? Leaf, ParquetValue? Value, int ListLevel, string What)
{
    /// <summary>True for a list in every row.</summary>
    public bool IsList => ListLevel > 0;

    /// <summary>An error about the column.</summary>
    /// <param name="what">What is wrong, as the end of a sentence.</param>
    /// <param name="inner">What went wrong.</param>
    public SneException Unreadable(string what, Exception? inner = null) =>
        new(SneError.InvalidFile, $"The column '{Name}' of the Parquet file cannot be read: {what.TrimEnd('.')}.", column: Name, innerException: inner);
}
