using System.Globalization;
using System.Management.Automation.Host;
using System.Text;
using SneTools.Plots;

namespace SneTools.PowerShell;

/// <summary>A data set as a terminal shows it: its size, its columns, and its first rows.</summary>
public static class DatasetText
{
    private const int MostRows = 6;
    private const int MostOfCell = 20;
    private const string Cut = "\u2026";

    /// <summary>The lines, none of which is wider than the window.</summary>
    /// <param name="data">The data.</param>
    /// <param name="host">The host.</param>
    public static string Of(Dataset data, PSHost? host) => Of(data, TerminalWindow.Of(host).Width - 1);

    /// <summary>The lines, none of which is wider than a number of columns.</summary>
    /// <param name="data">The data.</param>
    /// <param name="width">The number.</param>
    internal static string Of(Dataset data, int width)
    {
        ArgumentNullException.ThrowIfNull(data);
        var lines = new List<string>();
        string along = data.Labels.Count == 0 ? string.Empty : $", {data.Labels.Count} along: {Summary.Names([.. data.Labels.Select(label => label.Name)])}";
        string what = data.Dimension == 1 ? "column" : "columns";
        string rows = data.Count == 1 ? "row" : "rows";
        AddWrapped(lines, FormattableString.Invariant($"{data.Count} {rows} x {data.Dimension} {what}{along}"), width);
        if (data.Count > 0)
        {
            lines.Add(string.Empty);
            lines.AddRange(Table(data, width));
        }

        if (data.Count > MostRows)
            lines.Add(FormattableString.Invariant($"... {data.Count - MostRows} more rows"));
        return string.Join('\n', lines);
    }

    /// <summary>The first rows: whole columns, as many as there is room for, the first ones and those that ride along.</summary>
    private static IEnumerable<string> Table(Dataset data, int width)
    {
        DatasetRow[] rows = [.. Enumerable.Range(0, Math.Min(MostRows, data.Count)).Select(data.Row)];
        KeyValuePair<string, object?>[][] cells = [.. rows.Select(row => row.Cells.ToArray())];
        int labels = data.Labels.Count;
        int count = cells[0].Length;
        var columns = new Dictionary<int, string[]>();
        int left = width - 1 - Cut.Length;
        foreach (int c in Order(count, labels))
        {
            string[] column = Column(cells, c);
            int needed = TextWidth.Of(column[0]) + 1;
            if (needed > left)
                break;
            left -= needed;
            columns[c] = column;
        }

        int[] shown = [.. columns.Keys.Order()];
        int firstGap = Enumerable.Range(0, count).FirstOrDefault(c => !columns.ContainsKey(c), -1);
        for (int line = 0; line < rows.Length + 2; line++)
        {
            var text = new StringBuilder();
            foreach (int c in shown)
            {
                if (firstGap >= 0 && c > firstGap && (c == shown[0] || shown[Array.IndexOf(shown, c) - 1] < firstGap))
                    text.Append(line == 1 ? ' ' : Cut[0]).Append(' ');
                text.Append(columns[c][line]).Append(' ');
            }

            if (firstGap >= 0 && Array.TrueForAll(shown, c => c < firstGap))
                text.Append(line == 1 ? ' ' : Cut[0]);
            yield return text.ToString().TrimEnd();
        }
    }

    /// <summary>The order in which columns get their room: two of numbers, the first that rides along, the other numbers, and what else rides
    /// along.</summary>
    private static IEnumerable<int> Order(int count, int labels)
    {
        int numbers = count - labels;
        int first = Math.Min(2, numbers);
        return Enumerable.Range(0, first)
            .Concat(Enumerable.Range(numbers, Math.Min(1, labels)))
            .Concat(Enumerable.Range(first, numbers - first))
            .Concat(Enumerable.Range(numbers, labels).Skip(1));
    }

    /// <summary>A column's name, the line under it and its cells, all of one width.</summary>
    private static string[] Column(KeyValuePair<string, object?>[][] cells, int c)
    {
        string name = Shorten(Summary.Text(cells[0][c].Key));
        string[] texts = [.. cells.Select(row => Shorten(Text(row[c].Value)))];
        bool isNumber = cells[0][c].Value is double;
        int width = texts.Append(name).Max(TextWidth.Of);
        return [Pad(name), Pad(new string('-', TextWidth.Of(name))), .. texts.Select(Pad)];

        string Pad(string text)
        {
            string blanks = new(' ', width - TextWidth.Of(text));
            return isNumber ? blanks + text : text + blanks;
        }
    }

    private static string Text(object? value) => value switch
    {
        null => string.Empty,
        double number => number.ToString(Math.Abs(number) is >= 1e6 and < 1e15 ? "0" : "G6", CultureInfo.InvariantCulture),
        double[] vector => FormattableString.Invariant($"[{vector.Length} numbers]"),
        _ => Summary.Text($"{value}"),
    };

    private static string Shorten(string text) => TextWidth.Of(text) <= MostOfCell ? text : TextWidth.Cut(text, MostOfCell - 1) + Cut;

    private static void AddWrapped(List<string> lines, string text, int width)
    {
        var line = new StringBuilder();
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(line.ToString());
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : string.Empty).Append(word);
        }

        lines.Add(line.ToString());
    }
}
