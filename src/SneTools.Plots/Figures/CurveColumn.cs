namespace SneTools.Plots;

/// <summary>A column of a table of which curves are drawn.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Texts">A text for every row; null where the cell is empty.</param>
/// <param name="Numbers">The number of every row; NaN where it has none.</param>
public sealed record CurveColumn(string Name, IReadOnlyList<string?> Texts, IReadOnlyList<double> Numbers);
