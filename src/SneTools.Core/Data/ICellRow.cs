namespace SneTools;

/// <summary>The cells of one row, wherever they lie.</summary>
internal interface ICellRow
{
    /// <summary>Number of cells.</summary>
    int Count { get; }

    /// <summary>The cell of a column, counted from 0.</summary>
    Cell Cell(int column);

    /// <summary>The number in a cell, without a detour by way of its text where there is one.</summary>
    /// <param name="column">The column, counted from 0.</param>
    /// <param name="number">The number, which may be NaN or infinite.</param>
    /// <returns>False if the cell neither holds nor spells a number.</returns>
    bool TryGetNumber(int column, out double number);

    /// <summary>True for a cell whose number is written as SneTools writes it, or is no text; of some that are so it says false.</summary>
    /// <param name="column">The column, counted from 0. The cell holds or spells a number.</param>
    /// <param name="number">That number.</param>
    bool IsPlain(int column, double number);

    /// <summary>The numbers in some cells, up to the first that has none.</summary>
    /// <param name="columns">The columns, counted from 0.</param>
    /// <param name="numbers">Receives the number of each.</param>
    /// <param name="from">The first of them that is read.</param>
    /// <param name="spelled">Gets those whose number is not written as SneTools writes it.</param>
    /// <returns>The first whose cell holds no finite number; the number of columns if all do.</returns>
    int TryGetNumbers(ReadOnlySpan<int> columns, Span<double> numbers, int from, List<int> spelled);

    /// <summary>Gets numbers one by one.</summary>
    static int TryGetEach<TRow>(TRow row, ReadOnlySpan<int> columns, Span<double> numbers, int from, List<int> spelled)
        where TRow : ICellRow, allows ref struct
    {
        int k = from;
        while (k < columns.Length && row.TryGetNumber(columns[k], out numbers[k]) && double.IsFinite(numbers[k]))
        {
            if (!row.IsPlain(columns[k], numbers[k]))
                spelled.Add(k);
            k++;
        }

        return k;
    }
}
