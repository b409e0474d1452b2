namespace SneTools;

/// <summary>Reads the numbers of a binary file into one matrix, through a buffer of fixed size.</summary>
internal sealed class ArrayTable
{
    /// <summary>Numbers that are read at once.</summary>
    private const int ChunkLength = 1 << 16;

    /// <summary>Bytes of the text of most numbers.</summary>
    private const int BytesOfLabel = 48;

    private readonly ArrayLayout _layout;
    private readonly ImportOptions _options;
    private readonly int _rows;
    private readonly int _width;
    private readonly string[] _columns;
    private readonly ColumnPlan[] _plans;
    private readonly int[] _labeled;

    /// <summary>Where a column goes: from 0 on in the numbers, from -2 downwards in the labels, -1 is nowhere.</summary>
    private readonly int[] _slots;
    private readonly bool _isWhole;

    /// <summary>Which column follows which in the file, where a column's numbers follow each other: the last dimension changes slowest.
    /// </summary>
    private readonly int[] _order;
    private readonly Matrix _values;
    private readonly string?[][] _labels;

    private ArrayTable(ArrayLayout layout, ImportOptions options, Expansion budget, bool isLabel)
    {
        _layout = layout;
        _options = options;
        _rows = (int)Math.Min(layout.Rows, options.First ?? layout.Rows);
        _width = (int)layout.Columns;
        RequireMemory(budget);
        _columns = ColumnNames.Numbered("X", _width);
        ColumnRole[] roles = isLabel ? [ColumnRole.Label] : options.Columns.Assign(_columns);
        _plans = [.. _columns.Select((name, k) => ColumnPlan.OfType(name, roles[k], 1))];
        int[] numeric = [.. Enumerable.Range(0, _width).Where(k => _plans[k].Role == ColumnRole.Numeric)];
        _labeled = [.. Enumerable.Range(0, _width).Where(k => _plans[k].Role is ColumnRole.Label or ColumnRole.Categorical or ColumnRole.Date)];
        if (!isLabel && !Array.Exists(_plans, plan => plan.IsEmbedded))
            throw Refusal.NoNumericColumn(_columns);
        _slots = new int[_width];
        Array.Fill(_slots, -1);
        for (int slot = 0; slot < numeric.Length; slot++)
            _slots[numeric[slot]] = slot;
        for (int slot = 0; slot < _labeled.Length; slot++)
            _slots[_labeled[slot]] = -2 - slot;
        _isWhole = numeric.Length == _width;
        _values = new Matrix(_rows, numeric.Length);
        budget.Require((double)_rows * _labeled.Length * BytesOfLabel, "Columns that ride along");
        _labels = [.. _labeled.Select(_ => new string?[_rows])];
        _order = layout.IsColumnMajor ? layout.OrderOfColumns() : [];
    }

    /// <summary>Reads the numbers behind a header.</summary>
    /// <param name="source">The file, at the end of its header.</param>
    /// <param name="layout">What the header says.</param>
    /// <param name="options">How to read it. Columns are named X1, X2, …</param>
    /// <param name="progress">Is told the share of the file read so far, from 0 to 1.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">The file is not what its header says, or its numbers cannot be used.</exception>
    public static Dataset Read(
        DataSource source,
        ArrayLayout layout,
        ImportOptions options,
        Action<double>? progress,
        CancellationToken cancellation)
    {
        layout.Require(source);
        var table = new ArrayTable(layout, options, source.Budget, isLabel: false);
        table.Fill(source, progress, cancellation);
        return table.Build();
    }

    /// <summary>Reads the numbers behind a header as texts.</summary>
    /// <exception cref="SneException">There is more than one column, or the file is not what its header says.</exception>
    public static IReadOnlyList<string?> ReadLabels(
        DataSource source,
        ArrayLayout layout,
        int? first,
        CancellationToken cancellation)
    {
        if (layout.Columns != 1)
            throw Refusal.NotOneLabel(layout.Describe());
        layout.Require(source);
        var table = new ArrayTable(layout, new ImportOptions { First = first }, source.Budget, isLabel: true);
        table.Fill(source, null, cancellation);
        return table._labels[0];
    }

    /// <summary>The table must fit into memory, and in proportion to the file: behind the header of one that is compressed may be nothing.
    /// </summary>
    private void RequireMemory(Expansion budget)
    {
        const double BytesOfName = 64;
        double bytes = ((double)_rows * _width * sizeof(double)) + (_width * BytesOfName);
        string what = FormattableString.Invariant($"A table of {_rows} x {_width} numbers");
        budget.Require(bytes, what);
        MemoryBudget.Require(bytes, what, "Read fewer rows with First.");
    }

    private void Fill(DataSource source, Action<double>? progress, CancellationToken cancellation)
    {
        int size = Elements.Size(_layout.Type);
        long count = (_layout.IsColumnMajor ? _layout.Rows : _rows) * _width;
        var bytes = new byte[Math.Min(ChunkLength, count) * size];
        var numbers = new double[Math.Min(ChunkLength, count)];
        for (long start = 0; start < count; start += ChunkLength)
        {
            cancellation.ThrowIfCancellationRequested();
            source.Report(progress);
            int length = (int)Math.Min(ChunkLength, count - start);
            source.ReadExactly(bytes.AsSpan(0, length * size), $"within its numbers, {_layout.Describe()} by its header");
            Elements.Convert(bytes.AsSpan(0, length * size), _layout.Type, _layout.IsBigEndian, numbers);
            if (_layout.IsColumnMajor)
                PutColumns(start, numbers.AsSpan(0, length), bytes);
            else
                PutRows(start, numbers.AsSpan(0, length), bytes);
        }

        if ((_rows == _layout.Rows || _layout.IsColumnMajor) && source.Content.ReadByte() >= 0)
        {
            throw new SneException(
                SneError.InvalidFile,
                FormattableString.Invariant(
                    $"The file goes on behind its {_layout.Describe()} numbers, at offset {source.Content.Position - 1}."));
        }
    }

    private void PutRows(long start, ReadOnlySpan<double> numbers, ReadOnlySpan<byte> bytes)
    {
        int size = Elements.Size(_layout.Type);
        int row = (int)(start / _width);
        int column = (int)(start % _width);
        while (!numbers.IsEmpty)
        {
            int count = Math.Min(numbers.Length, _width - column);
            if (_isWhole)
            {
                numbers[..count].CopyTo(_values.Row(row)[column..]);
            }
            else
            {
                for (int k = 0; k < count; k++)
                    Put(row, column + k, numbers[k], bytes[(k * size)..]);
            }

            numbers = numbers[count..];
            bytes = bytes[(count * size)..];
            column = 0;
            row++;
        }
    }

    private void PutColumns(long start, ReadOnlySpan<double> numbers, ReadOnlySpan<byte> bytes)
    {
        int size = Elements.Size(_layout.Type);
        int column = (int)(start / _layout.Rows);
        int row = (int)(start % _layout.Rows);
        foreach (double number in numbers)
        {
            if (row < _rows)
                Put(row, _order[column], number, bytes);
            bytes = bytes[size..];
            if (++row == _layout.Rows)
            {
                row = 0;
                column++;
            }
        }
    }

    private void Put(int row, int column, double number, ReadOnlySpan<byte> bytes)
    {
        int slot = _slots[column];
        if (slot >= 0)
            _values[row, slot] = number;
        else if (slot < -1)
            _labels[-2 - slot][row] = Elements.ToText(bytes, _layout.Type, number);
    }

    private Dataset Build()
    {
        ColumnSelection selection = _options.Columns with { IsLiteral = true };
        for (int slot = 0; slot < _labeled.Length; slot++)
            _plans[_labeled[slot]].TakeTexts(_labels[slot], selection);
        return new DatasetDraft(_plans, _values, selection, _options.MissingValue).Build();
    }
}
