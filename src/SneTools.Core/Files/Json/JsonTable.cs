using System.Text.Json;

namespace SneTools;

/// <summary>Reads JSON: rows as objects or lists, in a list or one a line, or columns.</summary>
internal static class JsonTable
{
    private const int CheckedRows = 256;

    /// <summary>Reads the rows of a file.</summary>
    /// <param name="source">The file, at its beginning.</param>
    /// <param name="target">What they are read into.</param>
    /// <param name="progress">Is told the share of the file read so far, from 0 to 1.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">The file cannot be used; the message names the row and the property, or the line.</exception>
    public static void Read(DataSource source, JsonTarget target, Action<double>? progress, CancellationToken cancellation)
    {
        progress = Rising(progress);
        using var text = new JsonText(source, progress, cancellation);
        Checking(text, () =>
        {
            JsonOutline outline = Look(text, source.Name, target.Excludes);
            if (outline.Form is JsonForm.Columns or JsonForm.KeyedColumns)
            {
                new JsonColumns(text, outline, target).Read();
                return;
            }

            JsonNames names = Scan(text, outline, target, Math.Min(target.Named, JsonNames.FirstRows), keeps: true);
            if (!target.HoldsAll && !names.AreAll && names.Rows < target.Named && ReadTwice(source, outline, target, progress, cancellation))
                return;
            SneException? late = null;
            try
            {
                if (!TryReadRows(text, outline, names, target, out string name))
                    late = JsonRefusal.Late(text.Row, name);
            }
            catch (SneException error) when (error.Error == SneError.ColumnNotFound && !names.AreAll)
            {
                late = error;
            }

            if (late is not null && !ReadTwice(source, outline, target, progress, cancellation))
                throw late;
        });
    }

    /// <summary>Reads the names of the columns alone, as the first rows have them.</summary>
    /// <param name="source">The file, at its beginning.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">The file cannot be used.</exception>
    public static IReadOnlyList<string> ReadNames(DataSource source, CancellationToken cancellation)
    {
        var target = new JsonTableTarget(new ImportOptions(), DatasetBatches.Whole(_ => { })) { Most = JsonNames.FirstRows };
        using var text = new JsonText(source, null, cancellation);
        IReadOnlyList<string> found = [];
        Checking(text, () =>
        {
            JsonOutline outline = Look(text, source.Name, target.Excludes);
            found = outline.Form is JsonForm.Columns or JsonForm.KeyedColumns
                ? outline.Columns
                : Scan(text, outline, target, JsonNames.FirstRows, keeps: true).Properties.Names;
        });
        return found;
    }

    /// <summary>Counts the rows of a file.</summary>
    /// <param name="source">The file, at its beginning.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">The file cannot be used.</exception>
    public static long CountRows(DataSource source, CancellationToken cancellation)
    {
        using var text = new JsonText(source, null, cancellation);
        var target = new JsonCountTarget { Most = int.MaxValue };
        Checking(text, () =>
        {
            JsonOutline outline = Look(text, source.Name, target.Excludes);
            if (outline.Form is JsonForm.Columns or JsonForm.KeyedColumns)
            {
                new JsonColumns(text, outline, target).Read();
                return;
            }

            text.IsProbing = false;
            var rows = new JsonRows(outline.Form, outline.List, target.Most, target.Excludes);
            var cursor = new JsonCursor(text);
            for (text.Kept = -1; rows.Next(ref cursor) && cursor.Skip(); text.Kept = -1)
                text.Row = target.Take() + 1;
        });
        return target.Count;
    }

    /// <summary>The name of the column for the names of rows, as pandas chooses it.</summary>
    /// <param name="names">The other columns.</param>
    public static string KeyName(IEnumerable<string> names) => names.Contains("index", StringComparer.OrdinalIgnoreCase) ? "level_0" : "index";

    /// <summary>Says that something was not read.</summary>
    /// <param name="what">What was, as the beginning of a sentence.</param>
    /// <param name="names">What stands beside it.</param>
    public static string Beside(string what, IReadOnlyList<string> names) =>
        $"{what}; what stands beside is not read: {string.Join(", ", names.Take(10).Select(name => $"'{Refusal.Shorten(name)}'"))}{(names.Count > 10 ? $" and {names.Count - 10} more" : string.Empty)}.";

    private static JsonOutline Look(JsonText text, string name, Func<string, bool> excludes) => new(text, JsonFormat.IsLines(name), excludes);

    /// <summary>Reads the file once to know its properties, and once more to read the rows: where rows are given away before the last is
    /// read, or where one beyond the first has another property.</summary>
    /// <returns>False if it is a pipe, which can be read but once.</returns>
    private static bool ReadTwice(DataSource source, JsonOutline outline, JsonTarget target, Action<double>? progress, CancellationToken cancellation)
    {
        using DataSource? first = source.Reopen();
        if (first is null)
            return false;
        using var firstText = new JsonText(first, share => progress?.Invoke(share / 2), cancellation) { IsProbing = false };
        JsonNames? names = null;
        Checking(firstText, () => names = Scan(firstText, outline, target, target.Named, keeps: false));
        using DataSource second = source.Reopen()!;
        using var secondText = new JsonText(second, share => progress?.Invoke((1 + share) / 2), cancellation);
        Checking(secondText, () =>
        {
            if (!TryReadRows(secondText, outline, names!, target, out string changed))
                throw JsonRefusal.Late(secondText.Row, changed);
        });
        return true;
    }

    private static JsonNames Scan(JsonText text, JsonOutline outline, JsonTarget target, int most, bool keeps)
    {
        var cursor = new JsonCursor(text);
        var names = new JsonNames(text.Budget);
        names.Scan(text, new JsonRows(outline.Form, outline.List, target.Named, target.Excludes), ref cursor, most, keeps);
        return names;
    }

    /// <summary>Reads the rows, if all their properties are known.</summary>
    private static bool TryReadRows(JsonText text, JsonOutline outline, JsonNames names, JsonTarget target, out string late)
    {
        late = string.Empty;
        text.IsProbing = false;
        string[] all = [.. names.Properties.Names, .. outline.Excluded.Except(names.Properties.Names, StringComparer.OrdinalIgnoreCase)];
        var held = new HeldText(text.Source, all.Length);
        held.Require(0, target.HoldsAll ? names.Rows : Math.Min(names.Rows, JsonNames.FirstRows));
        int[] places = target.Begin(all, names.IsNested, names.HasKeys && target.TakesKeys ? KeyName(all) : null);
        var rows = new JsonRows(outline.Form, outline.List, target.Most, target.Excludes);
        var row = new JsonRow(text, names, places, target);
        var cursor = new JsonCursor(text);
        for (int count = 0; count < target.Most; count++)
        {
            text.Row = count + 1;
            text.Kept = -1;
            if (!rows.Next(ref cursor))
                break;
            if (count < target.Skip)
            {
                cursor.Skip();
                continue;
            }

            cursor.Keep();
            row.Read(ref cursor, rows.Key);
            if (row.Unknown is not null || (rows.Key is not null && !names.HasKeys && !JsonRow.IsCount(rows.Key, count)))
            {
                late = row.Unknown ?? rows.Key!;
                return false;
            }

            target.Add(row);
            if (count % CheckedRows == 0)
                held.Require(target.FirstRow, count, row.Elements);
        }

        if (rows.Beside.Count > 0)
            target.Warn(Beside($"The rows are those of the property '{outline.List}'", rows.Beside));
        return true;
    }

    /// <summary>A file that is read twice is not farther away the second time.</summary>
    private static Action<double>? Rising(Action<double>? progress)
    {
        if (progress is null)
            return null;
        double most = 0;
        return share => progress(most = Math.Max(most, share));
    }

    /// <summary>Does work, and says where the file is no JSON if it is none.</summary>
    private static void Checking(JsonText text, Action work)
    {
        try
        {
            work();
        }
        catch (JsonException error)
        {
            throw JsonRefusal.Malformed(text.Row, error);
        }
    }
}
