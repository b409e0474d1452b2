using System.Globalization;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Text;
using SneTools.Plots;

namespace SneTools.PowerShell;

/// <summary>Rows that hold names or texts which a terminal would obey: they stay as they are, and are shown as lists that are clean.</summary>
/// <remarks>PowerShell shows all rows of a pipeline as it shows the first one, so that one row makes all of them such rows.</remarks>
public static class ForeignRows
{
    /// <summary>The name of their type, which the module's views know.</summary>
    internal const string TypeName = "SneTools.ForeignRow";

    /// <summary>Elements of an array that are shown, as PowerShell does.</summary>
    private const int MostElements = 4;

    private static readonly ConditionalWeakTable<Dataset, object> Known = [];

    /// <summary>A row as a list of names and values, which does nothing to the terminal.</summary>
    /// <param name="row">The row.</param>
    public static string Text(PSObject row)
    {
        ArgumentNullException.ThrowIfNull(row);
        (string Name, string Value)[] lines = [.. row.Properties.Select(property => (Summary.Text(property.Name), Text(property.Value)))];
        int width = lines.Length == 0 ? 0 : lines.Max(line => TextWidth.Of(line.Name));
        var text = new StringBuilder();
        foreach ((string name, string value) in lines)
            text.Append(name).Append(' ', width - TextWidth.Of(name)).Append(" : ").Append(value).Append('\n');
        return text.ToString();
    }

    /// <summary>True when a terminal would obey a name or a text of the data; looked up once.</summary>
    /// <param name="data">The data.</param>
    internal static bool Are(Dataset data) => (bool)Known.GetValue(data, static data => data.Columns.Any(IsForeign) || Are(data.Labels));

    /// <summary>True when a terminal would obey a name or a text of the input.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="cancellation">Ends the work.</param>
    internal static bool Are(RowCollector input, CancellationToken cancellation)
    {
        if (input.Dataset is { } data)
            return Are(data);
        if (input.Rows is [{ Length: not null }, ..])
            return false;
        foreach (InputRow row in input.Rows)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Is(row))
                return true;
        }

        return false;
    }

    /// <summary>True when a terminal would obey a name or a text of the columns.</summary>
    /// <param name="labels">The columns.</param>
    internal static bool Are(IEnumerable<LabelColumn> labels) =>
        labels.Any(label => IsForeign(label.Name) || label.Values.Any(IsForeign));

    private static bool Is(InputRow row) => row.Values().Any(cell => IsForeign(cell.Key) || IsForeign(cell.Value as string));

    private static bool IsForeign(string? text) => text is not null && !ReferenceEquals(ForeignText.Clean(text), text);

    private static string Text(object? value) => value switch
    {
        null => string.Empty,
        string text => Summary.Text(text),
        double number => number.ToString("G15", CultureInfo.InvariantCulture),
        Array array => $"{{{string.Join(", ", array.Cast<object?>().Take(MostElements).Select(Text))}{(array.Length > MostElements ? "\u2026" : string.Empty)}}}",
        _ => Summary.Text($"{value}"),
    };
}
