using Parquet;

namespace SneTools;

/// <summary>Reads the columns of a Parquet file, one group of rows after the other, into one matrix and labels.</summary>
internal sealed class ParquetTable
{
    private readonly ParquetContents _contents;
    private readonly ImportOptions _options;
    private readonly int _rows;
    private readonly ColumnPlan[] _plans;
    private readonly ParquetColumn[] _numeric;
    private readonly ParquetColumn[] _labeled;

    /// <summary>Chooses the columns. Those of numbers are embedded unless told otherwise, the others ride along.</summary>
    /// <param name="contents">The file.</param>
    /// <param name="options">How to read it.</param>
    /// <exception cref="SneException">There are no rows, no columns of numbers, or not the columns asked for.</exception>
    public ParquetTable(ParquetContents contents, ImportOptions options)
    {
        _contents = contents;
        _options = options;
        string[] names = [.. contents.Columns.Select(column => column.Name)];
        ColumnRole[] roles = options.Columns.Assign(names);
        _plans = [.. contents.Columns.Select((column, k) => ColumnPlan.OfType(column.Name, roles[k], column.IsNumeric ? 1 : 0))];
        _numeric = [.. contents.Columns.Where((_, k) => _plans[k].Role == ColumnRole.Numeric)];
        _labeled = [.. contents.Columns.Where((column, k) => roles[k] == ColumnRole.Label || (_plans[k].Width == 0 && _plans[k].Role != ColumnRole.Excluded && column.HasTexts))];
        ColumnNames.RequireDistinct(names);
        if (contents.Rows == 0)
            throw Refusal.Empty(" in the file");
        if (!Array.Exists(_plans, plan => plan.IsEmbedded) && !options.Columns.IsAutoCategorical)
            throw Refusal.NoNumericColumn(names);
        _rows = (int)Math.Min(contents.Rows, options.First ?? contents.Rows);
        MemoryBudget.Require(
            (double)_rows * ((_numeric.Length * sizeof(double)) + (_labeled.Length * IntPtr.Size)),
            $"A table of {_rows} x {_numeric.Length} numbers",
            "Read fewer rows with First, or fewer columns with Property.");
        RequirePages();
    }

    /// <summary>Reads the rows.</summary>
    /// <param name="progress">Is told the share of the bytes read so far, from 0 to 1.</param>
    /// <param name="cancellation">Ends the work.</param>
    public Dataset Read(Action<double>? progress, CancellationToken cancellation)
    {
        var values = new Matrix(_rows, _numeric.Length);
        List<string?>[] texts = [.. _labeled.Select(_ => new List<string?>(_rows))];
        ParquetColumn[] used = [.. _numeric, .. _labeled];
        long all = Math.Max(1, _contents.Groups.Sum(group => used.Sum(column => column.Bytes(group))));
        long done = 0;
        int start = 0;
        var numbers = new double[_contents.Groups.Max(group => group.RowCount)];
        foreach (ParquetRowGroupReader group in _contents.Groups)
        {
            int count = (int)Math.Min(group.RowCount, _rows - start);
            if (count == 0)
                continue;
            for (int k = 0; k < _numeric.Length; k++)
            {
                Report(_numeric[k]);
                _numeric[k].ReadNumbers(group, numbers.AsSpan(0, (int)group.RowCount), cancellation);
                for (int i = 0; i < count; i++)
                    values[start + i, k] = numbers[i];
            }

            if (_options.MissingValue == MissingValuePolicy.Error)
                RequireFinite(values, start, count, group, cancellation);
            for (int k = 0; k < _labeled.Length; k++)
            {
                Report(_labeled[k]);
                texts[k].AddRange(_labeled[k].ReadTexts(group, cancellation).AsSpan(0, count));
            }

            start += count;

            void Report(ParquetColumn column)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke((double)done / all);
                done += column.Bytes(group);
            }
        }

        for (int k = 0; k < _labeled.Length; k++)
            _plans.First(plan => plan.Name == _labeled[k].Name).TakeTexts(texts[k].ToArray(), _options.Columns);
        return new DatasetDraft(_plans, values, _options.Columns, _options.MissingValue).Build();
    }

    /// <summary>The file must have the rows that it promises, and may not be a few bytes that stand for a table without end.</summary>
    private void RequirePages()
    {
        ParquetColumn[] used = [.. _numeric, .. _labeled];
        _contents.RequirePages(used.Where(column => column.BytesOfRow > 0));
        double cells = (double)_rows * ((_numeric.Length * sizeof(double)) + (_labeled.Length * IntPtr.Size));
        double group = (double)_contents.Groups.Max(group => group.RowCount) * (sizeof(double) + used.Max(column => column.BytesOfRow));
        _contents.Budget.Take(cells + group, FormattableString.Invariant($"A table of {_rows} x {used.Length} values"));
    }

    /// <summary>Refuses the first cell of a group without a finite number, row by row.</summary>
    private void RequireFinite(Matrix values, int start, int count, ParquetRowGroupReader group, CancellationToken cancellation)
    {
        int place = MissingCells.IndexOf(values.Values.AsSpan(start * values.Columns, count * values.Columns));
        if (place < 0)
            return;
        (int row, int k) = Math.DivRem(place, values.Columns);
        double value = values[start + row, k];
        Cell cell = BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(ParquetColumn.Missing) ? Cell.Empty
            : _numeric[k].IsNumeric ? Cell.FromNumber(value)
            : Cell.FromText(_numeric[k].ReadTexts(group, cancellation)[row]);
        throw Refusal.Of(cell, start + row + 1, _numeric[k].Name);
    }
}
