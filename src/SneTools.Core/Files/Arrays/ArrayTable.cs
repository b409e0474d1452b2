namespace SneTools;

/// <summary>Reads the numbers of a binary file through a buffer of fixed size: into one matrix, or into one for every so many rows.</summary>
internal sealed class ArrayTable
{
    /// <summary>Numbers that are read at once.</summary>
    private const int ChunkLength = 1 << 16;

    /// <summary>Bytes of the text of most numbers.</summary>
    private const int BytesOfLabel = 48;

    /// <summary>Labels that are read at once.</summary>
    private const int LabelRows = 1 << 12;

    private readonly ArrayLayout _layout;
    private readonly ImportOptions _options;

    /// <summary>The row behind the last that is read, from 0.</summary>
    private readonly int _rows;
    private readonly int _width;
    private readonly ColumnPlan[] _plans;
    private readonly int _numeric;
    private readonly int[] _labeled;

    /// <summary>Where a column goes: from 0 on in the numbers, from -2 downwards in the labels, -1 is nowhere.</summary>
    private readonly int[] _slots;
    private readonly bool _isWhole;

    /// <summary>Which column follows which in the file, where a column's numbers follow each other: the last dimension changes slowest.
    /// </summary>
    private readonly int[] _order;
    private readonly byte[] _bytes;
    private readonly double[] _numbers;

    /// <summary>The rows at hand.</summary>
    private Matrix _values = new(0, 0);
    private string?[][] _labels = [];
    private int _first;

    private ArrayTable(ArrayLayout layout, ImportOptions options, bool isLabel)
    {
        _layout = layout;
        _options = options;
        _rows = (int)Math.Min(layout.Rows, options.End);
        _width = (int)layout.Columns;
        string[] columns = ColumnNames.Numbered("X", _width);
        ColumnRole[] roles = isLabel ? [ColumnRole.Label] : options.Columns.Assign(columns);
        _plans = [.. columns.Select((name, k) => ColumnPlan.OfType(name, roles[k], 1))];
        int[] numeric = [.. Enumerable.Range(0, _width).Where(k => _plans[k].Role == ColumnRole.Numeric)];
        _numeric = numeric.Length;
        _labeled = [.. Enumerable.Range(0, _width).Where(k => _plans[k].Role is ColumnRole.Label or ColumnRole.Categorical or ColumnRole.Date)];
        if (!isLabel && options.Columns.Inputs is null && !Array.Exists(_plans, plan => plan.IsEmbedded))
            throw Refusal.NoNumericColumn(columns);
        _slots = new int[_width];
        Array.Fill(_slots, -1);
        for (int slot = 0; slot < numeric.Length; slot++)
            _slots[numeric[slot]] = slot;
        for (int slot = 0; slot < _labeled.Length; slot++)
            _slots[_labeled[slot]] = -2 - slot;
        _isWhole = numeric.Length == _width;
        _order = layout.IsColumnMajor ? layout.OrderOfColumns() : [];
        int chunk = (int)Math.Min(ChunkLength, layout.Rows * layout.Columns);
        _bytes = new byte[chunk * Elements.Size(layout.Type)];
        _numbers = new double[chunk];
    }

    /// <summary>Reads the numbers behind a header.</summary>
    /// <param name="source">The file, at the end of its header.</param>
    /// <param name="layout">What the header says.</param>
    /// <param name="options">How to read it. Columns are named X1, X2, …</param>
    /// <param name="batches">Takes the rows.</param>
    /// <param name="progress">Is told the share of the file read so far, from 0 to 1.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">The file is not what its header says, or its numbers cannot be used.</exception>
    public static void Read(
        DataSource source,
        ArrayLayout layout,
        ImportOptions options,
        DatasetBatches batches,
        Action<double>? progress,
        CancellationToken cancellation)
    {
        layout.Require(source);
        if (options.Skip > 0 && options.Skip >= layout.Rows)
            throw Refusal.NoneBehind(options.Skip, layout.Rows);
        int rows = (int)Math.Min(Math.Min(layout.Rows, options.End) - options.Skip, batches.RowsOf((int)layout.Columns));
        RequireMemory(rows, (int)layout.Columns, layout.Type, source.Budget);
        var table = new ArrayTable(layout, options, isLabel: false);
        source.Budget.Require((double)rows * table._labeled.Length * BytesOfLabel, "Columns that ride along");
        if (layout.IsColumnMajor && rows < table._rows)
            table.ReadAcross(source, rows, batches, progress, cancellation);
        else
            table.ReadThrough(source, rows, batches, progress, cancellation);
        batches.RequireAny();
    }

    /// <summary>Reads the numbers behind a header as texts.</summary>
    /// <exception cref="SneException">There is more than one column, or the file is not what its header says.</exception>
    public static IEnumerable<string?> ReadLabels(
        DataSource source,
        ArrayLayout layout,
        int? first,
        CancellationToken cancellation)
    {
        if (layout.Columns != 1)
            throw Refusal.NotOneLabel(layout.Describe());
        layout.Require(source);

        // Of a single column both orders are one.
        var table = new ArrayTable(layout with { IsColumnMajor = false }, new ImportOptions { First = first }, isLabel: true);
        source.Budget.Require((double)table._rows * BytesOfLabel, "Labels");
        for (int start = 0; start < table._rows; start += LabelRows)
        {
            table.Begin(start, LabelRows);
            table.ReadRows(source, null, cancellation);
            foreach (string? text in table._labels[0])
                yield return text;
        }

        table.RequireEnd(source);
    }

    /// <summary>The table must fit into memory, and in proportion to the file: behind the header of one that is compressed may be nothing.
    /// </summary>
    private static void RequireMemory(int rows, int width, ElementType type, Expansion budget)
    {
        const double BytesOfName = 64;
        double bytes = ((double)rows * width * (Elements.IsSingle(type) ? sizeof(float) : sizeof(double))) + (width * BytesOfName);
        string what = FormattableString.Invariant($"A table of {rows} x {width} numbers");
        budget.Require(bytes, what);
        MemoryBudget.Require(bytes, what, "Read fewer rows with First.");
    }

    /// <summary>Reads the file from the first row that is not passed over to its end.</summary>
    private void ReadThrough(DataSource source, int rows, DatasetBatches batches, Action<double>? progress, CancellationToken cancellation)
    {
        source.Content.Skip((long)_options.Skip * _width * Elements.Size(_layout.Type), cancellation);
        for (long start = _options.Skip; start < _rows; start += rows)
        {
            Begin((int)start, rows);
            if (_layout.IsColumnMajor)
                ReadColumns(source, progress, cancellation);
            else
                ReadRows(source, progress, cancellation);
            if (start + rows >= _rows)
                RequireEnd(source);
            Give(batches);
        }
    }

    /// <summary>Reads some rows after the others of a file in which a column's numbers follow each other, going from column to column: of a
    /// file that is compressed, or a pipe, in a copy on the disk.</summary>
    private void ReadAcross(DataSource source, int rows, DatasetBatches batches, Action<double>? progress, CancellationToken cancellation)
    {
        long begin = source.Length is null ? 0 : source.Content.Position;
        int size = Elements.Size(_layout.Type);
        using Stream file = source.OpenRandomAccess(cancellation);
        RequireSize(source, file.Length - begin);
        for (long start = _options.Skip; start < _rows; start += rows)
        {
            Begin((int)start, rows);
            for (int column = 0; column < _width; column++)
            {
                cancellation.ThrowIfCancellationRequested();
                file.Position = begin + (((column * _layout.Rows) + start) * size);
                for (int done = 0; done < Held; done += _numbers.Length)
                {
                    Span<byte> bytes = _bytes.AsSpan(0, Math.Min(_numbers.Length, Held - done) * size);
                    file.ReadExactly(bytes);
                    Elements.Convert(bytes, _layout.Type, _layout.IsBigEndian, _numbers);
                    for (int k = 0; k < bytes.Length / size; k++)
                        Put(done + k, _order[column], _numbers[k], bytes[(k * size)..]);
                }
            }

            progress?.Invoke((double)(start + Held - _options.Skip) / (_rows - _options.Skip));
            Give(batches);
        }
    }

    /// <summary>Rows at hand.</summary>
    private int Held => _values.Rows;

    private void Begin(int first, int rows)
    {
        _first = first;
        int count = Math.Min(rows, _rows - first);
        _values = Elements.IsSingle(_layout.Type) ? Matrix.OfSingles(count, _numeric) : new Matrix(count, _numeric);
        _labels = [.. _labeled.Select(_ => new string?[Held])];
    }

    private void ReadRows(DataSource source, Action<double>? progress, CancellationToken cancellation) =>
        ReadNumbers(source, (long)Held * _width, PutRows, progress, cancellation);

    /// <summary>Reads all rows of a file in which a column's numbers follow each other.</summary>
    private void ReadColumns(DataSource source, Action<double>? progress, CancellationToken cancellation) =>
        ReadNumbers(source, _layout.Rows * _width, PutColumns, progress, cancellation);

    private void ReadNumbers(DataSource source, long count, Action<long, int> put, Action<double>? progress, CancellationToken cancellation)
    {
        int size = Elements.Size(_layout.Type);
        for (long start = 0; start < count; start += _numbers.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            source.Report(progress);
            int length = (int)Math.Min(_numbers.Length, count - start);
            Span<byte> bytes = _bytes.AsSpan(0, length * size);
            source.ReadExactly(bytes, $"within its numbers, {_layout.Describe()} by its header");
            Elements.Convert(bytes, _layout.Type, _layout.IsBigEndian, _numbers);
            put(start, length);
        }
    }

    private void RequireEnd(DataSource source)
    {
        if ((_rows == _layout.Rows || _layout.IsColumnMajor) && source.Content.ReadByte() >= 0)
            throw GoesOn(source.Content.Position - 1);
    }

    /// <summary>A copy of what was compressed must have as many numbers as its header says.</summary>
    private void RequireSize(DataSource source, long bytes)
    {
        long expected = _layout.Rows * _width * Elements.Size(_layout.Type);
        long end = source.Content.Position - bytes + expected;
        if (bytes > expected)
            throw GoesOn(end);
        if (bytes < expected)
            throw new SneException(SneError.InvalidFile, FormattableString.Invariant($"The file is cut off within its numbers, {_layout.Describe()} by its header: they end at offset {end}, and the file at {source.Content.Position}."));
    }

    private SneException GoesOn(long offset) => new(
        SneError.InvalidFile, FormattableString.Invariant($"The file goes on behind its {_layout.Describe()} numbers, at offset {offset}."));

    private void PutRows(long start, int length)
    {
        ReadOnlySpan<double> numbers = _numbers.AsSpan(0, length);
        ReadOnlySpan<byte> bytes = _bytes;
        int size = Elements.Size(_layout.Type);
        int row = (int)(start / _width);
        int column = (int)(start % _width);
        while (!numbers.IsEmpty)
        {
            int count = Math.Min(numbers.Length, _width - column);
            if (_isWhole)
            {
                if (_values.Singles is { } singles)
                    ConvertToSingle(numbers[..count], singles.AsSpan((row * _width) + column));
                else
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

    private static void ConvertToSingle(ReadOnlySpan<double> numbers, Span<float> target)
    {
        for (int k = 0; k < numbers.Length; k++)
            target[k] = (float)numbers[k];
    }

    private void PutColumns(long start, int length)
    {
        ReadOnlySpan<byte> bytes = _bytes;
        int size = Elements.Size(_layout.Type);
        int column = (int)(start / _layout.Rows);
        int row = (int)(start % _layout.Rows);
        foreach (double number in _numbers.AsSpan(0, length))
        {
            if (row < Held)
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

    /// <summary>Gives away the rows at hand.</summary>
    private void Give(DatasetBatches batches)
    {
        ColumnSelection selection = _options.Columns with { IsLiteral = true };
        for (int slot = 0; slot < _labeled.Length; slot++)
            _plans[_labeled[slot]].TakeTexts(_labels[slot], selection);
        Matrix values = _values;
        _values = new Matrix(0, 0);
        Dataset data;
        try
        {
            data = new DatasetDraft(_plans, values, selection, _options.MissingValue) { FirstRow = _first, IsFirst = batches.IsUntouched }.Build();
        }
        catch (SneException error) when (error.Error == SneError.EmptyInput)
        {
            batches.Skip(_first + values.Rows, [.. Enumerable.Range(_first, values.Rows)]);
            return;
        }

        batches.Take(data);
    }
}
