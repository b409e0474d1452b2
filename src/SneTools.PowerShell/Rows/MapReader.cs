using SneTools.Plots;

namespace SneTools.PowerShell;

/// <summary>Reads the coordinates of a map from cells, which may be texts of any culture: Export-Csv writes numbers as the culture of its
/// session has them.</summary>
internal static class MapReader
{
    /// <summary>Reads a map.</summary>
    /// <param name="coordinates">The columns Y1, Y2, …</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="column">Gives what reads the cells of a column, row by row.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidMap"/>: a cell holds no finite number.</exception>
    public static Matrix Read(string[] coordinates, int count, Func<string, Func<int, Cell>> column, CancellationToken cancellation)
    {
        var map = new Matrix(count, coordinates.Length);
        var numbers = new CellNumbers(coordinates, count, column);
        for (int c = 0; c < coordinates.Length; c++)
        {
            Func<int, Cell> cells = column(coordinates[c]);
            for (int i = 0; i < count; i++)
            {
                if (i % 256 == 0)
                    cancellation.ThrowIfCancellationRequested();
                Cell cell = cells(i);
                double number = numbers.Read(cell);
                map[i, c] = double.IsFinite(number) ? number : throw NotANumber(cell, i + 1, coordinates[c]);
            }
        }

        return map;
    }

    private static SneException NotANumber(Cell cell, int row, string column) => new(
        SneError.InvalidMap,
        $"Row {row}, column '{column}': a map has a finite number there, not {(cell.AsText() is { } text ? $"'{PlotText.OneLine(text, 40)}'" : "nothing")}.",
        row,
        column);
}
