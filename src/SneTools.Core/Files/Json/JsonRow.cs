using System.Globalization;
using System.Text.Json;

namespace SneTools;

/// <summary>The row that is being read.</summary>
internal sealed class JsonRow : ICellRow
{
    private readonly JsonText _text;
    private readonly JsonNames _names;
    private readonly JsonCells _cells;
    private readonly int[] _places;
    private readonly bool[] _isUsed;
    private readonly JsonTarget _target;
    private readonly bool[] _isKey;
    private readonly bool _hasKey;
    private string? _key;
    private int _found;

    /// <summary>Makes a row for a table.</summary>
    /// <param name="text">The file.</param>
    /// <param name="names">The properties.</param>
    /// <param name="places">Which property each column is; of columns that nobody wants, none. One column more is the names of the rows, if they
    /// have some.</param>
    /// <param name="target">The table.</param>
    public JsonRow(JsonText text, JsonNames names, int[] places, JsonTarget target)
    {
        _text = text;
        _names = names;
        _cells = new JsonCells(text);
        _places = places;
        _target = target;
        _isUsed = new bool[names.Properties.Names.Count];
        for (int k = 0; k < places.Length; k++)
        {
            if (places[k] < _isUsed.Length)
                _isUsed[places[k]] = target.IsUsed(k);
        }

        _isKey = [.. places.Select((place, k) => names.IsKey(place) && !target.IsNumeric(k))];
        _hasKey = target.TakesKeys && names.HasKeys;
    }

    /// <inheritdoc/>
    /// <remarks>Of a list with more or fewer elements than the first, that many.</remarks>
    public int Count { get; private set; }

    /// <summary>A property that is not among those known; null if all are.</summary>
    public string? Unknown { get; private set; }

    /// <summary>Numbers in the vectors that have been read.</summary>
    public long Elements => _cells.Elements;

    /// <summary>The kind of a row: an object, a list, or Null for a single value.</summary>
    /// <param name="token">Its first token.</param>
    public static JsonTokenType KindOf(JsonTokenType token) =>
        token is JsonTokenType.StartObject or JsonTokenType.StartArray ? token : JsonTokenType.Null;

    /// <summary>A kind of row in words.</summary>
    public static string Describe(JsonTokenType kind) => kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        _ => "a single value",
    };

    /// <summary>Rows of a kind in words.</summary>
    public static string DescribeAll(JsonTokenType kind) => kind switch
    {
        JsonTokenType.StartObject => "objects",
        JsonTokenType.StartArray => "lists",
        _ => "single values",
    };

    /// <summary>True for a name that says nothing but the place.</summary>
    /// <param name="key">The name.</param>
    /// <param name="place">The place, counted from 0.</param>
    public static bool IsCount(string? key, int place) =>
        int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number == place && (place > 0 || key == "0");

    /// <summary>Reads a row.</summary>
    /// <param name="cursor">Stands at its first token, from which on the bytes are kept; it goes to the last.</param>
    /// <param name="key">The name of the row; null if it has none.</param>
    /// <exception cref="JsonException">The file is no JSON.</exception>
    /// <exception cref="SneException">The row does not go with those before it.</exception>
    public void Read(ref JsonCursor cursor, string? key)
    {
        JsonTokenType kind = KindOf(cursor.Type);
        if (kind != _names.Kind)
            throw JsonRefusal.OtherKind(_text.Row, Describe(kind), DescribeAll(_names.Kind));
        _key = key;
        _found = _isUsed.Length;
        Unknown = null;
        _cells.Clear(_isUsed.Length);
        if (kind == JsonTokenType.StartObject)
            ReadObject(ref cursor);
        else if (kind == JsonTokenType.StartArray)
            ReadList(ref cursor);
        else
            _cells.Read(0, ref cursor);
        Count = _found == _isUsed.Length ? _places.Length + (_hasKey ? 1 : 0) : _found;
    }

    /// <inheritdoc/>
    public Cell Cell(int column)
    {
        if (column == _places.Length)
            return JsonValue.ToKey(_key, _target.IsNumeric(column));
        if (_cells[_places[column]] == JsonKind.Absent)
            return _target.Absent;
        try
        {
            Cell cell = _cells.Cell(_places[column]);
            return _isKey[column] ? JsonValue.ToKey(cell.AsText(), isNumeric: false) : cell;
        }
        catch (InvalidOperationException error)
        {
            throw JsonRefusal.Undecodable(_text.Row, _names.Properties.Names[_places[column]], error);
        }
    }

    /// <inheritdoc/>
    public bool TryGetNumber(int column, out double number)
    {
        if (column < _places.Length && _cells[_places[column]] == JsonKind.Number && !_isKey[column])
        {
            number = JsonNumber.Parse(_cells.Bytes(_places[column]));
            return true;
        }

        Cell cell = Cell(column);
        number = cell.Number;
        return cell.IsNumber;
    }

    /// <inheritdoc/>
    public bool IsPlain(int column, double number) => column < _places.Length && _cells[_places[column]] == JsonKind.Number && !_isKey[column]
        ? NumberTexts.IsWritten(_cells.Bytes(_places[column]), number)
        : Cell(column).IsPlain;

    /// <inheritdoc/>
    public int TryGetNumbers(ReadOnlySpan<int> columns, Span<double> numbers, int from, List<int> spelled) =>
        ICellRow.TryGetEach(this, columns, numbers, from, spelled);

    private void ReadObject(ref JsonCursor cursor)
    {
        int expected = 0;
        while (cursor.Read() && cursor.Type == JsonTokenType.PropertyName)
        {
            int place = _names.Properties.Find(cursor, expected);
            if (place < 0)
            {
                Unknown = cursor.Text();
                return;
            }

            if (_cells[place] != JsonKind.Absent)
                throw JsonRefusal.Repeated(_text.Row, _names.Properties.Names[place]);
            expected = place + 1;
            cursor.Read();
            ReadValue(ref cursor, place);
        }
    }

    private void ReadList(ref JsonCursor cursor)
    {
        int place = 0;
        for (; cursor.Read() && cursor.Type != JsonTokenType.EndArray; place++)
        {
            if (place < _isUsed.Length)
                ReadValue(ref cursor, place);
            else
                cursor.Skip();
        }

        _found = place;
    }

    private void ReadValue(ref JsonCursor cursor, int place)
    {
        if (!_isUsed[place])
        {
            cursor.Skip();
            return;
        }

        _cells.Read(place, ref cursor);
        if (_cells[place] is JsonKind.Object or JsonKind.NestedList)
            throw JsonRefusal.Nested(_text.Row, _names.Properties.Names[place], _cells[place]);
    }
}
