namespace SneTools;

/// <summary>Words that are no JSON, but that Python and others write for numbers: NaN, Infinity and -Infinity. They become numbers of the same
/// length, so that a reader of JSON takes them, and can be put back.</summary>
internal sealed class JsonLiterals
{
    private static readonly (byte[] Word, byte[] Number)[] Words = [("NaN"u8.ToArray(), "0E0"u8.ToArray()), ("Infinity"u8.ToArray(), "1e999999"u8.ToArray())];

    /// <summary>Where they are, in order.</summary>
    private readonly List<long> _places = [];
    private long _origin;
    private bool _isText;
    private bool _isEscaped;

    /// <summary>Puts numbers for the words outside of texts.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="start">The first that has not been looked at.</param>
    /// <param name="isEnded">True when nothing follows.</param>
    /// <returns>The end of what has been looked at; the rest may be part of a word.</returns>
    public int Replace(Span<byte> bytes, int start, bool isEnded)
    {
        int place = start;
        while (place < bytes.Length)
        {
            if (_isEscaped)
            {
                _isEscaped = false;
                place++;
                continue;
            }

            ReadOnlySpan<byte> rest = bytes[place..];
            int next = _isText ? rest.IndexOfAny((byte)'"', (byte)'\\') : rest.IndexOfAny((byte)'"', (byte)'N', (byte)'I');
            if (next < 0)
                return bytes.Length;
            place += next;
            if (_isText || bytes[place] == '"')
            {
                _isEscaped = bytes[place] == '\\';
                _isText ^= !_isEscaped;
                place++;
                continue;
            }

            // A word ends with the file, or where something else begins.
            if (!isEnded && bytes.Length - place <= "Infinity".Length)
                return place;
            place += ReplaceOne(bytes, place);
        }

        return place;
    }

    /// <summary>Puts a word back, if a number stands for one.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="start">Where the number begins.</param>
    /// <param name="length">Its length.</param>
    public void Restore(Span<byte> bytes, int start, int length)
    {
        if (_places.Count == 0)
            return;
        int sign = bytes[start] == '-' ? 1 : 0;
        if (_places.BinarySearch(_origin + start + sign) < 0)
            return;
        foreach ((byte[] word, _) in Words)
        {
            if (length - sign == word.Length)
                word.CopyTo(bytes[(start + sign)..]);
        }
    }

    /// <summary>Forgets bytes at the front.</summary>
    /// <param name="bytes">How many.</param>
    public void Shift(int bytes)
    {
        _origin += bytes;
        int gone = _places.FindIndex(place => place >= _origin);
        _places.RemoveRange(0, gone < 0 ? _places.Count : gone);
    }

    /// <returns>How many bytes to go on.</returns>
    private int ReplaceOne(Span<byte> bytes, int place)
    {
        foreach ((byte[] word, byte[] number) in Words)
        {
            if (!bytes[place..].StartsWith(word))
                continue;
            int end = place + word.Length;
            int start = place > 0 && bytes[place - 1] == '-' && word.Length > 3 ? place - 1 : place;
            if ((start > 0 && !" \t\r\n[:,"u8.Contains(bytes[start - 1])) || (end < bytes.Length && !" \t\r\n]},"u8.Contains(bytes[end])))
                continue;
            number.CopyTo(bytes[place..]);
            _places.Add(_origin + place);
            return word.Length;
        }

        return 1;
    }
}
