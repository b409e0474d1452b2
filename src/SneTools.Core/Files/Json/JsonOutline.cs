using System.Text.Json;

namespace SneTools;

/// <summary>What a JSON file is, as its beginning tells: the first value, if it is no list of rows that goes on beyond what is looked at.
/// </summary>
/// <remarks>
/// An object with others behind it is a row. One that is all of the file is a table of columns if its properties are lists, or what stands
/// around a list of rows, as services answer.
/// </remarks>
internal sealed class JsonOutline
{
    /// <summary>Properties that are looked at. An object with more is told by these.</summary>
    private const int MostProperties = 1 << 16;

    private readonly List<(string Name, JsonShape Shape)> _properties = [];
    private readonly List<string> _excluded = [];
    private bool _isWhole;
    private bool _isFollowed;

    /// <summary>Looks at the beginning of a file.</summary>
    /// <param name="text">The file, at its beginning, which stays kept.</param>
    /// <param name="isLines">True if the file is named like one with a row in each line.</param>
    /// <param name="excludes">True for properties that are left out.</param>
    /// <exception cref="SneException">The file can be read in two ways, or in none.</exception>
    public JsonOutline(JsonText text, bool isLines, Func<string, bool> excludes)
    {
        var cursor = new JsonCursor(text);
        JsonTokenType first = JsonTokenType.None;
        JsonShape elements = JsonShape.EmptyList;
        try
        {
            if (!cursor.Read())
                throw Refusal.Empty(" in the file");
            first = cursor.Type;
            if (first == JsonTokenType.StartObject && !isLines)
                ReadObject(ref cursor, text, excludes);
            else if (first == JsonTokenType.StartArray)
                elements = ReadList(ref cursor, text, isLines);
        }
        catch (JsonException)
        {
            // The reading comes to the same place, and knows the row.
            _isFollowed = _isWhole;
        }

        Form = first switch
        {
            JsonTokenType.StartArray when elements is JsonShape.ListOfLists or JsonShape.ListOfObjects => JsonForm.List,
            JsonTokenType.StartArray => isLines || _isFollowed ? JsonForm.Lines : JsonForm.List,
            JsonTokenType.StartObject when !isLines && !_isFollowed => FormOfObject(),
            _ => JsonForm.Lines,
        };
    }

    /// <summary>Where the rows are.</summary>
    public JsonForm Form { get; }

    /// <summary>The property that holds the rows; null if they are not in one.</summary>
    public string? List { get; private set; }

    /// <summary>The properties that are columns, as far as they were seen, where they are.</summary>
    public IReadOnlyList<string> Columns =>
        [.. _properties.Where(property => Form == JsonForm.KeyedColumns || IsFilledList(property.Shape)).Select(property => property.Name)];

    /// <summary>The properties beside the rows, or the columns, that are left out, as far as they were seen.</summary>
    public IReadOnlyList<string> Excluded => Form is JsonForm.Lines or JsonForm.List ? [] : _excluded;

    /// <summary>True for a name that is a whole number, as a row without a name of its own has it.</summary>
    public static bool IsNumbered(ReadOnlySpan<char> name) =>
        name is ['-', .. var digits] ? IsDigits(digits) : IsDigits(name);

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    private static bool IsFilledList(JsonShape shape) => shape is JsonShape.List or JsonShape.ListOfLists or JsonShape.ListOfObjects;

    private void ReadObject(ref JsonCursor cursor, JsonText text, Func<string, bool> excludes)
    {
        while (cursor.Read() && cursor.Type == JsonTokenType.PropertyName)
        {
            string name = cursor.Text();
            if (!cursor.Read())
                return;
            JsonShape shape = ReadShape(ref cursor, out bool isEnded);
            if (excludes(name))
                _excluded.Add(name);
            else
                _properties.Add((name, shape));
            if (!isEnded || _properties.Count + _excluded.Count == MostProperties)
                return;
        }

        if (cursor.Type != JsonTokenType.EndObject)
            return;
        _isWhole = true;
        _isFollowed = cursor.Read() || !text.IsEnded;
    }

    private JsonShape ReadList(ref JsonCursor cursor, JsonText text, bool isLines)
    {
        if (!cursor.Read())
            return JsonShape.List;
        if (cursor.Type == JsonTokenType.StartObject)
            return JsonShape.ListOfObjects;
        if (cursor.Type == JsonTokenType.StartArray)
            return JsonShape.ListOfLists;
        if (isLines)
            return JsonShape.List;
        while (cursor.Type != JsonTokenType.EndArray)
        {
            if (!cursor.Skip() || !cursor.Read())
                return JsonShape.List;
        }

        _isWhole = true;
        _isFollowed = cursor.Read() || !text.IsEnded;
        return JsonShape.List;
    }

    /// <summary>What the value is at which a cursor stands; it goes to its end.</summary>
    private static JsonShape ReadShape(ref JsonCursor cursor, out bool isEnded)
    {
        isEnded = true;
        if (!cursor.IsOpening)
            return JsonShape.Single;
        bool isList = cursor.Type == JsonTokenType.StartArray;
        JsonShape shape = isList ? JsonShape.EmptyList : JsonShape.Object;
        isEnded = cursor.Read();
        if (!isEnded || cursor.Type is JsonTokenType.EndArray or JsonTokenType.EndObject)
            return shape;
        shape = cursor.Type switch
        {
            JsonTokenType.PropertyName => IsNumbered(cursor.Text()) ? JsonShape.NumberedObject : JsonShape.Object,
            JsonTokenType.StartObject => JsonShape.ListOfObjects,
            JsonTokenType.StartArray => JsonShape.ListOfLists,
            _ => JsonShape.List,
        };
        while (isEnded && cursor.Type is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
            isEnded = cursor.Skip() && cursor.Read();
        return shape;
    }

    private JsonForm FormOfObject()
    {
        string[] filled = [.. _properties.Where(property => IsFilledList(property.Shape)).Select(property => property.Name)];
        string[] objects = [.. _properties.Where(property => property.Shape == JsonShape.ListOfObjects).Select(property => property.Name)];
        if (IsSplit())
        {
            List = "data";
            return JsonForm.Split;
        }

        if (filled.Length == 0 && _properties.Exists(property => property.Shape == JsonShape.EmptyList))
            throw Refusal.Empty(" in the file: its lists are empty");
        if (objects.Length > 0)
        {
            List = filled.Length == 1 ? objects[0] : throw JsonRefusal.SeveralLists(filled);
            return JsonForm.Property;
        }

        if (_properties.Exists(property => property.Shape == JsonShape.ListOfLists))
            return JsonForm.Columns;
        if (_properties.Count > 0 && _properties.TrueForAll(property => property.Shape is JsonShape.Object or JsonShape.NumberedObject))
            return FormOfObjects();
        return filled.Length > 0 && filled.Length == _properties.Count ? JsonForm.Columns : JsonForm.Lines;
    }

    /// <summary>True for columns, index and data as pandas writes them, in this order.</summary>
    private bool IsSplit() =>
        _properties is [("columns", JsonShape.List), .., ("data", JsonShape.ListOfLists)]
        && (_properties.Count == 2 || (_properties is [_, ("index", JsonShape.List or JsonShape.ListOfLists), _]));

    private JsonForm FormOfObjects()
    {
        bool hasNumberedRows = _properties.TrueForAll(property => IsNumbered(property.Name));
        bool hasNumberedColumns = _properties.TrueForAll(property => property.Shape == JsonShape.NumberedObject);
        if (hasNumberedRows == hasNumberedColumns)
            throw JsonRefusal.Ambiguous();
        return hasNumberedRows ? JsonForm.KeyedRows : JsonForm.KeyedColumns;
    }
}
