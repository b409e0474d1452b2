namespace SneTools;

/// <summary>Neighboring columns of a data set that come from one column of the source.</summary>
/// <param name="Name">The name of that column.</param>
/// <param name="First">The first of them, counted from 0.</param>
/// <param name="Count">How many.</param>
/// <param name="Kind">What the cells of that column are.</param>
internal sealed record ColumnGroup(string Name, int First, int Count, ColumnKind Kind)
{
    /// <summary>The name of an element of a column: embedding[1], species[setosa].</summary>
    public static string ElementName(string column, string element) => $"{column}[{element}]";
}
