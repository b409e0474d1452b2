using System.Globalization;
using System.Management.Automation;
using SneTools.Plots;

namespace SneTools.PowerShell;

/// <summary>Reads the columns of a table of which curves are drawn.</summary>
internal static class CurveTable
{
    /// <summary>Reads columns.</summary>
    /// <param name="rows">The table.</param>
    /// <param name="names">The columns, as a user wrote them.</param>
    /// <exception cref="SneException"><see cref="SneError.ColumnNotFound"/>.</exception>
    public static CurveColumn[] Read(RowCollector rows, string[] names)
    {
        string[] known = rows.Dataset is null
            ? [.. rows.Rows.SelectMany(row => row.Names).Distinct(StringComparer.OrdinalIgnoreCase)]
            : [.. rows.Names];
        string[] found = [.. names.Select(name => known.FirstOrDefault(other => other.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw NoColumn(name, known))];
        var numbers = new CellNumbers(found, rows.Count, rows.Cells);
        return [.. found.Select(name => Read(name, rows, numbers))];
    }

    /// <summary>A time, as TimeSpan writes it, is a number of seconds.</summary>
    private static CurveColumn Read(string name, RowCollector rows, CellNumbers numbers)
    {
        Func<int, Cell> cells = rows.Cells(name);
        Cell[] all = [.. Enumerable.Range(0, rows.Count).Select(cells)];
        string?[] texts = [.. all.Select(cell => cell.IsNumber && !double.IsFinite(cell.Number) ? null : cell.AsText())];
        double[] read = [.. all.Select(numbers.Read)];
        if (!read.All(double.IsNaN) || !texts.Any(text => Seconds(text) is not null))
            return new CurveColumn(name, texts, read);
        return new CurveColumn($"{name}, s", texts, [.. texts.Select(text => Seconds(text) ?? double.NaN)]);
    }

    private static double? Seconds(string? text) =>
        text is not null && text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out TimeSpan time) ? time.TotalSeconds : null;

    private static SneException NoColumn(string name, string[] names) => new(
        SneError.ColumnNotFound, $"There is no column '{name}' in the table. There are: {string.Join(", ", names)}.", column: name);
}
