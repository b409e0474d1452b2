namespace SneTools;

/// <summary>The columns that rows must have to become numbers like those of other rows, whatever their order and whatever else they have.</summary>
internal sealed class InputColumns
{
    /// <summary>The most categories that a message names.</summary>
    private const int MostNamed = 10;

    private readonly MissingValuePolicy _policy;
    private readonly double[] _means;
    private readonly Column[] _columns;

    /// <summary>Takes over what the other rows had.</summary>
    /// <param name="columns">The names of h numbers.</param>
    /// <param name="groups">Those of them that come from one column of the source together.</param>
    /// <param name="policy">What to do with a cell that holds no finite number, or a category that the other rows did not have.</param>
    /// <param name="means">The means of the h numbers over the other rows, which take the place of missing ones.</param>
    public InputColumns(IReadOnlyList<string> columns, IReadOnlyList<ColumnGroup> groups, MissingValuePolicy policy, double[] means)
    {
        _policy = policy;
        _means = means;
        Width = columns.Count;
        var found = new List<Column>();
        for (int k = 0; k < columns.Count;)
        {
            ColumnGroup group = groups.FirstOrDefault(group => group.First == k && group.Count > 0) ?? new ColumnGroup(columns[k], k, 1, ColumnKind.Number);
            found.Add(new Column(group, group.Kind == ColumnKind.Category ? Places(columns, group) : null));
            k += group.Count;
        }

        _columns = [.. found];
        Names = [.. found.Select(column => column.Group.Name)];
    }

    /// <summary>Numbers that a row becomes, h.</summary>
    public int Width { get; }

    /// <summary>The names of the columns of the source.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Number of cells that got the mean of their column.</summary>
    public int ReplacedCells { get; private set; }

    /// <summary>Number of rows that were left out.</summary>
    public int DroppedRows { get; private set; }

    /// <summary>True for a column of single numbers.</summary>
    /// <param name="column">Which of <see cref="Names"/>.</param>
    public bool IsNumber(int column) => _columns[column].Group.Kind == ColumnKind.Number;

    /// <summary>What the cells of a column are.</summary>
    /// <param name="column">Which of <see cref="Names"/>.</param>
    public ColumnKind KindOf(int column) => _columns[column].Group.Kind;

    /// <summary>Numbers that a cell of a column becomes.</summary>
    /// <param name="column">Which of <see cref="Names"/>.</param>
    public int WidthOf(int column) => _columns[column].Group.Count;

    /// <summary>The place of a column among others: by its name, or its name without the blanks around it.</summary>
    /// <param name="column">Which of <see cref="Names"/>.</param>
    /// <param name="others">The names of the others.</param>
    /// <returns>-1 if it is not there.</returns>
    public int Find(int column, IReadOnlyList<string> others)
    {
        int place = IndexOf(others, Names[column]);
        return place >= 0 ? place : IndexOf(others, Names[column].Trim());
    }

    /// <summary>The column that is found by a name.</summary>
    /// <param name="name">A name of the source.</param>
    /// <returns>Which of <see cref="Names"/>; -1 if none is.</returns>
    public int Find(string name)
    {
        int column = IndexOf(Names, name);
        return column >= 0 ? column : IndexOf([.. Names.Select(own => own.Trim())], name);
    }

    /// <summary>Puts the means of the other rows in the place of what is missing in a cell.</summary>
    /// <param name="column">Which of <see cref="Names"/>.</param>
    /// <param name="cell">Its numbers, NaN where one is missing.</param>
    /// <returns>True if one was.</returns>
    public bool Fill(int column, Span<double> cell)
    {
        if (MissingCells.IndexOf(cell) < 0)
            return false;
        int first = _columns[column].Group.First;
        for (int k = 0; k < cell.Length; k++)
        {
            if (!double.IsFinite(cell[k]))
                cell[k] = _means[first + k];
        }

        return true;
    }

    /// <summary>Turns a row into numbers.</summary>
    /// <param name="cells">A cell for each of <see cref="Names"/>, absent where the row lacks the column.</param>
    /// <param name="row">Number of the row, from 1, for messages.</param>
    /// <param name="target">h numbers, overwritten.</param>
    /// <returns>False if the row is to be left out.</returns>
    /// <exception cref="SneException"><see cref="SneError.ColumnNotFound"/>: the row lacks a column; or a cell is refused.</exception>
    public bool TryRead(ReadOnlySpan<Cell> cells, int row, Span<double> target)
    {
        int replaced = 0;
        for (int c = 0; c < _columns.Length; c++)
        {
            ColumnGroup group = _columns[c].Group;
            if (cells[c].IsAbsent)
                throw Lacks(group.Name, row);
            Span<double> own = target.Slice(group.First, group.Count);
            if (TryRead(cells[c], _columns[c], row, own))
                continue;
            if (_policy == MissingValuePolicy.Error)
                throw Refuse(cells[c], _columns[c], row, own);
            if (_policy == MissingValuePolicy.Drop)
            {
                DroppedRows++;
                return false;
            }

            for (int k = 0; k < own.Length; k++)
            {
                if (group.Kind != ColumnKind.Vector || !double.IsFinite(own[k]))
                    own[k] = _means[group.First + k];
            }

            replaced++;
        }

        ReplacedCells += replaced;
        return true;
    }

    /// <summary>Says that no row has a column.</summary>
    /// <param name="column">Which of <see cref="Names"/>.</param>
    /// <param name="others">The columns that there are.</param>
    public SneException Lacks(int column, IReadOnlyList<string> others)
    {
        SneException none = Refusal.NoSuchColumn(Names[column], others);
        return new SneException(none.Error, $"{none.Message} The rows of the model have it, and rows to add need all columns that were embedded, in any order.", column: Names[column]);
    }

    /// <summary>Says that a row lacks a column.</summary>
    /// <param name="name">The column.</param>
    /// <param name="row">Number of the row, from 1.</param>
    public static SneException Lacks(string name, int row) => new(
        SneError.ColumnNotFound,
        $"Row {row} has no column '{Refusal.Shorten(name)}', which the rows of the model have. Rows to add need all columns that were embedded, in any order.",
        row,
        name);

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (int k = 0; k < names.Count; k++)
        {
            if (names[k].Equals(name, StringComparison.OrdinalIgnoreCase))
                return k;
        }

        return -1;
    }

    private static Dictionary<string, int> Places(IReadOnlyList<string> columns, ColumnGroup group)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int k = 0; k < group.Count; k++)
            places[columns[group.First + k][(group.Name.Length + 1)..^1]] = k;
        return places;
    }

    /// <returns>False if the cell says nothing; what a vector lacks is NaN.</returns>
    private static bool TryRead(Cell cell, Column column, int row, Span<double> target)
    {
        ColumnGroup group = column.Group;
        switch (group.Kind)
        {
            case ColumnKind.Number:
                target[0] = cell.Number;
                return cell.IsNumber && double.IsFinite(cell.Number);
            case ColumnKind.Category:
                target.Clear();
                if (cell.AsText() is not { } text || !column.Places!.TryGetValue(text, out int place))
                    return false;
                target[place] = 1;
                return true;
            case ColumnKind.Vector:
                target.Fill(double.NaN);
                if (!cell.TryGetVector(out double[]? vector) || vector.Length == 0)
                    return false;
                if (vector.Length != target.Length)
                    throw Refusal.VectorLength(row, group.Name, vector.Length, target.Length);
                vector.CopyTo(target);
                return MissingCells.IndexOf(target) < 0;
            default:
                return DerivedColumns.TryParse(cell.AsText(), group.Kind, out target[0]);
        }
    }

    private static SneException Refuse(Cell cell, Column column, int row, ReadOnlySpan<double> numbers)
    {
        ColumnGroup group = column.Group;
        if (group.Kind == ColumnKind.Category && !cell.IsEmpty)
        {
            string known = string.Join(", ", column.Places!.Keys.Take(MostNamed).Select(name => $"'{Refusal.Shorten(name)}'"));
            string more = group.Count > MostNamed ? $" and {group.Count - MostNamed} more" : string.Empty;
            return new SneException(
                SneError.UnknownCategory,
                $"Row {row}, column '{group.Name}': '{Refusal.Shorten(cell.AsText()!)}' is none of the categories that the model knows, {known}{more}.",
                row,
                group.Name);
        }

        int element = group.Kind == ColumnKind.Vector && !cell.IsEmpty ? MissingCells.IndexOf(numbers) : -1;
        if (element < 0 || numbers.ContainsAnyExcept(double.NaN) is false)
            return DerivedColumns.Refuse(cell, group.Kind, row, group.Name);
        Cell number = double.IsNaN(numbers[element]) ? Cell.Empty : Cell.FromNumber(numbers[element]);
        return DerivedColumns.Refuse(number, ColumnKind.Number, row, FormattableString.Invariant($"{group.Name}[{element + 1}]"));
    }

    /// <summary>A column of the source.</summary>
    /// <param name="Group">Its numbers.</param>
    /// <param name="Places">The place of every category.</param>
    private readonly record struct Column(ColumnGroup Group, Dictionary<string, int>? Places);
}
