using System.Globalization;

namespace SneTools;

/// <summary>Finds the character between the cells of a text from its beginning: the one that divides the lines into the same number of
/// cells.</summary>
/// <param name="reader">The text, whose beginning was read.</param>
/// <param name="hasHeader">True if the first line holds names.</param>
/// <param name="separator">The decimal separator; null if it is not known.</param>
internal sealed class DelimiterSurvey(RecordReader reader, bool hasHeader, char? separator)
{
    /// <summary>Lines that are looked at.</summary>
    public const int Lines = 100;

    private readonly NumberNotation? _notation = separator is { } given ? new NumberNotation(given) : null;

    /// <summary>The best of the usual delimiters.</summary>
    /// <param name="candidates">The usual ones; of equals the first is taken.</param>
    /// <exception cref="SneException"><see cref="SneError.AmbiguousNumber"/>: it may be a delimiter or a decimal separator.</exception>
    public DelimiterFit Find(IReadOnlyList<char> candidates) => candidates.Select(candidate => Try(candidate, isGiven: false))
        .Where(fit => fit.Delimiter == TextContent.Nothing || (fit.Columns > 1 && (fit.Delimiter != ' ' || fit.Numbers > 0)))
        .OrderByDescending(fit => fit.Agreement)
        .ThenBy(fit => fit.IsShifted)
        .ThenByDescending(fit => fit.Numbers)
        .FirstOrDefault(new DelimiterFit(candidates[0], 1, 1, false, 0));

    /// <summary>Divides the lines at a delimiter.</summary>
    /// <param name="delimiter">The delimiter.</param>
    /// <param name="isGiven">True if the user says that it is the one.</param>
    public DelimiterFit Try(char delimiter, bool isGiven)
    {
        var counts = new List<int>();
        int cells = 0;
        int numbers = 0;
        int laterNumbers = 0;
        int lastFilled = 0;
        int named = 0;
        int pairs = 0;
        int singles = 0;
        int numbered = 0;
        bool isWellFormed = reader.Look(delimiter, Lines, line =>
        {
            if (reader.IsBlank())
                return;
            counts.Add(reader.Count);
            if (hasHeader && counts.Count == 1)
                return;
            for (int k = 0; k < reader.Count; k++)
            {
                bool isNumber = IsNumber(reader[k]);
                numbers += isNumber ? 1 : 0;
                laterNumbers += isNumber && k > 0 ? 1 : 0;
            }

            cells += reader.Count;
            lastFilled += reader[reader.Count - 1].IsEmpty ? 0 : 1;
            named += reader[0].IsEmpty ? 0 : 1;
            numbered += reader.Text(0) == counts.Count.ToString(CultureInfo.InvariantCulture) || reader.Text(0) == (counts.Count - 1).ToString(CultureInfo.InvariantCulture) ? 1 : 0;
            singles += reader.Count == 1 && !reader.IsQuoted(0) && IsNumber(reader[0]) ? 1 : 0;
            pairs += reader.Count == 2 && !reader.IsQuoted(0) && !reader.IsQuoted(1) && IsNumber(reader[0]) && IsNumber(reader[1]) ? 1 : 0;
        });
        if (!isWellFormed || counts.Count == 0)
            return new DelimiterFit(delimiter, 0, 0, false, 0);
        (int columns, int agreeing) = counts.GroupBy(count => count).Select(group => (group.Key, group.Count())).OrderByDescending(group => group.Item2).ThenBy(group => group.Key).First();
        int rows = counts.Count - 1;
        bool isShifted = hasHeader && rows > 0 && columns == counts[0] + 1 && agreeing == rows && named == rows && lastFilled > 0 && laterNumbers > 0;

        // Under one name, 200,1 and 200 are numbers of one column, of which some are whole.
        if (!isGiven && delimiter == ',' && separator is null or ',' && hasHeader && counts[0] == 1 && Math.Min(pairs, singles) > 0 && pairs + singles == rows)
            return new DelimiterFit(TextContent.Nothing, 1, 1, false, 1);

        // x over 1,5 and 2,5 is a column of numbers with a decimal comma.
        if (!isGiven && isShifted && columns == 2 && delimiter == ',' && pairs == rows && separator is null or ',')
        {
            return separator is not null || numbered < rows
                ? new DelimiterFit(TextContent.Nothing, 1, 1, false, 1)
                : throw new SneException(
                    SneError.AmbiguousNumber,
                    "There is one name in the header, and a comma in every row: it may be a decimal comma, or stand between the number of the row and a value. Say which with -DecimalSeparator ',' or -Delimiter ','.");
        }

        return new DelimiterFit(
            delimiter, columns, (double)(agreeing + (isShifted ? 1 : 0)) / counts.Count, isShifted, cells == 0 ? 0 : (double)numbers / cells);
    }

    private bool IsNumber(ReadOnlySpan<byte> text) => _notation?.TryParse(text, out _)
        ?? NumberNotation.Spelling(text) is not (NumberSpelling.None or NumberSpelling.Empty);
}
