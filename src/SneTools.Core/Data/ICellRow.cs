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
    bool IsPlain(int column);
}
