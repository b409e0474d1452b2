namespace SneTools;

/// <summary>What became of a column of the source.</summary>
public enum ColumnUse
{
    /// <summary>Its numbers were embedded.</summary>
    Embedded,

    /// <summary>It rode along as a label.</summary>
    Label,

    /// <summary>It was left out.</summary>
    LeftOut,
}
