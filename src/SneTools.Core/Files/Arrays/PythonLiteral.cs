using System.Globalization;
using System.Text;

namespace SneTools;

/// <summary>Reads what Python writes of a dictionary of texts, whole numbers, truth values, and lists and tuples of these: the header of an NPY
/// file. It goes over the text once.</summary>
/// <param name="text">The text.</param>
internal sealed class PythonLiteral(string text)
{
    /// <summary>Lists in lists that are read: NumPy's have two levels.</summary>
    private const int Deepest = 16;

    private int _next;

    /// <summary>Reads a dictionary.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Its entries: a string, a bool, <see cref="Digits"/> or an array of these; up to the first that is none of them. Of several with
    /// one name the last counts, as in Python.</returns>
    public static Dictionary<string, object> Entries(string text)
    {
        var result = new Dictionary<string, object>(StringComparer.Ordinal);
        var reader = new PythonLiteral(text);
        if (!reader.Takes('{'))
            return result;
        while (reader.Text() is { } name && reader.Takes(':') && reader.Value(0) is { } value)
        {
            result[name] = value;
            if (!reader.Takes(','))
                break;
        }

        return result;
    }

    private object? Value(int depth)
    {
        SkipBlanks();
        return Peek() switch
        {
            '\'' or '"' => Text(),
            '(' => Items(')', depth),
            '[' => Items(']', depth),
            >= '0' and <= '9' => Number(),
            'T' when TakesWord("True") => true,
            'F' when TakesWord("False") => false,
            _ => null,
        };
    }

    private object[]? Items(char end, int depth)
    {
        if (depth == Deepest)
            return null;
        _next++;
        var items = new List<object>();
        while (!Takes(end))
        {
            if (Value(depth + 1) is not { } item)
                return null;
            items.Add(item);
            if (Takes(','))
                continue;
            if (!Takes(end))
                return null;
            break;
        }

        return [.. items];
    }

    /// <summary>A whole number, which Python 2 may have marked as a long one.</summary>
    private Digits Number()
    {
        int start = _next;
        while (char.IsAsciiDigit(Peek()))
            _next++;
        var digits = new Digits(text[start.._next]);
        if (Peek() == 'L')
            _next++;
        return digits;
    }

    private string? Text()
    {
        SkipBlanks();
        char quote = Peek();
        if (quote is not ('\'' or '"'))
            return null;
        _next++;
        var result = new StringBuilder();
        while (_next < text.Length)
        {
            char letter = text[_next++];
            if (letter == quote)
                return result.ToString();
            if (letter != '\\')
                result.Append(letter);
            else if (_next < text.Length)
                Unescape(result);
        }

        return null;
    }

    /// <summary>What stands behind a backslash. What Python would not have written stays as it is, without it.</summary>
    private void Unescape(StringBuilder result)
    {
        char kind = text[_next++];
        int digits = kind switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits > 0
            && _next + digits <= text.Length
            && uint.TryParse(text.AsSpan(_next, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint code)
            && Rune.TryCreate(code, out Rune rune))
        {
            result.Append(rune);
            _next += digits;
            return;
        }

        result.Append(kind switch { 'n' => '\n', 'r' => '\r', 't' => '\t', _ => kind });
    }

    private bool TakesWord(string word)
    {
        if (!text.AsSpan(_next).StartsWith(word, StringComparison.Ordinal))
            return false;
        _next += word.Length;
        return true;
    }

    private bool Takes(char letter)
    {
        SkipBlanks();
        if (Peek() != letter)
            return false;
        _next++;
        return true;
    }

    private void SkipBlanks()
    {
        while (_next < text.Length && char.IsWhiteSpace(text[_next]))
            _next++;
    }

    private char Peek() => _next < text.Length ? text[_next] : '\0';

    /// <summary>The digits of a whole number of any size.</summary>
    /// <param name="Text">The digits.</param>
    internal sealed record Digits(string Text);
}
