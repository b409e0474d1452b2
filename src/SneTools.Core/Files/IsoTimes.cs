using System.Buffers.Binary;
using System.Globalization;

namespace SneTools;

/// <summary>Dates and times as ISO 8601 writes them, out of numbers counted from 1970. No time zone comes into it, and no year is out of
/// range: beyond 0 to 9999 it has a sign.</summary>
internal static class IsoTimes
{
    private const long NanosecondsOfDay = 86_400_000_000_000;

    /// <summary>The Julian day on which 1970 began.</summary>
    private const int JulianStart = 2_440_588;

    /// <summary>A date, 2024-02-29, in the Gregorian calendar, which is continued to before its time.</summary>
    /// <param name="days">Days since 1970.</param>
    public static string Date(long days)
    {
        // Years begin in March here, so that the day that not every year has is the last one; 400 of them are 146 097 days.
        days += 719_468;
        long era = Math.DivRem(days - (days < 0 ? 146_096 : 0), 146_097).Quotient;
        long day = days - (era * 146_097);
        long year = (day - (day / 1460) + (day / 36_524) - (day / 146_096)) / 365;
        day -= (365 * year) + (year / 4) - (year / 100);
        long month = ((5 * day) + 2) / 153;
        day -= ((153 * month) + 2) / 5;
        year += (400 * era) + (month >= 10 ? 1 : 0);
        month = month < 10 ? month + 3 : month - 9;
        string sign = year < 0 ? "-" : year > 9999 ? "+" : string.Empty;
        return FormattableString.Invariant($"{sign}{Math.Abs(year):0000}-{month:00}-{day + 1:00}");
    }

    /// <summary>A time of day, 13:05:59.25.</summary>
    /// <param name="value">The time since midnight.</param>
    /// <param name="digits">Digits of a second in it: 3, 6 or 9.</param>
    public static string Time(long value, int digits)
    {
        var second = (Int128)Math.Pow(10, digits);
        (Int128 seconds, Int128 fraction) = Int128.DivRem(Int128.Abs(value), second);
        string text = FormattableString.Invariant($"{(value < 0 ? "-" : string.Empty)}{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
        return fraction == 0 ? text : $"{text}.{fraction.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0').TrimEnd('0')}";
    }

    /// <summary>A point in time, 2024-02-29T13:05:59.25.</summary>
    /// <param name="value">The time since 1970.</param>
    /// <param name="digits">Digits of a second in it: 3, 6 or 9.</param>
    public static string Timestamp(long value, int digits)
    {
        long day = 86_400 * (long)Math.Pow(10, digits);
        long days = (value / day) - (value % day < 0 ? 1 : 0);
        return $"{Date(days)}T{Time(value - (days * day), digits)}";
    }

    /// <summary>A point in time of twelve bytes: nanoseconds of the day, and the Julian day.</summary>
    /// <remarks>Spark counts microseconds in 64 bits and splits them, beyond the end of the 64 bits too: put together in as many, they are
    /// what they were.</remarks>
    public static string OfInt96(ReadOnlySpan<byte> bytes)
    {
        const long MicrosecondsOfDay = 86_400_000_000;
        long nanoseconds = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        long days = BinaryPrimitives.ReadInt32LittleEndian(bytes[sizeof(long)..]) - (long)JulianStart;
        if (nanoseconds % 1000 == 0)
            return Timestamp(unchecked((days * MicrosecondsOfDay) + (nanoseconds / 1000)), 6);
        long over = (nanoseconds / NanosecondsOfDay) - (nanoseconds < 0 ? 1 : 0);
        return $"{Date(days + over)}T{Time(nanoseconds - (over * NanosecondsOfDay), 9)}";
    }

    /// <summary>A length of time of twelve bytes: months, days and milliseconds, P1M2DT3.5S.</summary>
    public static string Interval(ReadOnlySpan<byte> bytes)
    {
        uint milliseconds = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        return FormattableString.Invariant(
            $"P{BinaryPrimitives.ReadUInt32LittleEndian(bytes)}M{BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..])}DT{milliseconds / 1000m:0.###}S");
    }
}
