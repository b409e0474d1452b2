using System.Text;

namespace SneTools.PowerShell;

/// <summary>Reads numbers from cells, which may be texts of any culture: Export-Csv writes numbers as the culture of its session has them.
/// </summary>
/// <param name="columns">The columns of numbers, which all have one notation.</param>
/// <param name="count">Number of rows.</param>
/// <param name="column">Gives what reads the cells of a column, row by row.</param>
internal sealed class CellNumbers(string[] columns, int count, Func<string, Func<int, Cell>> column)
{
    private NumberNotation? _notation;

    /// <summary>The number of a cell; NaN if it holds none.</summary>
    public double Read(Cell cell)
    {
        if (cell.IsNumber || cell.AsText() is not { } text || !IsNumber(text))
            return cell.Number;
        _notation ??= Find();
        return _notation.TryParse(Encoding.UTF8.GetBytes(text), out double number) ? number : double.NaN;
    }

    /// <summary>True for what may be a number in another notation than that of all of SneTools.</summary>
    private static bool IsNumber(string text) =>
        NumberNotation.Spelling(Encoding.UTF8.GetBytes(text)) is NumberSpelling.Comma or NumberSpelling.Either;

    private NumberNotation Find()
    {
        var survey = new NotationSurvey(columns);
        for (int c = 0; c < columns.Length; c++)
        {
            Func<int, Cell> cells = column(columns[c]);
            for (int i = 0; i < count; i++)
                survey.Add(i + 1, c, Encoding.UTF8.GetBytes(cells(i).AsText() ?? string.Empty));
        }

        return new NumberNotation(survey.HasCommas ? ',' : '.');
    }
}
