using System.Text.Json;

namespace SneTools;

/// <summary>Goes through a text of JSON from one token to the next.</summary>
internal ref struct JsonCursor
{
    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true };

    private readonly JsonText _text;
    private Utf8JsonReader _reader;
    private int _base;

    /// <summary>Begins at the first byte that is kept, which is the first of the file.</summary>
    /// <param name="text">The file.</param>
    public JsonCursor(JsonText text)
    {
        _text = text;
        _base = text.Kept;
        _reader = new Utf8JsonReader(text.Bytes.AsSpan(_base, text.End - _base), text.IsEnded, new JsonReaderState(Options));
    }

    /// <summary>What the cursor stands at.</summary>
    public readonly JsonTokenType Type => _reader.TokenType;

    /// <summary>True at the beginning of an object or a list.</summary>
    public readonly bool IsOpening => _reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;

    /// <summary>The bytes of a number, or those between the quotes of a text or a name.</summary>
    public readonly ReadOnlySpan<byte> Value => _reader.ValueSpan;

    /// <summary>True for a text or a name with escapes.</summary>
    public readonly bool IsEscaped => _reader.ValueIsEscaped;

    /// <summary>Where the token begins, from the first byte on that is kept.</summary>
    public readonly int Start => _base + (int)_reader.TokenStartIndex - _text.Kept;

    /// <summary>Goes to the next token.</summary>
    /// <returns>False at the end of the file, or where a look at its beginning ends.</returns>
    /// <exception cref="JsonException">The file is no JSON.</exception>
    public bool Read()
    {
        while (!_reader.Read())
        {
            if (!Refill())
                return false;
        }

        return true;
    }

    /// <summary>Goes to the end of the object or list that begins here; elsewhere nowhere.</summary>
    /// <returns>False where a look at the beginning of the file ends before.</returns>
    public bool Skip()
    {
        if (!IsOpening)
            return true;
        int depth = _reader.CurrentDepth;
        while (Read())
        {
            if (_reader.CurrentDepth == depth)
                return true;
        }

        return false;
    }

    /// <summary>Keeps the bytes from this token on, and lets those before go.</summary>
    public readonly void Keep() => _text.Kept = _base + (int)_reader.TokenStartIndex;

    /// <summary>The bytes of the number at which the cursor stands, as the file has them.</summary>
    public readonly ReadOnlySpan<byte> Number()
    {
        _text.Restore(_base + (int)_reader.TokenStartIndex, _reader.ValueSpan.Length);
        return _reader.ValueSpan;
    }

    /// <summary>The text or name at which the cursor stands.</summary>
    /// <exception cref="SneException">It is no text.</exception>
    public readonly string Text()
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            throw JsonRefusal.Undecodable(_text.Row, null, error);
        }
    }

    /// <summary>The single value at which the cursor stands, as a text; null for null.</summary>
    /// <exception cref="SneException">It is no text.</exception>
    public readonly string? SingleText() => Type switch
    {
        JsonTokenType.String => Text(),
        JsonTokenType.Number => System.Text.Encoding.ASCII.GetString(Number()),
        JsonTokenType.True => bool.TrueString,
        JsonTokenType.False => bool.FalseString,
        _ => null,
    };

    /// <summary>True when the text or name at which the cursor stands is another.</summary>
    /// <param name="text">The other, in UTF-8.</param>
    public readonly bool Is(ReadOnlySpan<byte> text) => _reader.ValueTextEquals(text);

    private bool Refill()
    {
        int done = _base + (int)_reader.BytesConsumed;
        JsonReaderState state = _reader.CurrentState;
        if (_text.IsEnded)
            return false;
        int shift = _text.Fill(done);
        if (shift < 0)
            return false;
        _base = done - shift;
        _reader = new Utf8JsonReader(_text.Bytes.AsSpan(_base, _text.End - _base), _text.IsEnded, state);
        return true;
    }
}
