using System.Globalization;

namespace SneTools.Plots;

/// <summary>Round dates and times along a scale in days since the beginning of 1970.</summary>
internal static class DateTicks
{
    private const double Second = 1 / 86400.0;

    /// <summary>Days of the dates that .NET has, 0001-01-01 and 9999-12-31, from 1970 on.</summary>
    private const double First = -719162;

    private const double Last = 2932896;

    private static readonly double[] DaySteps = [Second, 5 * Second, 15 * Second, 30 * Second, 60 * Second, 300 * Second, 900 * Second, 1800 * Second, 1 / 24.0, 3 / 24.0, 6 / 24.0, 0.5, 1, 2, 7, 14];

    private static readonly int[] MonthSteps = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000];

    /// <summary>Round dates in a range.</summary>
    /// <param name="range">The range, in days.</param>
    /// <param name="most">The most that there is room for, at least 2.</param>
    public static double[] Of(Extent range, int most)
    {
        foreach (double step in DaySteps)
        {
            // Weeks begin on Mondays; the first day of 1970 was a Thursday.
            double shift = step >= 7 ? 4 : 0;
            double first = Math.Ceiling(((range.Low - shift) / step) - 1e-9);
            double count = Math.Floor(((range.High - shift) / step) + 1e-9) - first + 1;
            if (count <= most)
            {
                double[] ticks = [.. Enumerable.Range(0, (int)count).Select(k => shift + ((first + k) * step))];
                return ticks.Length >= 2 ? ticks : [range.Low, range.High];
            }
        }

        foreach (int step in MonthSteps)
        {
            double[] ticks = [.. Months(range, step).Take(most + 1)];
            if (ticks.Length <= most)
                return ticks.Length >= 2 ? ticks : [range.Low, range.High];
        }

        return [range.Low, range.High];
    }

    /// <summary>A date as it is written on a scale: as much of it as tells it from others.</summary>
    /// <param name="days">The date.</param>
    /// <param name="range">The scale.</param>
    public static string Text(double days, Extent range)
    {
        if (range.Low >= 0 && range.High <= 1)
            return Time(days, range.Length < 300 * Second ? "HH:mm:ss" : "HH:mm"); // times of a day
        if (days is < First or > Last)
            return days.ToString("0", CultureInfo.InvariantCulture) + " d";
        DateTime date = DateTime.UnixEpoch.AddDays(days).AddMilliseconds(0.5);
        return range.Length switch
        {
            < 0.2 => date.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
            < 4 => date.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture),
            < 400 => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            < 8 * 365 => date.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            _ => date.ToString("yyyy", CultureInfo.InvariantCulture),
        };
    }

    private static string Time(double days, string format) => days >= 1
        ? "24:00"
        : DateTime.UnixEpoch.AddDays(days).AddMilliseconds(0.5).ToString(format, CultureInfo.InvariantCulture);

    private static IEnumerable<double> Months(Extent range, int step)
    {
        DateTime low = DateTime.UnixEpoch.AddDays(Math.Clamp(range.Low, First, Last));
        int month = ((low.Year * 12) + low.Month - 1) / step * step;
        for (; month < 9999 * 12; month += step)
        {
            if (month < 12)
                continue;
            double days = (new DateTime(month / 12, (month % 12) + 1, 1, 0, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).TotalDays;
            if (days > range.High + 1e-9)
                yield break;
            if (days >= range.Low - 1e-9)
                yield return days;
        }
    }
}
