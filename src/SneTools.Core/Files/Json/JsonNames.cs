using System.Text.Json;

namespace SneTools;

/// <summary>The properties of the first rows of a file, or of all: a table has a column for each.</summary>
/// <param name="budget">How much the file may expand to.</param>
internal sealed class JsonNames(Expansion budget)
{
    /// <summary>Rows that are looked at.</summary>
    public const int FirstRows = 1000;

    private readonly HashSet<int> _nested = [];
    private IReadOnlyList<string> _keys = [];

    /// <summary>The properties; those of rows that are lists are called X1, X2, …</summary>
    public JsonProperties Properties { get; } = new(budget);

    /// <summary>How the rows begin: as objects or lists; Null for single values, None if there are no rows.</summary>
    public JsonTokenType Kind { get; private set; }

    /// <summary>Rows that were looked at.</summary>
    public int Rows { get; private set; }

    /// <summary>True when there are no more rows.</summary>
    public bool AreAll { get; private set; }

    /// <summary>True when the rows have names other than their numbers, from 0 on.</summary>
    public bool HasKeys { get; private set; }

    /// <summary>True for a property that is an object in some row, or a list with such in it.</summary>
    /// <param name="place">Its place.</param>
    public bool IsNested(int place) => _nested.Contains(place);

    /// <summary>True for a property that is the row's name, as the file says.</summary>
    /// <param name="place">Its place.</param>
    public bool IsKey(int place) => place < Properties.Names.Count && _keys.Contains(Properties.Names[place]);

    /// <summary>Looks at rows.</summary>
    /// <param name="text">The file.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="cursor">Stands before the first.</param>
    /// <param name="most">The most to look at.</param>
    /// <param name="keeps">True if the bytes are kept for a second reading.</param>
    /// <exception cref="JsonException">The file is no JSON.</exception>
    /// <exception cref="SneException">The file is no list of rows.</exception>
    public void Scan(JsonText text, JsonRows rows, ref JsonCursor cursor, int most, bool keeps)
    {
        for (text.Row = 1; text.Row <= most; text.Row++)
        {
            if (!keeps)
                text.Kept = -1;
            if (!rows.Next(ref cursor))
            {
                AreAll = text.IsEnded;
                break;
            }

            Rows = text.Row;
            HasKeys |= rows.Key is { } key && !JsonRow.IsCount(key, text.Row - 1);
            JsonTokenType kind = JsonRow.KindOf(cursor.Type);
            if (Kind == JsonTokenType.None)
                Begin(kind, rows);
            if (kind != Kind)
                throw JsonRefusal.OtherKind(text.Row, JsonRow.Describe(kind), JsonRow.DescribeAll(Kind));
            if (!(kind == JsonTokenType.StartObject ? ScanObject(ref cursor) : ScanList(ref cursor, text.Row == 1 && rows.Columns is null)))
                break;
        }
    }

    private void Begin(JsonTokenType kind, JsonRows rows)
    {
        Kind = kind;
        _keys = rows.KeyProperties;
        foreach (string name in rows.Columns ?? [])
            Properties.Add(name);
        if (kind == JsonTokenType.Null)
            Properties.Add("X1");
    }

    private bool ScanObject(ref JsonCursor cursor)
    {
        int expected = 0;
        while (cursor.Read() && cursor.Type == JsonTokenType.PropertyName)
        {
            int place = Properties.Find(cursor, expected);
            if (place < 0)
                place = Properties.Add(cursor.Text());
            expected = place + 1;
            if (!cursor.Read() || !ScanValue(ref cursor, place))
                return false;
        }

        return cursor.Type == JsonTokenType.EndObject;
    }

    private bool ScanList(ref JsonCursor cursor, bool isFirst)
    {
        if (cursor.Type != JsonTokenType.StartArray)
            return true;
        for (int place = 0; cursor.Read(); place++)
        {
            if (cursor.Type == JsonTokenType.EndArray)
                return true;
            if (isFirst)
                Properties.Add(FormattableString.Invariant($"X{place + 1}"));
            if (!ScanValue(ref cursor, place))
                return false;
        }

        return false;
    }

    private bool ScanValue(ref JsonCursor cursor, int place)
    {
        if (cursor.Type == JsonTokenType.StartObject)
        {
            _nested.Add(place);
            return cursor.Skip();
        }

        if (cursor.Type != JsonTokenType.StartArray)
            return true;
        while (cursor.Read() && cursor.Type != JsonTokenType.EndArray)
        {
            if (!cursor.IsOpening)
                continue;
            _nested.Add(place);
            if (!cursor.Skip())
                return false;
        }

        return cursor.Type == JsonTokenType.EndArray;
    }
}
