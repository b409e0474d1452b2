namespace SneTools;

/// <summary>What to do with a cell of a numeric column that holds no finite number.</summary>
public enum MissingValuePolicy
{
    /// <summary>Refuse the data, naming row and column.</summary>
    Error,

    /// <summary>Leave out the row.</summary>
    Drop,

    /// <summary>Put the mean of the column's other values in its place.</summary>
    Mean,
}
