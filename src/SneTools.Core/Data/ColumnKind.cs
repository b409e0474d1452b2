namespace SneTools;

/// <summary>What the numbers of a column come from.</summary>
internal enum ColumnKind
{
    /// <summary>Each cell is a number.</summary>
    Number,

    /// <summary>Each cell is a vector of as many numbers.</summary>
    Vector,

    /// <summary>Each cell is one of a few values, each of which has a column of its own.</summary>
    Category,

    /// <summary>Each cell is a date or a time.</summary>
    Date,

    /// <summary>Each cell is true or false.</summary>
    Truth,
}
