namespace SneTools;

/// <summary>The cells of a data set by the names of columns, whatever became of these when it was read: numbers, or a column that rides along.
/// </summary>
internal sealed class DatasetCells
{
    private readonly Dataset _data;
    private readonly Source[] _sources;

    /// <summary>Looks columns up.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="names">The columns' names.</param>
    public DatasetCells(Dataset data, IReadOnlyList<string> names)
    {
        _data = data;
        var known = new Dictionary<string, Source>(StringComparer.OrdinalIgnoreCase);
        foreach (LabelColumn label in data.Labels)
            known.TryAdd(label.Name, new Source(-1, 0, label));
        for (int k = 0; k < data.Dimension;)
        {
            ColumnGroup? group = data.Groups.FirstOrDefault(group => group.First == k && group.Count > 0);

            // What was read from the texts of a column has these beside it.
            if (group is null)
                known[data.Columns[k]] = new Source(k, 1, null);
            else if (group.Kind is ColumnKind.Vector or ColumnKind.Number)
                known[group.Name] = new Source(k, group.Kind == ColumnKind.Number ? 1 : -group.Count, null);
            k += group?.Count ?? 1;
        }

        _sources = [.. names.Select(name => known.TryGetValue(name, out Source source) || known.TryGetValue(name.Trim(), out source) ? source : new Source(-1, 0, null))];
    }

    /// <summary>The cells of a row.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="isNumber">True for a column whose number alone is asked for, not how it was written.</param>
    /// <param name="cells">A cell for every column.</param>
    public void Read(int row, Predicate<int> isNumber, Span<Cell> cells)
    {
        for (int c = 0; c < cells.Length; c++)
        {
            (int first, int count, LabelColumn? label) = _sources[c];
            cells[c] = label is not null ? Cell.FromText(label.Values[row])
                : first < 0 ? Cell.Absent
                : count < 0 ? Cell.FromVector(_data.Values.Row(row).Slice(first, -count).ToArray())
                : isNumber(c) ? Cell.FromNumber(_data.Values[row, first])
                : Cell.FromText(Text(row, first));
        }
    }

    private string Text(int row, int column)
    {
        double number = _data.Values[row, column];
        return _data.Spellings.TryGetValue(_data.Columns[column], out NumberTexts? spelling) && !spelling.IsLost ? spelling.Text(row, number) : Cell.Format(number);
    }

    /// <summary>Where a column is.</summary>
    /// <param name="First">The first of its numbers in a row; -1 if it has none.</param>
    /// <param name="Count">1 for a number, minus the length of a vector.</param>
    /// <param name="Label">Its texts.</param>
    private readonly record struct Source(int First, int Count, LabelColumn? Label);
}
