namespace SneTools;

/// <summary>Builds a data set row by row, deciding which columns are numbers.</summary>
/// <remarks>
/// A column that nobody named is embedded when at least half of its filled cells among the first thousand rows are
/// numbers; otherwise it rides along. From then on a cell of an embedded column that holds no finite number is handled
/// by the <see cref="MissingValuePolicy"/>. So a stray text in a column of numbers is an error that names its place, and
/// a column of names does not have to be excluded by hand.
/// </remarks>
internal sealed class TableBuilder
{
    private const int ProbeRows = 1000;

    /// <summary>Numbers in a block, if a row has not more: half a megabyte.</summary>
    private const int BlockLength = 1 << 16;

    private readonly ColumnSelection _selection;
    private readonly MissingValuePolicy _policy;
    private readonly ColumnRole[] _roles;
    private readonly List<Cell[]> _probe = [];
    private readonly List<string?>[] _labels;
    private readonly List<int> _droppedRows = [];
    private readonly List<double[]?> _blocks = [];
    private readonly List<string> _warnings = [];
    private int[] _numeric = [];
    private int[] _labeled = [];
    private int _rowsOfBlock;
    private int _stored;
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
        ColumnNames.RequireDistinct(columns);
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

    /// <summary>True once it is known which columns are numbers: after a thousand rows.</summary>
    public bool IsDecided { get; private set; }

    /// <summary>False for a column that is left out, whose cells need not be read.</summary>
    /// <param name="column">The column, counted from 0.</param>
    public bool IsUsed(int column) => _roles[column] != ColumnRole.Excluded;

    /// <summary>Number of rows, if it is known beforehand: then they need no second place while they are put together. Fewer or more are no
    /// error.</summary>
    public int ExpectedRows { get; init; }

    /// <summary>Notes what a user should know about the reading.</summary>
    /// <param name="sentence">A whole sentence.</param>
    public void Warn(string sentence) => _warnings.Add(sentence);

    /// <summary>Adds a row.</summary>
    /// <param name="cells">A cell for every column. Those of columns that are left out are not looked at.</param>
    /// <exception cref="SneException">The row has too few or too many cells, or one that the policy refuses.
    /// </exception>
    public void Add(ReadOnlySpan<Cell> cells) => Add(new CellSpan(cells));

    /// <summary>Adds a row.</summary>
    /// <param name="row">A cell for every column. Those of columns that are left out are not looked at.</param>
    /// <exception cref="SneException">The row has too few or too many cells, or one that the policy refuses.
    /// </exception>
    public void Add<TRow>(TRow row)
        where TRow : ICellRow, allows ref struct
    {
        if (row.Count != Columns.Count)
            throw Refusal.Ragged(_count + 1, row.Count, Columns.Count);
        if (IsDecided)
        {
            Store(row);
            return;
        }

        var cells = new Cell[row.Count];
        for (int c = 0; c < cells.Length; c++)
            cells[c] = IsUsed(c) ? row.Cell(c) : Cell.Empty;
        _probe.Add(cells);
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
        if (!IsDecided)
            Decide();
        if (_stored == 0)
            throw Refusal.AllDropped(_count);
        Matrix values = Join();
        string[] names = [.. _numeric.Select(c => Columns[c])];
        int replaced = _hasGaps ? MissingCells.FillWithMeans(values, names) : 0;
        LabelColumn[] labels = [.. _labeled.Select(c => new LabelColumn(Columns[c], _labels[c]))];
        return new Dataset(values, names, _selection.Order(labels), _droppedRows, replaced) { Warnings = _warnings.ToArray() };
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

        _numeric = [.. Enumerable.Range(0, Columns.Count).Where(c => _roles[c] == ColumnRole.Numeric)];
        _labeled = [.. Enumerable.Range(0, Columns.Count).Where(c => _roles[c] == ColumnRole.Label)];
        if (_numeric.Length == 0)
            throw Refusal.NoNumericColumn(Columns);
        _rowsOfBlock = Math.Max(Math.Max(1, BlockLength / _numeric.Length), Math.Min(ExpectedRows, Array.MaxLength / _numeric.Length));
        IsDecided = true;
        _count = 0;
        foreach (Cell[] row in _probe)
            Store(new CellSpan(row));
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

    private void Store<TRow>(TRow row)
        where TRow : ICellRow, allows ref struct
    {
        int index = _count++;
        Span<double> numbers = NextRow();
        bool hasGap = false;
        for (int k = row.TryGetNumbers(_numeric, numbers, 0); k < numbers.Length; k = row.TryGetNumbers(_numeric, numbers, k + 1))
        {
            RefuseGap(row.Cell(_numeric[k]), index + 1, Columns[_numeric[k]]);
            numbers[k] = double.NaN;
            hasGap = true;
        }

        if (_policy == MissingValuePolicy.Drop && hasGap)
        {
            _droppedRows.Add(index);
            return;
        }

        _hasGaps |= hasGap;
        _stored++;
        foreach (int c in _labeled)
            _labels[c].Add(row.Cell(c).AsText());
    }

    private void RefuseGap(Cell cell, int row, string column)
    {
        if (cell.IsAbsent)
            throw Refusal.MissingColumn(row, column);
        if (_policy == MissingValuePolicy.Error)
            throw Refusal.Of(cell, row, column);
    }

    /// <summary>The place of the row that is stored next.</summary>
    private Span<double> NextRow()
    {
        (int block, int row) = Math.DivRem(_stored, _rowsOfBlock);
        if (block == _blocks.Count)
            _blocks.Add(new double[_rowsOfBlock * _numeric.Length]);
        return _blocks[block].AsSpan(row * _numeric.Length, _numeric.Length);
    }

    /// <summary>All rows in one matrix. A block is let go when it is copied: there is no need for all of them beside the matrix.</summary>
    private Matrix Join()
    {
        if (_blocks is [{ } whole] && whole.Length == (long)_stored * _numeric.Length)
            return new Matrix(_stored, _numeric.Length, whole);
        var values = new Matrix(_stored, _numeric.Length);
        Span<double> rest = values.Values;
        for (int block = 0; block < _blocks.Count; block++)
        {
            ReadOnlySpan<double> numbers = _blocks[block];
            numbers = numbers[..Math.Min(numbers.Length, rest.Length)];
            numbers.CopyTo(rest);
            rest = rest[numbers.Length..];
            _blocks[block] = null;
        }

        return values;
    }

    private readonly ref struct CellSpan(ReadOnlySpan<Cell> cells) : ICellRow
    {
        private readonly ReadOnlySpan<Cell> _cells = cells;

        public int Count => _cells.Length;

        public Cell Cell(int column) => _cells[column];

        public bool TryGetNumber(int column, out double number)
        {
            number = _cells[column].Number;
            return _cells[column].IsNumber;
        }

        public int TryGetNumbers(ReadOnlySpan<int> columns, Span<double> numbers, int from) => ICellRow.TryGetEach(this, columns, numbers, from);
    }
}
