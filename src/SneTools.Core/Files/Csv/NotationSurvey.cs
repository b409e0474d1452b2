using System.Text;

namespace SneTools;

/// <summary>Finds the decimal separator of a table from the cells at its beginning.</summary>
/// <param name="columns">The columns' names.</param>
/// <param name="counts">True for a column whose cells tell it; null for all. Names and texts that ride along may look like numbers of another
/// notation.</param>
internal sealed class NotationSurvey(IReadOnlyList<string> columns, Func<int, bool>? counts = null)
{
    private static readonly int Spellings = Enum.GetValues<NumberSpelling>().Length;

    private readonly int[,] _counts = new int[columns.Count, Spellings];
    private readonly Dictionary<(int Column, NumberSpelling Spelling), (int Row, string Text)> _first = [];

    /// <summary>What the numbers of a column say.</summary>
    private enum Verdict
    {
        /// <summary>They say nothing, or are none.</summary>
        Silent,
        Point,
        Comma,
        Unclear,
    }

    /// <summary>Takes a cell.</summary>
    /// <param name="row">Its row, from 1.</param>
    /// <param name="column">Its column, counted from 0.</param>
    /// <param name="text">What stands in it, in UTF-8.</param>
    public void Add(int row, int column, ReadOnlySpan<byte> text)
    {
        NumberSpelling spelling = NumberNotation.Spelling(text);
        if (_counts[column, (int)spelling]++ == 0 && spelling > NumberSpelling.Whole)
            _first[(column, spelling)] = (row, Encoding.UTF8.GetString(text).Trim());
    }

    /// <summary>True if there are columns of numbers with a decimal comma, and none with a point.</summary>
    public bool HasCommas
    {
        get
        {
            Verdict[] verdicts = [.. Enumerable.Range(0, columns.Count).Select(Judge)];
            return verdicts.Contains(Verdict.Comma) && !verdicts.Contains(Verdict.Point);
        }
    }

    /// <summary>The decimal separator.</summary>
    /// <param name="isComma">True where a comma is between the cells, too: then columns with a point are believed.</param>
    /// <exception cref="SneException"><see cref="SneError.AmbiguousNumber"/>: the numbers may mean two.</exception>
    public char Find(bool isComma)
    {
        Verdict[] verdicts = [.. Enumerable.Range(0, columns.Count).Select(Judge)];
        int point = Array.IndexOf(verdicts, Verdict.Point);
        int comma = Array.IndexOf(verdicts, Verdict.Comma);
        int unclear = Array.IndexOf(verdicts, Verdict.Unclear);
        if (point >= 0 && comma >= 0 && !isComma)
        {
            throw Ambiguous(
                comma, $"{Cite(point, NumberSpelling.Point, NumberSpelling.GroupedByComma)} has a decimal point, and {Cite(comma, NumberSpelling.Comma, NumberSpelling.GroupedByPoint)} a decimal comma.");
        }

        if (point < 0 && comma < 0 && unclear >= 0)
        {
            string text = _first[(unclear, NumberSpelling.Either)].Text;
            throw Ambiguous(
                unclear, $"{Cite(unclear, NumberSpelling.Either)} may be {text.Replace(',', '.')} or {text.Replace(",", string.Empty, StringComparison.Ordinal)}.");
        }

        return HasCommas ? ',' : '.';
    }

    /// <summary>True for a column of numbers, in whatever notation: at least half of the filled cells.</summary>
    public bool IsNumeric(int column)
    {
        int filled = Filled(column);
        int numbers = filled - _counts[column, (int)NumberSpelling.None];
        return numbers > 0 && 2 * numbers >= filled;
    }

    /// <summary>What a user should know about columns that would be numbers in another notation.</summary>
    /// <param name="separator">The decimal separator.</param>
    /// <param name="isOpen">True for a column that nobody said what to do with.</param>
    public IEnumerable<string> Warnings(char separator, Func<int, bool> isOpen)
    {
        NumberSpelling[] own = separator == ','
            ? [NumberSpelling.Whole, NumberSpelling.Comma, NumberSpelling.Either]
            : [NumberSpelling.Whole, NumberSpelling.Point];
        for (int column = 0; column < columns.Count; column++)
        {
            int read = own.Sum(spelling => _counts[column, (int)spelling]);
            if (!isOpen(column) || !IsNumeric(column) || 2 * read >= Filled(column))
                continue;
            NumberSpelling[] others =
                [.. Enum.GetValues<NumberSpelling>().Where(spelling => spelling > NumberSpelling.Whole && !own.Contains(spelling) && _counts[column, (int)spelling] > 0)];
            yield return $"Column '{columns[column]}' rides along as text: {Cite(column, others)} is no number where '{separator}' is the decimal separator, and marks between thousands are not read.";
        }
    }

    private SneException Ambiguous(int column, string what) => new(
        SneError.AmbiguousNumber, $"{what} Say which it is with -DecimalSeparator ',' or -DecimalSeparator '.'.", column: columns[column]);

    private int Filled(int column) => Enumerable.Range(0, Spellings).Sum(spelling => _counts[column, spelling]) - _counts[column, (int)NumberSpelling.Empty];

    private Verdict Judge(int column)
    {
        if (counts?.Invoke(column) == false || !IsNumeric(column))
            return Verdict.Silent;
        int points = _counts[column, (int)NumberSpelling.Point] + _counts[column, (int)NumberSpelling.GroupedByComma];
        int commas = _counts[column, (int)NumberSpelling.Comma] + _counts[column, (int)NumberSpelling.GroupedByPoint];
        if (points == 0 && commas == 0)
            return _counts[column, (int)NumberSpelling.Either] > 0 ? Verdict.Unclear : Verdict.Silent;
        return commas > points ? Verdict.Comma : Verdict.Point;
    }

    /// <summary>The first cell of a column with one of some spellings, as the subject of a sentence.</summary>
    private string Cite(int column, params NumberSpelling[] spellings)
    {
        (int row, string text) = spellings.Where(spelling => _first.ContainsKey((column, spelling))).Select(spelling => _first[(column, spelling)]).MinBy(cell => cell.Row);
        return FormattableString.Invariant($"Row {row}, column '{columns[column]}': '{Refusal.Shorten(text)}'");
    }
}
