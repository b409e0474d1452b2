namespace SneTools;

/// <summary>A row of a data set as its source had it: a vector is one value, and a category, a date or a truth the text that it was.</summary>
/// <remarks>It has no properties but its cells: in PowerShell these are its properties.</remarks>
public sealed class DatasetRow
{
    private readonly Dataset _data;
    private readonly int _index;

    internal DatasetRow(Dataset data, int index) => (_data, _index) = (data, index);

    /// <summary>The cell of a column: a double, an array of them, or a text; null where a text is missing.</summary>
    /// <param name="column">The column's name, in whatever case.</param>
    /// <exception cref="SneException"><see cref="SneError.ColumnNotFound"/>.</exception>
    public object? this[string column]
    {
        get
        {
            foreach ((string name, object? value) in Cells)
            {
                if (name.Equals(column, StringComparison.OrdinalIgnoreCase))
                    return value;
            }

            string[] names = [.. Names];
            throw new SneException(SneError.ColumnNotFound, $"There is no column '{column}'; the columns are {string.Join(", ", names.Take(10))}{(names.Length > 10 ? ", ..." : string.Empty)}.", _index + 1, column);
        }
    }

    /// <summary>The row's numbers as they are embedded: h of them.</summary>
    public double[] ToArray() => Slice(0, _data.Dimension);

    /// <summary>The data set that it is a row of.</summary>
    internal Dataset Data => _data;

    /// <summary>The names of the columns: those of numbers, then those that ride along.</summary>
    internal IEnumerable<string> Names => Cells.Select(cell => cell.Key);

    /// <summary>The columns with their values.</summary>
    internal IEnumerable<KeyValuePair<string, object?>> Cells
    {
        get
        {
            Dictionary<int, ColumnGroup> groups = _data.GroupsByColumn;
            for (int k = 0; k < _data.Dimension;)
            {
                if (!groups.TryGetValue(k, out ColumnGroup? group))
                    yield return new KeyValuePair<string, object?>(_data.Columns[k], _data.Values[_index, k]);
                else if (group.Kind == ColumnKind.Vector)
                    yield return new KeyValuePair<string, object?>(group.Name, Slice(k, group.Count));
                k += group?.Count ?? 1;
            }

            foreach (LabelColumn label in _data.Labels)
                yield return new KeyValuePair<string, object?>(label.Name, label.Values[_index]);
        }
    }

    private double[] Slice(int first, int count)
    {
        var numbers = new double[_data.Dimension];
        _data.Values.ReadRow(_index).CopyTo(numbers);
        return numbers[first..(first + count)];
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"row {_index} of {_data}");
}
