using System.Text.Json;

namespace SneTools;

/// <summary>Values of one row, which are looked at when they are asked for. Their bytes lie in the text as long as it keeps them.</summary>
/// <param name="text">The file.</param>
internal sealed class JsonCells(JsonText text)
{
    private readonly TextPool _texts = new();
    private JsonKind[] _kinds = [];
    private (int Start, int Length)[] _places = [];
    private double[]?[] _vectors = [];
    private double[] _elements = new double[64];

    /// <summary>Numbers in the vectors that have been read.</summary>
    public long Elements { get; private set; }

    /// <summary>What a value is.</summary>
    public JsonKind this[int place] => _kinds[place];

    /// <summary>Forgets all values, and makes room.</summary>
    /// <param name="count">For how many.</param>
    public void Clear(int count)
    {
        Require(count);
        Array.Clear(_kinds);
    }

    /// <summary>Reads the value at which a cursor stands, and goes to its end.</summary>
    /// <param name="place">Its place among the values.</param>
    /// <param name="cursor">The cursor; the text keeps its bytes from here on, or from before.</param>
    /// <exception cref="JsonException">The file is no JSON.</exception>
    public void Read(int place, ref JsonCursor cursor)
    {
        Require(place + 1);
        int start = cursor.Start;
        int length = cursor.Value.Length;
        JsonKind kind = cursor.Type switch
        {
            JsonTokenType.True => JsonKind.True,
            JsonTokenType.False => JsonKind.False,
            JsonTokenType.Number => ReadNumber(cursor),
            JsonTokenType.String => cursor.IsEscaped ? JsonKind.EscapedText : JsonKind.Text,
            JsonTokenType.StartArray => ReadList(place, ref cursor),
            JsonTokenType.StartObject => JsonKind.Object,
            _ => JsonKind.Null,
        };
        if (kind == JsonKind.Text)
            start++;
        else if (kind == JsonKind.EscapedText)
            length += 2;
        else if (kind == JsonKind.List)
            length = cursor.Start + 1 - start;
        else if (kind == JsonKind.Object)
            cursor.Skip();
        _kinds[place] = kind;
        _places[place] = (start, length);
    }

    /// <summary>The bytes of a value.</summary>
    public ReadOnlySpan<byte> Bytes(int place) => text.Bytes.AsSpan(text.Kept + _places[place].Start, _places[place].Length);

    /// <summary>The elements of a vector; null for another value.</summary>
    public double[]? Vector(int place) => _kinds[place] == JsonKind.Vector ? _vectors[place] : null;

    /// <summary>A value as a cell.</summary>
    /// <exception cref="InvalidOperationException">It is no text.</exception>
    public Cell Cell(int place) =>
        JsonValue.ToCell(_kinds[place], _kinds[place] is JsonKind.Number or JsonKind.Text or JsonKind.EscapedText or JsonKind.List ? Bytes(place) : [], Vector(place), _texts);

    private void Require(int count)
    {
        if (count <= _kinds.Length)
            return;
        int room = Math.Max(count, 2 * _kinds.Length);
        Array.Resize(ref _kinds, room);
        Array.Resize(ref _places, room);
        Array.Resize(ref _vectors, room);
    }

    private static JsonKind ReadNumber(in JsonCursor cursor)
    {
        cursor.Number();
        return JsonKind.Number;
    }

    private JsonKind ReadList(int place, ref JsonCursor cursor)
    {
        int count = 0;
        var kind = JsonKind.Vector;
        while (cursor.Read() && cursor.Type != JsonTokenType.EndArray)
        {
            switch (cursor.Type)
            {
                case JsonTokenType.Number:
                    Put(count++, JsonNumber.Parse(cursor.Number()));
                    break;
                case JsonTokenType.Null:
                    Put(count++, double.NaN);
                    break;
                case JsonTokenType.StartArray or JsonTokenType.StartObject:
                    kind = JsonKind.NestedList;
                    cursor.Skip();
                    break;
                default:
                    kind = kind == JsonKind.Vector ? JsonKind.List : kind;
                    break;
            }
        }

        _vectors[place] = kind == JsonKind.Vector ? _elements[..count] : null;
        Elements += count;
        return kind;
    }

    private void Put(int place, double element)
    {
        if (place == _elements.Length)
            Array.Resize(ref _elements, 2 * _elements.Length);
        _elements[place] = element;
    }
}
