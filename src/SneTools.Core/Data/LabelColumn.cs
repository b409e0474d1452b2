namespace SneTools;

/// <summary>A column that rides along with the data and is not embedded.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Values">A text for every row; null where the cell was empty.</param>
public sealed record LabelColumn(string Name, IReadOnlyList<string?> Values)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
