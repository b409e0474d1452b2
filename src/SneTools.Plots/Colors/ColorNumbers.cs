using System.Globalization;

namespace SneTools.Plots;

/// <summary>The values of a column as numbers or dates, as far as they are some.</summary>
/// <param name="Values">A number for each, days for dates; NaN where there is none.</param>
/// <param name="IsDate">True for dates and times.</param>
/// <param name="Texts">How many are neither empty, nor a word for a missing value, nor a number.</param>
/// <param name="FirstText">The first of these, counted from 0; -1 if there is none.</param>
internal sealed record ColorNumbers(double[] Values, bool IsDate, int Texts, int FirstText)
{
    /// <summary>Numbers are categories if they are whole and no more than these.</summary>
    private const int MostWholeNumbers = 20;

    /// <summary>Numbers for every text among them from which on a column is one of numbers.</summary>
    private const int NumbersPerText = 3;

    /// <summary>Dates beside those of ISO 8601 that can be read in one way only.</summary>
    private static readonly string[] NamedMonths =
        ["MMM d yyyy", "MMM d, yyyy", "MMMM d yyyy", "MMMM d, yyyy", "d MMM yyyy", "d MMMM yyyy", "d-MMM-yyyy", "MMM yyyy", "MMMM yyyy", "yyyy-MMM-d", "MMM d yyyy HH:mm", "d MMM yyyy HH:mm"];

    /// <summary>What people and programs write where they have no number.</summary>
    private static readonly HashSet<string> MissingWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "na", "n/a", "n.a.", "#n/a", "nan", "null", "none", "nil", "missing", "unknown", "inf", "-inf", "infinity", "-infinity", "∞", "-∞", "-", "--", "–", "—", "?", ".", "*",
    };

    /// <summary>True if nearly all that is there are numbers, or dates.</summary>
    public bool IsMost => Values.Count(double.IsFinite) is var found && found > 0 && found >= NumbersPerText * Texts;

    /// <summary>True for what lies on a scale: dates, numbers with fractions, and more whole ones than there are colors.</summary>
    public bool IsScale
    {
        get
        {
            if (!IsMost || IsDate)
                return IsMost;
            var whole = new HashSet<double>();
            return Values.Where(double.IsFinite).Any(value => value != Math.Floor(value) || (whole.Add(value) && whole.Count > MostWholeNumbers));
        }
    }

    /// <summary>True for a cell that has nothing in it.</summary>
    public static bool IsEmpty(string? text) => string.IsNullOrWhiteSpace(text);

    /// <summary>Reads a column.</summary>
    public static ColorNumbers Of(IReadOnlyList<string?> texts)
    {
        double[] numbers = Read(texts, static text => Cell.FromText(text).Number);
        ColorNumbers found = Count(texts, numbers, isDate: false);
        if (found.IsMost)
            return found;
        ColorNumbers dates = Count(texts, Read(texts, ReadDate), isDate: true);
        return dates.IsMost ? dates : found;
    }

    private static double[] Read(IReadOnlyList<string?> texts, Func<string, double> read)
    {
        var known = new Dictionary<string, double>(StringComparer.Ordinal);
        var values = new double[texts.Count];
        for (int i = 0; i < values.Length; i++)
        {
            if (texts[i] is not { } text || IsEmpty(text))
                values[i] = double.NaN;
            else if (!known.TryGetValue(text, out values[i]))
                known[text] = values[i] = read(text) is var number && double.IsFinite(number) ? number : double.NaN;
        }

        return values;
    }

    private static double ReadDate(string text)
    {
        if (CellDate.TryParse(text, out double days))
            return days;
        return DateTime.TryParseExact(text.Trim(), NamedMonths, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime date)
            ? (date - DateTime.UnixEpoch).TotalDays
            : double.NaN;
    }

    private static ColorNumbers Count(IReadOnlyList<string?> texts, double[] values, bool isDate)
    {
        int count = 0;
        int first = -1;
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsNaN(values[i]) || IsEmpty(texts[i]) || MissingWords.Contains(texts[i]!.Trim()))
                continue;
            count++;
            if (first < 0)
                first = i;
        }

        return new ColorNumbers(values, isDate, count, first);
    }
}
