namespace SneTools;

/// <summary>Builds a data set row by row, deciding which columns are numbers.</summary>
/// <remarks>
/// A column that nobody named is embedded when at least half of its cells among the first thousand rows are filled, and at least half of
/// these hold numbers, or vectors; otherwise it rides along. From then on a cell of an embedded column that holds no finite number is handled
/// by the <see cref="MissingValuePolicy"/>. So a stray text in a column of numbers is an error that names its place, and
/// a column of names does not have to be excluded by hand.
/// In batches the same rows decide everything, before the first batch is cut: also what looks like a row index, which otherwise all rows decide.
/// </remarks>
internal sealed class TableBuilder
{
    /// <summary>The rows that decide what a column is.</summary>
    internal const int ProbeRows = 1000;

    /// <summary>The most rows of a source, which are counted by an int.</summary>
    private const int MostRows = int.MaxValue - 1;

    /// <summary>Numbers in a batch for which room is made at once: 32 MB.</summary>
    private const int BatchLength = 1 << 22;

    private readonly ColumnSelection _selection;
    private readonly MissingValuePolicy _policy;
    private readonly DatasetBatches _batches;
    private readonly ColumnPlan[] _plans;
    private readonly List<Cell[]> _probe = [];
    private readonly List<string> _warnings = [];

    /// <summary>Columns that were empty in the rows that decide: how many filled cells there are further on, and how many hold numbers.</summary>
    private readonly Dictionary<int, (int Filled, int Numbers)> _empty = [];

    private TableLayout _layout = null!;
    private TableRows _rows = null!;
    private Dataset? _built;
    private int _batchRows;
    private int _deciding;

    /// <summary>The row, from 0, before which the batch at hand ends.</summary>
    private int _end;
    private int _count;

    /// <summary>Creates an empty table.</summary>
    /// <param name="columns">The column names, each different from the others.</param>
    /// <param name="selection">Which columns are embedded, ride along or are left out.</param>
    /// <param name="policy">What to do with cells that hold no finite number.</param>
    /// <param name="batches">Takes what is made of the rows; null where <see cref="Build"/> gives it.</param>
    /// <exception cref="SneException">A name occurs twice, or a column asked for does not exist.</exception>
    public TableBuilder(IReadOnlyList<string> columns, ColumnSelection selection, MissingValuePolicy policy, DatasetBatches? batches = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(selection);
        ColumnNames.RequireDistinct(columns);
        Columns = columns;
        _selection = selection;
        _policy = policy;
        _batches = batches ?? DatasetBatches.Whole(data => _built = data);
        ColumnRole[] roles = selection.Assign(columns);
        _plans = [.. columns.Select((name, c) => new ColumnPlan(name, roles[c]))];
    }

    /// <summary>The column names.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Number of rows of the source up to here: passed over, or added, dropped ones included.</summary>
    public int Count => _count;

    /// <summary>The first row, from 0, of the batch at hand.</summary>
    public int FirstRow => IsDecided ? _rows.FirstRow : Start;

    /// <summary>True once it is known which columns are numbers: after a thousand rows.</summary>
    public bool IsDecided { get; private set; }

    /// <summary>False for a column that is left out, whose cells need not be read.</summary>
    /// <param name="column">The column, counted from 0.</param>
    public bool IsUsed(int column) => _plans[column].Role != ColumnRole.Excluded;

    /// <summary>Number of rows, if it is known beforehand: then they need no second place while they are put together. Fewer or more are no
    /// error.</summary>
    public int ExpectedRows { get; init; }

    /// <summary>Rows of the source that are passed over before the first.</summary>
    public int Start
    {
        get;
        init => field = _count = value;
    }

    /// <summary>The decimal separator of the numbers' texts.</summary>
    public char DecimalSeparator { get; init; } = '.';

    /// <summary>True for a column, counted from 0, whose numbers are of single precision.</summary>
    public Predicate<int> IsSingle { get; init; } = _ => false;

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
        if (_count == MostRows)
            throw Refusal.TooManyRows(MostRows);
        if (row.Count != Columns.Count)
            throw Refusal.Ragged(_count + 1, row.Count, Columns.Count);
        if (!IsDecided && _selection.Inputs is not null)
            Decide();
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
        Finish();
        return _built!;
    }

    /// <summary>Gives away what is left once all rows are added: all of them, or the last batch.</summary>
    /// <exception cref="SneException">There are no rows, no numeric columns, or no row is left.</exception>
    public void Finish()
    {
        if (_count == Start)
            throw Start == 0 ? Refusal.Empty(string.Empty) : Refusal.NoneBehind(Start);
        if (!IsDecided)
            Decide();
        if (_count > _rows.FirstRow)
            Give();
        RefuseLate();
        _batches.RequireAny();
        _batches.Warnings.AddRange(_warnings);
    }

    private void Decide()
    {
        var cells = new Cell[_probe.Count];
        for (int c = 0; c < _plans.Length; c++)
        {
            for (int i = 0; i < cells.Length; i++)
                cells[i] = _probe[i][c];
            if (_selection.Inputs is { } inputs)
                _plans[c].Decide(inputs);
            else
                _plans[c].Decide(c, cells, _selection);
        }

        _layout = new TableLayout(_plans) { Start = Start };
        if (_layout.Numeric.Length == 0 && _selection.Inputs is null && !_selection.IsAutoCategorical && !Array.Exists(_plans, plan => plan.IsEmbedded))
            throw Refusal.NoNumericColumn(Columns, [.. _plans.Select(plan => plan.Reason)]);
        foreach (int c in _layout.Texted.Where(c => _plans[c] is { IsGuess: true, Reason: ColumnReason.Empty }))
            _empty.Add(c, default);
        if (!_batches.IsWhole)
            Settle();
        IsDecided = true;
        _count = Start;
        Begin();
        foreach (Cell[] row in _probe)
            Store(new CellSpan(row));
        _probe.Clear();
    }

    /// <summary>Decides as well, by the same rows, what is otherwise decided by all.</summary>
    private void Settle()
    {
        _deciding = _probe.Count;
        _batchRows = int.MaxValue;
        _count = Start;
        Begin();
        foreach (Cell[] row in _probe)
            _rows.Add(new CellSpan(row), ++_count);
        if (_rows.Count > 0)
            Draft(_rows).FindRowIndexes();
        _batchRows = _batches.RowsOf(_layout.Width);
    }

    /// <summary>Begins a batch behind the rows that there are.</summary>
    private void Begin()
    {
        if (_batches.IsWhole)
            _batchRows = int.MaxValue;
        foreach (int c in _layout.Numeric)
            _plans[c].Spelling = _selection.Inputs is not null ? NumberTexts.None : DecimalSeparator != '.' || IsSingle(c) ? new NumberTexts(DecimalSeparator, IsSingle(c)) : null;
        int expected = (long)_batchRows * _layout.Width <= BatchLength ? _batchRows : ExpectedRows;
        _rows = new TableRows(_layout, new NumberBlocks(_layout.Width, expected, _batchRows), _policy, _count, _deciding);
        _end = (int)Math.Min(int.MaxValue, (long)_count + _batchRows);
    }

    private void Store<TRow>(TRow row)
        where TRow : ICellRow, allows ref struct
    {
        _rows.Add(row, ++_count);
        if (_count != _end)
            return;
        Give();
        Begin();
    }

    /// <summary>Gives away the rows at hand.</summary>
    private void Give()
    {
        if (_rows.Count == 0)
        {
            _batches.Skip(_count, _rows.DroppedRows);
            return;
        }

        LookAtEmpty();
        if (_batches.IsWhole)
            RefuseLate();
        Dataset data = Draft(_rows).Build();
        _warnings.Clear();
        _batches.Take(data);
    }

    private DatasetDraft Draft(TableRows rows)
    {
        for (int c = 0; c < _plans.Length; c++)
            _plans[c].Texts = rows.Texts(c);
        return new DatasetDraft(_plans, rows.TakeNumbers(), _selection, rows.HasGaps || _selection.IsAutoCategorical ? _policy : MissingValuePolicy.Error)
        {
            FirstRow = rows.FirstRow,
            IsSettled = !_batches.IsWhole,
            IsFirst = _batches.IsUntouched,
            DroppedRows = rows.DroppedRows,
            Warnings = _warnings.ToArray(),
        };
    }

    /// <summary>Counts what is in columns that were empty in the rows that decide.</summary>
    private void LookAtEmpty()
    {
        foreach (int c in _empty.Keys)
        {
            Cell[] cells = [.. _rows.Texts(c)!.Where(text => text is not null).Select(Cell.FromText)];
            if (cells.Length == 0)
                continue;
            (int filled, int numbers) = _empty[c];
            _empty[c] = (filled, numbers) = (filled + cells.Length, numbers + cells.Count(cell => cell.IsNumber));
            if (_batches.IsWhole)
                _plans[c].Reason = 2 * numbers >= filled ? ColumnReason.Missing : ColumnReason.OfTexts(cells);
        }
    }

    /// <summary>If columns that were empty in the rows that decide hold numbers further on, the rows that lack them are to blame.</summary>
    private void RefuseLate()
    {
        foreach ((int c, (int filled, int numbers)) in _empty)
        {
            if (filled > 0 && 2 * numbers >= filled && _layout.FirstAbsent.TryGetValue(c, out int row))
                throw Refusal.MissingColumn(row, Columns[c]);
        }
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

        public bool IsPlain(int column, double number) => _cells[column].IsPlain;

        public int TryGetNumbers(ReadOnlySpan<int> columns, Span<double> numbers, int from, List<int> spelled) => ICellRow.TryGetEach(this, columns, numbers, from, spelled);
    }
}
