namespace SneTools;

/// <summary>What became of the numbers of rows before distances were taken between them, so that other rows can be prepared alike.</summary>
internal interface IRowPreparation
{
    /// <summary>The columns that rows must have, in order: the names of h numbers.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Those of the columns that come from one column of the source together.</summary>
    IReadOnlyList<ColumnGroup> Groups { get; }
}
