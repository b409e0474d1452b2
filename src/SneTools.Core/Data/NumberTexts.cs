using System.Globalization;
using System.Numerics;

namespace SneTools;

/// <summary>How the numbers of a column were written, where it was not as SneTools writes them: 1.50, 007, 9007199254740993. If the column
/// is to ride along after all, its texts are those of the source.</summary>
/// <remarks>Most such numbers have zeros at their end: a byte says how many places they were written with. The texts of others are kept as
/// they are, within limits; those of single precision follow from the number.</remarks>
/// <param name="separator">The decimal separator of the source.</param>
/// <param name="isSingle">True if all its numbers were of single precision.</param>
internal sealed class NumberTexts(char separator = '.', bool isSingle = false)
{
    /// <summary>Characters of texts that are kept of all columns of a table.</summary>
    public const int MostCharacters = 1 << 24;

    /// <summary>Digits that a double holds, whatever they are.</summary>
    private const int ExactDigits = 15;

    /// <summary>Zeros before the digits of a number that is written without an exponent.</summary>
    private const int MostZeros = 4;

    /// <summary>Bytes of the longest text of a number.</summary>
    private const int MostBytes = 32;

    /// <summary>Stands in the place of places for a number in single precision.</summary>
    private const byte IsSingle = byte.MaxValue;

    /// <summary>Stands, plus the number of digits, in the place of places for a whole number with zeros before it.</summary>
    private const byte IsPadded = 128;

    /// <summary>Stands in the place of places for a number with a small e before its exponent, as C and Python write it.</summary>
    private const byte IsLower = IsSingle - 1;

    /// <summary>Those of a column of which nobody asks.</summary>
    public static readonly NumberTexts None = new() { IsLost = true };

    private readonly Dictionary<int, string> _texts = [];
    private byte[] _places = [];

    /// <summary>True when there were more texts than are kept: what cells of the column were is not known any more.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Characters of the texts that are kept.</summary>
    public int Characters { get; private set; }

    /// <summary>True for a text that is what SneTools writes for the number that it spells. Of some that are it says false.</summary>
    /// <param name="text">A text that spells a number, in characters or in bytes of UTF-8.</param>
    /// <param name="separator">Its decimal separator.</param>
    public static bool IsPlain<T>(ReadOnlySpan<T> text, char separator = '.')
        where T : unmanaged, IBinaryInteger<T>
    {
        int start = text.Length > 0 && Code(text[0]) == '-' ? 1 : 0;
        int length = text.Length - start;
        if (length is 0 or > ExactDigits + MostZeros + 1)
            return false;
        int point = -1;
        int firstDigit = -1;
        for (int k = start; k < text.Length; k++)
        {
            uint code = Code(text[k]);
            if (code == separator && point < 0)
                point = k;
            else if (code - '0' > 9)
                return false;
            else if (firstDigit < 0 && code != '0')
                firstDigit = k;
        }

        if (point < 0)
            return length <= ExactDigits && (firstDigit == start || text.Length == 1);
        if (point == start || Code(text[^1]) == '0' || point == text.Length - 1)
            return false;
        if (text.Length - firstDigit - (firstDigit < point ? 1 : 0) > ExactDigits)
            return false;

        // Below 0.0001 there is an exponent.
        return Code(text[start]) != '0' || (point == start + 1 && firstDigit - point is > 0 and <= 4);
    }

    /// <summary>True for a text that is, but for the separator, what SneTools writes for the number that it spells.</summary>
    /// <param name="text">The text in UTF-8.</param>
    /// <param name="number">The number.</param>
    /// <param name="separator">The text's decimal separator.</param>
    public static bool IsWritten(ReadOnlySpan<byte> text, double number, char separator = '.') =>
        IsPlain(text, separator) || IsShortest(text, number, separator);

    /// <summary>Keeps the text of a number.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="number">The number.</param>
    /// <param name="text">The text that spells it.</param>
    public void Add(int row, double number, string text)
    {
        if (IsLost)
            return;
        int places = Places(text);
        string? shortest = places > 0 ? null : Localize(Cell.Format(number));
        byte mark = places > 0 ? (byte)places
            : IsZeroPadded(text) ? (byte)(IsPadded + text.Length)
            : text != shortest && text == Lower(shortest!) ? IsLower
            : text == Localize(Single(number)) ? IsSingle
            : (byte)0;
        if (mark > 0)
        {
            if (row >= _places.Length)
                Array.Resize(ref _places, Math.Max(row + 1, Math.Max(1024, 2 * _places.Length)));
            _places[row] = mark;
        }
        else if (text != shortest)
        {
            _texts[row] = text;
            Characters += text.Length;
        }
    }

    /// <summary>Keeps the texts no longer: there are too many.</summary>
    public void Lose()
    {
        IsLost = true;
        Characters = 0;
        _texts.Clear();
        _texts.TrimExcess();
        _places = [];
    }

    /// <summary>The text of a number in the source.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="number">The number.</param>
    public string Text(int row, double number)
    {
        if (_texts.TryGetValue(row, out string? text))
            return text;
        byte places = row < _places.Length ? _places[row] : (byte)0;
        return Localize(places switch
        {
            0 when !isSingle => Cell.Format(number),
            0 or IsSingle => Single(number),
            IsLower => Lower(Cell.Format(number)),
            > IsPadded => number.ToString(new string('0', places - IsPadded), CultureInfo.InvariantCulture),
            _ => number.ToString($"F{places}", CultureInfo.InvariantCulture),
        });
    }

    private static bool IsZeroPadded(string text) =>
        text.Length is > 1 and <= ExactDigits && text[0] == '0' && !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    private static bool IsShortest(ReadOnlySpan<byte> text, double number, char separator)
    {
        Span<byte> written = stackalloc byte[MostBytes];
        if (text.Length > MostBytes || !char.IsAscii(separator) || !number.TryFormat(written, out int length, "R", CultureInfo.InvariantCulture))
            return false;
        int point = separator == '.' ? -1 : written[..length].IndexOf((byte)'.');
        if (point >= 0)
            written[point] = (byte)separator;
        return text.SequenceEqual(written[..length]);
    }

    private static string Lower(string text) => text.Replace('E', 'e');

    private string Localize(string text) => separator == '.' ? text : text.Replace('.', separator);

    private static uint Code<T>(T character)
        where T : unmanaged, IBinaryInteger<T> => uint.CreateTruncating(character);

    private static string Single(double number) => ((float)number).ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Places behind the point of a text that has no more digits than a double holds; 0 for any other text.</summary>
    private int Places(string text)
    {
        ReadOnlySpan<char> digits = text.StartsWith('-') ? text.AsSpan(1) : text;
        int point = digits.IndexOf(separator);
        bool isFixed = point > 0
            && digits.Length <= ExactDigits + 1
            && point < digits.Length - 1
            && !digits[..point].ContainsAnyExceptInRange('0', '9')
            && !digits[(point + 1)..].ContainsAnyExceptInRange('0', '9')
            && (point == 1 || digits[0] != '0')
            && (digits.Length == text.Length || digits.IndexOfAnyExcept('0', separator) >= 0);
        return isFixed ? digits.Length - point - 1 : 0;
    }
}
