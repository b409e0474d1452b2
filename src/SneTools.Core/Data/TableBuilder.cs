using System.Globalization;

namespace SneTools;

/// <summary>Builds a data set row by row, deciding which columns are numbers.</summary>
/// <remarks>
/// A column that nobody named is embedded when at least half of its cells among the first thousand rows are filled, and at least half of
/// these hold numbers, or vectors; otherwise it rides along. From then on a cell of an embedded column that holds no finite number is handled
/// by the <see cref="MissingValuePolicy"/>. So a stray text in a column of numbers is an error that names its place, and
/// a column of names does not have to be excluded by hand.
/// </remarks>
internal sealed class TableBuilder
{
    /// <summary>The rows that decide what a column is.</summary>
    internal const int ProbeRows = 1000;

    /// <summary>Numbers in a block, if a row has not more: half a megabyte.</summary>
    private const int BlockLength = 1 << 16;

    private readonly ColumnSelection _selection;
    private readonly MissingValuePolicy _policy;
    private readonly ColumnPlan[] _plans;
    private readonly List<Cell[]> _probe = [];
    private readonly List<string?>?[] _texts;
    private readonly List<int> _droppedRows = [];
    private readonly List<double[]?> _blocks = [];
    private readonly List<string> _warnings = [];

    /// <summary>The first row, from 1, that lacks a column of texts.</summary>
    private readonly Dictionary<int, int> _firstAbsent = [];

    /// <summary>Columns of numbers, and where their numbers begin in a row.</summary>
    private int[] _numeric = [];
    private int[] _offsets = [];
    private int[] _texted = [];
    private int _width;

    /// <summary>Columns whose numbers are not written, in the row at hand, as SneTools writes them.</summary>
    private readonly List<int> _spelled = [];
    private long _keptCharacters;
    private bool _hasVectors;
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
        ColumnRole[] roles = selection.Assign(columns);
        _plans = [.. columns.Select((name, c) => new ColumnPlan(name, roles[c]))];
        _texts = new List<string?>?[columns.Count];
    }

    /// <summary>The column names.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Number of rows added, dropped ones included.</summary>
    public int Count => _count;

    /// <summary>True once it is known which columns are numbers: after a thousand rows.</summary>
    public bool IsDecided { get; private set; }

    /// <summary>False for a column that is left out, whose cells need not be read.</summary>
    /// <param name="column">The column, counted from 0.</param>
    public bool IsUsed(int column) => _plans[column].Role != ColumnRole.Excluded;

    /// <summary>Number of rows, if it is known beforehand: then they need no second place while they are put together. Fewer or more are no
    /// error.</summary>
    public int ExpectedRows { get; init; }

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
        foreach (int c in _texted)
            _plans[c].Texts = _texts[c];
        DecideLate();
        return new DatasetDraft(_plans, Join(), _selection, _hasGaps || _selection.IsAutoCategorical ? _policy : MissingValuePolicy.Error)
        {
            DroppedRows = _droppedRows,
            Warnings = _warnings,
        }.Build();
    }

    private void Decide()
    {
        var cells = new Cell[_probe.Count];
        for (int c = 0; c < _plans.Length; c++)
        {
            for (int i = 0; i < cells.Length; i++)
                cells[i] = _probe[i][c];
            _plans[c].Decide(c, cells, _selection);
        }

        _numeric = [.. Enumerable.Range(0, _plans.Length).Where(c => _plans[c].Role == ColumnRole.Numeric)];
        _texted = [.. Enumerable.Range(0, _plans.Length).Where(c => _plans[c].Role is ColumnRole.Label or ColumnRole.Categorical or ColumnRole.Date)];
        foreach (int c in _texted)
            _texts[c] = [];
        if (_numeric.Length == 0 && !_selection.IsAutoCategorical && !Array.Exists(_plans, plan => plan.IsEmbedded))
            throw Refusal.NoNumericColumn(Columns, [.. _plans.Select(plan => plan.Reason)]);
        _offsets = new int[_numeric.Length];
        foreach (int k in Enumerable.Range(0, _numeric.Length))
        {
            _offsets[k] = _width;
            if (DecimalSeparator != '.' || IsSingle(_numeric[k]))
                _plans[_numeric[k]].Spelling = new NumberTexts(DecimalSeparator, IsSingle(_numeric[k]));
            _width += _plans[_numeric[k]].Width;
        }

        _hasVectors = Array.Exists(_numeric, c => _plans[c].Kind == ColumnKind.Vector);
        _rowsOfBlock = Math.Max(Math.Max(1, BlockLength / Math.Max(1, _width)), Math.Min(ExpectedRows, Array.MaxLength / Math.Max(1, _width)));
        IsDecided = true;
        _count = 0;
        foreach (Cell[] row in _probe)
            Store(new CellSpan(row));
        _probe.Clear();
    }

    /// <summary>Columns that were empty in the rows that decide: if they hold numbers further on, the rows that lack them are to blame, or
    /// most of them are missing.</summary>
    private void DecideLate()
    {
        foreach (int c in _texted.Where(c => _plans[c] is { IsGuess: true, Reason: ColumnReason.Empty }))
        {
            Cell[] cells = [.. _texts[c]!.Where(text => text is not null).Select(Cell.FromText)];
            if (cells.Length == 0)
                continue;
            bool isNumeric = cells.Count(cell => cell.IsNumber) * 2 >= cells.Length;
            if (isNumeric && _firstAbsent.TryGetValue(c, out int row))
                throw Refusal.MissingColumn(row, Columns[c]);
            _plans[c].Reason = isNumeric ? ColumnReason.Missing : ColumnReason.OfTexts(cells);
        }
    }

    private void Store<TRow>(TRow row)
        where TRow : ICellRow, allows ref struct
    {
        int index = _count++;
        _spelled.Clear();
        Span<double> numbers = NextRow();
        bool hasGap = _hasVectors ? StoreVectors(row, numbers) : StoreNumbers(row, numbers);
        foreach (int c in _texted)
        {
            Cell cell = row.Cell(c);
            hasGap |= IsGap(cell, _plans[c]);
            if (cell.IsAbsent)
                _firstAbsent.TryAdd(c, _count);
        }

        if (_policy == MissingValuePolicy.Drop && hasGap)
        {
            _droppedRows.Add(index);
            return;
        }

        _hasGaps |= hasGap;
        foreach (int k in _spelled)
        {
            if (_plans[_numeric[k]].Spelling is not { IsLost: true })
                KeepText(k, numbers[_offsets[k]], row.Cell(_numeric[k]).AsText()!);
        }

        _stored++;
        foreach (int c in _texted)
            _texts[c]!.Add(row.Cell(c).AsText());
    }

    /// <returns>True if a number is missing; NaN stands in its place.</returns>
    private bool StoreNumbers<TRow>(TRow row, Span<double> numbers)
        where TRow : ICellRow, allows ref struct
    {
        bool hasGap = false;
        for (int k = row.TryGetNumbers(_numeric, numbers, 0, _spelled); k < numbers.Length; k = row.TryGetNumbers(_numeric, numbers, k + 1, _spelled))
        {
            RefuseGap(row.Cell(_numeric[k]), Columns[_numeric[k]]);
            numbers[k] = double.NaN;
            hasGap = true;
        }

        return hasGap;
    }

    /// <returns>True if a number is missing; NaN stands in its place.</returns>
    private bool StoreVectors<TRow>(TRow row, Span<double> numbers)
        where TRow : ICellRow, allows ref struct
    {
        bool hasGap = false;
        for (int k = 0; k < _numeric.Length; k++)
        {
            int c = _numeric[k];
            Span<double> target = numbers.Slice(_offsets[k], _plans[c].Width);
            if (_plans[c].Kind == ColumnKind.Vector)
            {
                hasGap |= StoreVector(row.Cell(c), c, target);
            }
            else if (row.TryGetNumber(c, out target[0]) && double.IsFinite(target[0]))
            {
                if (!row.IsPlain(c, target[0]))
                    _spelled.Add(k);
            }
            else
            {
                RefuseGap(row.Cell(c), Columns[c]);
                target[0] = double.NaN;
                hasGap = true;
            }
        }

        return hasGap;
    }

    private bool StoreVector(Cell cell, int column, Span<double> target)
    {
        if (!cell.TryGetVector(out double[]? vector) || vector.Length == 0)
        {
            RefuseGap(vector is null ? cell : Cell.Empty, Columns[column], ColumnKind.Vector);
            target.Fill(double.NaN);
            return true;
        }

        if (vector.Length != target.Length)
            throw Refusal.VectorLength(_count, Columns[column], vector.Length, target.Length);
        bool hasGap = false;
        for (int k = 0; k < target.Length; k++)
        {
            target[k] = vector[k];
            if (double.IsFinite(vector[k]))
                continue;
            RefuseGap(double.IsNaN(vector[k]) ? Cell.Empty : Cell.FromNumber(vector[k]), Columns[column], element: k + 1);
            target[k] = double.NaN;
            hasGap = true;
        }

        return hasGap;
    }

    private void KeepText(int k, double number, string text)
    {
        NumberTexts spelling = _plans[_numeric[k]].Spelling ??= new NumberTexts();
        int before = spelling.Characters;
        spelling.Add(_stored, number, text);
        _keptCharacters += spelling.Characters - before;
        if (_keptCharacters > NumberTexts.MostCharacters)
            LoseTexts();
    }

    /// <summary>Lets go of the texts of the columns with the most of them: measurements in more digits than a double holds. Those of an
    /// identifier beside them stay.</summary>
    private void LoseTexts()
    {
        NumberTexts[] spellings = [.. _plans.Select(plan => plan.Spelling).OfType<NumberTexts>()];
        int most = spellings.Max(spelling => spelling.Characters);
        foreach (NumberTexts spelling in spellings.Where(spelling => 2 * spelling.Characters >= most))
        {
            _keptCharacters -= spelling.Characters;
            spelling.Lose();
        }
    }

    /// <summary>True for a cell whose text should say a number and says none.</summary>
    private bool IsGap(Cell cell, ColumnPlan plan)
    {
        if (plan.Role == ColumnRole.Label)
            return false;
        if (!cell.IsEmpty && DerivedColumns.TryParse(cell.AsText(), plan.Kind, out _))
            return false;
        if (cell.IsAbsent)
            throw Refusal.MissingColumn(_count, plan.Name);
        if (_policy == MissingValuePolicy.Error)
            throw DerivedColumns.Refuse(cell, plan.Kind, _count, plan.Name);
        return true;
    }

    private void RefuseGap(Cell cell, string column, ColumnKind kind = ColumnKind.Number, int element = 0)
    {
        if (cell.IsAbsent)
            throw Refusal.MissingColumn(_count, column);
        if (_policy != MissingValuePolicy.Error)
            return;
        if (element == 0)
            throw DerivedColumns.Refuse(cell, kind, _count, column);

        // What is left out is the column: the message alone names the element.
        SneException error = DerivedColumns.Refuse(cell, kind, _count, ColumnGroup.ElementName(column, element.ToString(CultureInfo.InvariantCulture)));
        throw new SneException(error.Error, error.Message, error.Row, column);
    }

    /// <summary>The place of the row that is stored next.</summary>
    private Span<double> NextRow()
    {
        (int block, int row) = Math.DivRem(_stored, _rowsOfBlock);
        if (block == _blocks.Count)
            _blocks.Add(new double[_rowsOfBlock * _width]);
        return _blocks[block].AsSpan(row * _width, _width);
    }

    /// <summary>All rows in one matrix. A block is let go when it is copied: there is no need for all of them beside the matrix.</summary>
    private Matrix Join()
    {
        if (_blocks is [{ } whole] && whole.Length == (long)_stored * _width)
            return new Matrix(_stored, _width, whole);
        var values = new Matrix(_stored, _width);
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

        public bool IsPlain(int column, double number) => _cells[column].IsPlain;

        public int TryGetNumbers(ReadOnlySpan<int> columns, Span<double> numbers, int from, List<int> spelled) => ICellRow.TryGetEach(this, columns, numbers, from, spelled);
    }
}
