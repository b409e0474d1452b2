namespace SneTools;

/// <summary>Builds a data set row by row, deciding which columns are numbers.</summary>
/// <remarks>
/// A column that nobody named is embedded when at least half of its filled cells among the first thousand rows are
/// numbers; otherwise it rides along. From then on a cell of an embedded column that holds no finite number is handled
/// by the <see cref="MissingValuePolicy"/>. So a stray text in a column of numbers is an error that names its place, and
/// a column of names does not have to be excluded by hand.
/// </remarks>
public sealed class TableBuilder
{
    private const int ProbeRows = 1000;

    private readonly ColumnSelection _selection;
    private readonly MissingValuePolicy _policy;
    private readonly ColumnRole[] _roles;
    private readonly List<Cell[]> _probe = [];
    private readonly List<string?>[] _labels;
    private readonly List<int> _droppedRows = [];
    private readonly List<double[]> _rows = [];
    private int[] _slots = [];
    private int _width;
    private bool _isDecided;
    private int _count;
    private bool _hasGaps;

    /// <summary>Creates an empty table.</summary>
    /// <param name="columns">The column names, each different from the others.</param>
    /// <param name="selection">Which columns are embedded, ride along or are left out.</param>
    /// <param name="policy">What to do with cells that hold no finite number.</param>
    /// <exception cref="SneException">A name occurs twice, or a column asked for does not exist.</exception>
    public TableBuilder(IReadOnlyList<string> columns, ColumnSelection selection, MissingValuePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(selection);
        string? twice = columns.GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(group => group.Count() > 1)?.Key;
        if (twice is not null)
            throw new SneException(SneError.DuplicateColumn, $"There are two columns named '{twice}'.", column: twice);
        Columns = columns;
        _selection = selection;
        _policy = policy;
        _roles = selection.Assign(columns);
        _labels = [.. columns.Select(_ => new List<string?>())];
    }

    /// <summary>The column names.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Number of rows added, dropped ones included.</summary>
    public int Count => _count;

    /// <summary>False for a column that is left out, whose cells need not be read.</summary>
    /// <param name="column">The column, counted from 0.</param>
    public bool IsUsed(int column) => _roles[column] != ColumnRole.Excluded;

    /// <summary>Adds a row.</summary>
    /// <param name="cells">A cell for every column. Those of columns that are left out are not looked at.</param>
    /// <exception cref="SneException">The row has too few or too many cells, or one that the policy refuses.
    /// </exception>
    public void Add(ReadOnlySpan<Cell> cells)
    {
        if (cells.Length != Columns.Count)
            throw Refusal.Ragged(_count + 1, cells.Length, Columns.Count);
        if (_isDecided)
        {
            Store(cells);
            return;
        }

        _probe.Add(cells.ToArray());
        _count++;
        if (_probe.Count == ProbeRows)
            Decide();
    }

    /// <summary>Makes the data set of the rows added.</summary>
    /// <exception cref="SneException">There are no rows, no numeric columns, or no row is left.</exception>
    public Dataset Build()
    {
        if (_count == 0)
            throw Refusal.Empty(string.Empty);
        if (!_isDecided)
            Decide();
        if (_rows.Count == 0)
            throw Refusal.AllDropped(_count);
        int[] numeric = [.. Enumerable.Range(0, Columns.Count).Where(c => _roles[c] == ColumnRole.Numeric)];
        var values = new Matrix(_rows.Count, numeric.Length);
        for (int i = 0; i < _rows.Count; i++)
            _rows[i].CopyTo(values.Row(i));
        string[] names = [.. numeric.Select(c => Columns[c])];
        int replaced = _hasGaps ? MissingCells.FillWithMeans(values, names) : 0;
        IReadOnlyList<LabelColumn> labels =
        [
            .. Enumerable.Range(0, Columns.Count)
                .Where(c => _roles[c] == ColumnRole.Label)
                .Select(c => new LabelColumn(Columns[c], _labels[c]))
        ];
        return new Dataset(values, names, _selection.Order(labels), _droppedRows, replaced);
    }

    private void Decide()
    {
        for (int c = 0; c < Columns.Count; c++)
        {
            if (_roles[c] == ColumnRole.Undecided)
                _roles[c] = LooksNumeric(c) ? ColumnRole.Numeric : ColumnRole.Label;
            else if (_roles[c] == ColumnRole.Unselected)
                _roles[c] = LooksNumeric(c) ? ColumnRole.Excluded : ColumnRole.Label;
        }

        _slots = new int[Columns.Count];
        for (int c = 0; c < Columns.Count; c++)
            _slots[c] = _roles[c] == ColumnRole.Numeric ? _width++ : -1;
        if (_width == 0)
            throw Refusal.NoNumericColumn(Columns);
        _isDecided = true;
        _count = 0;
        foreach (Cell[] row in _probe)
            Store(row);
        _probe.Clear();
    }

    private bool LooksNumeric(int column)
    {
        int numbers = 0;
        int filled = 0;
        foreach (Cell[] row in _probe)
        {
            filled += row[column].IsEmpty ? 0 : 1;
            numbers += row[column].IsNumber ? 1 : 0;
        }

        return numbers > 0 && 2 * numbers >= filled;
    }

    private void Store(ReadOnlySpan<Cell> cells)
    {
        int row = _count++;
        var numbers = new double[_width];
        bool hasGap = false;
        for (int c = 0; c < cells.Length; c++)
        {
            if (_slots[c] < 0)
                continue;
            numbers[_slots[c]] = cells[c].Number;
            if (double.IsFinite(cells[c].Number))
                continue;
            if (cells[c].IsAbsent)
                throw Refusal.MissingColumn(row + 1, Columns[c]);
            if (_policy == MissingValuePolicy.Error)
                throw Refusal.Of(cells[c], row + 1, Columns[c]);
            hasGap = true;
        }

        if (_policy == MissingValuePolicy.Drop && hasGap)
        {
            _droppedRows.Add(row);
            return;
        }

        _hasGaps |= hasGap;
        _rows.Add(numbers);
        for (int c = 0; c < cells.Length; c++)
        {
            if (_roles[c] == ColumnRole.Label)
                _labels[c].Add(cells[c].AsText());
        }
    }
}
