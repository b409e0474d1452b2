using System.Text.Json;

namespace SneTools;

/// <summary>Finds one row after the other, wherever the rows are in a file.</summary>
/// <param name="form">Where they are.</param>
/// <param name="list">The property that holds them, if one does.</param>
/// <param name="most">The most rows of which the names are wanted.</param>
/// <param name="excludes">True for properties that are left out.</param>
internal sealed class JsonRows(JsonForm form, string? list, int most, Func<string, bool> excludes)
{
    private readonly List<string> _beside = [];
    private List<string?>? _index;
    private int _count;
    private bool _isOpen;

    /// <summary>The names of the columns, where they stand before the rows; null if they do not.</summary>
    public IReadOnlyList<string>? Columns { get; private set; }

    /// <summary>The properties that are names of rows, by the schema that pandas puts before them.</summary>
    public IReadOnlyList<string> KeyProperties { get; private set; } = [];

    /// <summary>The name of the row; null if it has none.</summary>
    public string? Key { get; private set; }

    /// <summary>The properties beside the one that holds the rows, as far as they have come by.</summary>
    public IReadOnlyList<string> Beside => _beside;

    /// <summary>Goes to the next row.</summary>
    /// <param name="cursor">Stands at the end of the row before, or at the beginning of the file. It is put at the row's first token.</param>
    /// <returns>False if there is none.</returns>
    /// <exception cref="JsonException">The file is no JSON.</exception>
    /// <exception cref="SneException">Something else follows.</exception>
    public bool Next(ref JsonCursor cursor)
    {
        bool isThere = form switch
        {
            JsonForm.List => NextOfList(ref cursor),
            JsonForm.Property or JsonForm.Split => NextOfProperty(ref cursor),
            JsonForm.KeyedRows => NextOfObject(ref cursor),
            _ => cursor.Read(),
        };
        if (isThere && _index is not null)
            Key = _count < _index.Count ? _index[_count] : throw JsonRefusal.OtherLength("index", _index.Count, list!, _count + 1);
        _count++;
        return isThere;
    }

    private bool NextOfList(ref JsonCursor cursor)
    {
        while (true)
        {
            if (!cursor.Read())
                return false;
            if (_isOpen && cursor.Type != JsonTokenType.EndArray)
                return true;
            if (!_isOpen && cursor.Type != JsonTokenType.StartArray)
                throw JsonRefusal.GoesOn(JsonRow.Describe(JsonRow.KindOf(cursor.Type)));
            _isOpen = !_isOpen;
        }
    }

    private bool NextOfObject(ref JsonCursor cursor)
    {
        if (_count == 0 && !cursor.Read())
            return false;
        if (!cursor.Read())
            return false;
        if (cursor.Type == JsonTokenType.EndObject)
            return Ends(ref cursor);
        Key = cursor.Text();
        return JsonOutline.IsNumbered(Key) ? cursor.Read() : throw JsonRefusal.Ambiguous();
    }

    private bool NextOfProperty(ref JsonCursor cursor)
    {
        if (_isOpen)
        {
            if (!cursor.Read())
                return false;
            if (cursor.Type != JsonTokenType.EndArray)
                return true;
        }
        else if (!cursor.Read())
        {
            return false;
        }

        while (cursor.Read() && cursor.Type == JsonTokenType.PropertyName)
        {
            string name = cursor.Text();
            if (!cursor.Read())
                return false;
            if (name == list)
                return Open(ref cursor);
            if (form == JsonForm.Split && name == "columns")
                Columns = [.. ReadTexts(ref cursor, name, int.MaxValue).Select(text => text ?? string.Empty)];
            else if (form == JsonForm.Split && name == "index")
                ReadIndex(ref cursor);
            else
                Pass(ref cursor, name);
        }

        return cursor.Type == JsonTokenType.EndObject && Ends(ref cursor);
    }

    private bool Open(ref JsonCursor cursor)
    {
        if (_isOpen || cursor.Type != JsonTokenType.StartArray)
            throw JsonRefusal.Repeated(_count, list!);
        _isOpen = true;
        if (!cursor.Read())
            return false;
        return cursor.Type != JsonTokenType.EndArray || NextOfProperty(ref cursor);
    }

    /// <summary>Goes over a property that is not the one with the rows.</summary>
    private void Pass(ref JsonCursor cursor, string name)
    {
        bool isList = cursor.Type == JsonTokenType.StartArray;
        if (!excludes(name))
        {
            _beside.Add(name);
            if (isList && cursor.Read() && cursor.Type != JsonTokenType.EndArray)
                throw JsonRefusal.SeveralLists([name, list!]);
        }

        if (name == "schema" && cursor.Type == JsonTokenType.StartObject)
            ReadSchema(ref cursor);
        else
            cursor.Skip();
    }

    private void ReadSchema(ref JsonCursor cursor)
    {
        while (cursor.Read() && cursor.Type == JsonTokenType.PropertyName)
        {
            bool isKey = cursor.Is("primaryKey"u8);
            cursor.Read();
            if (isKey && cursor.Type == JsonTokenType.StartArray)
                KeyProperties = [.. ReadTexts(ref cursor, "primaryKey", int.MaxValue).OfType<string>()];
            else
                cursor.Skip();
        }
    }

    private static bool Ends(ref JsonCursor cursor) =>
        cursor.Read() ? throw JsonRefusal.GoesOn(JsonRow.Describe(JsonRow.KindOf(cursor.Type))) : false;

    private void ReadIndex(ref JsonCursor cursor)
    {
        List<string?> index = ReadTexts(ref cursor, "index", most);
        if (!index.Select((key, row) => JsonRow.IsCount(key, row)).All(isCount => isCount))
            _index = index;
    }

    /// <summary>The texts of a list of single values.</summary>
    private static List<string?> ReadTexts(ref JsonCursor cursor, string name, int most)
    {
        var texts = new List<string?>();
        while (cursor.Read() && cursor.Type != JsonTokenType.EndArray)
        {
            if (cursor.IsOpening)
                throw JsonRefusal.NestedIn(name);
            if (texts.Count < most)
                texts.Add(cursor.SingleText());
        }

        return texts;
    }
}
