using System.Globalization;

namespace SneTools;

/// <summary>Dates and times as numbers: days since the beginning of 1970, in UTC where the text says its offset.</summary>
/// <remarks>Texts are read in the forms of ISO 8601 alone: which of 03/04/2020 is the month, no text says.</remarks>
internal static class CellDate
{
    /// <summary>What a text must be, for messages.</summary>
    public const string Forms = "2024-05-31, 2024-05-31T12:30:00Z or a DateTime";

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM", "yyyy", "yyyy/MM/dd",
        "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ss 'UTC'", "yyyy/MM/dd HH:mm:ss", "HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF",
    ];

    /// <summary>Reads a date, a time of day, or both.</summary>
    /// <param name="text">The text.</param>
    /// <param name="days">Days since the beginning of 1970; of a time of day alone, the share of the day that has passed; of a duration,
    /// -1.02:30:00, its days.</param>
    public static bool TryParse(string? text, out double days)
    {
        days = double.NaN;
        if (text is null)
            return false;
        ReadOnlySpan<char> trimmed = text.AsSpan().Trim();
        if (IsDuration(trimmed) && TimeSpan.TryParseExact(trimmed, "c", CultureInfo.InvariantCulture, out TimeSpan duration))
        {
            days = duration.TotalDays;
            return true;
        }

        if (!DateTimeOffset.TryParseExact(trimmed, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date))
            return false;
        days = IsTime(trimmed) ? date.TimeOfDay.TotalDays : (date.UtcDateTime - DateTime.UnixEpoch).TotalDays;
        return true;
    }

    /// <summary>True for what may be more than a time of day: with days before the hours, or negative.</summary>
    private static bool IsDuration(ReadOnlySpan<char> text) => text is ['-', ..] || (text.IndexOf('.') is > 0 and var point && point < text.IndexOf(':'));

    private static bool IsTime(ReadOnlySpan<char> text) => text.IndexOf(':') is >= 0 and <= 2;
}
