using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace SneTools;

/// <summary>How numbers are written in a text: with which decimal separator. Marks between thousands are never read.</summary>
internal sealed class NumberNotation
{
    private static readonly SearchValues<byte> DigitsAndMarks = SearchValues.Create("0123456789.,"u8);

    private readonly NumberFormatInfo _format;
    private readonly byte _separator;

    /// <summary>A notation.</summary>
    /// <param name="separator">The decimal separator.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>: it can be none.</exception>
    public NumberNotation(char separator)
    {
        if (char.IsLetterOrDigit(separator) || char.IsControl(separator) || char.IsWhiteSpace(separator) || separator is '"' or '+' or '-')
        {
            throw new SneException(
                SneError.InvalidOption, $"'{separator}' cannot be the decimal separator: that is a point, a comma, or the sign of a culture.", column: nameof(ImportOptions.DecimalSeparator));
        }

        Separator = separator;
        _separator = char.IsAscii(separator) ? (byte)separator : byte.MaxValue;
        _format = (NumberFormatInfo)NumberFormatInfo.InvariantInfo.Clone();
        _format.NumberDecimalSeparator = separator.ToString();
        if (separator == ',')
            _format.NumberGroupSeparator = ".";
    }

    /// <summary>The decimal separator.</summary>
    public char Separator { get; }

    /// <summary>Reads up to eight digits at once.</summary>
    /// <param name="bytes">They and what follows, the first in the lowest byte.</param>
    /// <param name="length">How many there are.</param>
    /// <param name="number">The number.</param>
    /// <returns>False if there are more, none, or something else than digits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryParseDigits(ulong bytes, int length, out double number)
    {
        const ulong Zeros = 0x3030303030303030;
        number = 0;
        if ((uint)(length - 1) > 7 || !BitConverter.IsLittleEndian)
            return false;

        // Zeros go before the digits; a byte is a digit if neither it nor it plus 6 leaves the range of 0x30 to 0x3F.
        int missing = 64 - (8 * length);
        bytes = (bytes << missing) | ((Zeros >> 1) >> (63 - missing));
        if (((bytes & 0xF0F0F0F0F0F0F0F0) | (((bytes + 0x0606060606060606) & 0xF0F0F0F0F0F0F0F0) >> 4)) != 0x3333333333333333)
            return false;
        bytes = ((bytes & 0x0F0F0F0F0F0F0F0F) * 2561) >> 8;
        bytes = ((bytes & 0x00FF00FF00FF00FF) * 6553601) >> 16;
        number = (uint)(((bytes & 0x0000FFFF0000FFFF) * 42949672960001) >> 32);
        return true;
    }

    /// <summary>Reads a number: the double that is nearest to it.</summary>
    /// <param name="text">The text in UTF-8; blanks may stand around the number.</param>
    /// <param name="number">The number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryParse(ReadOnlySpan<byte> text, out double number) =>
        Cell.TryParseShort(text, _separator, out number) || double.TryParse(text, NumberStyles.Float, _format, out number);

    /// <summary>True for a text that is, but for the separator, what SneTools writes for the number that it spells. Of some that are it says
    /// false.</summary>
    /// <param name="text">The text in UTF-8, which spells a number.</param>
    /// <param name="number">That number.</param>
    public bool IsPlain(ReadOnlySpan<byte> text, double number) => NumberTexts.IsWritten(text, number, Separator);

    /// <summary>Tells how a text spells a number, whatever the decimal separator may be.</summary>
    /// <param name="text">The text in UTF-8.</param>
    public static NumberSpelling Spelling(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t"u8);
        if (text.IsEmpty)
            return NumberSpelling.Empty;
        ReadOnlySpan<byte> digits = text[0] is (byte)'+' or (byte)'-' ? text[1..] : text;
        int exponent = digits.IndexOfAny((byte)'e', (byte)'E');
        if (exponent > 0 && !int.TryParse(digits[(exponent + 1)..], NumberStyles.AllowLeadingSign, NumberFormatInfo.InvariantInfo, out _))
            return NumberSpelling.None;
        if (exponent > 0)
            digits = digits[..exponent];
        if (digits.ContainsAnyExcept(DigitsAndMarks) || !digits.ContainsAnyInRange((byte)'0', (byte)'9'))
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? NumberSpelling.Whole : NumberSpelling.None;
        int points = digits.Count((byte)'.');
        int commas = digits.Count((byte)',');
        return (points, commas) switch
        {
            (0, 0) => NumberSpelling.Whole,
            (1, 0) => NumberSpelling.Point,
            (0, 1) when digits[^1] == ',' => NumberSpelling.None,
            (0, 1) => exponent < 0 && IsGrouped(digits, ',') ? NumberSpelling.Either : NumberSpelling.Comma,
            (0 or 1, _) when IsGrouped(points == 0 ? digits : digits[..digits.IndexOf((byte)'.')], ',') => NumberSpelling.GroupedByComma,
            (_, 0 or 1) when IsGrouped(commas == 0 ? digits : digits[..digits.IndexOf((byte)',')], '.') => NumberSpelling.GroupedByPoint,
            _ => NumberSpelling.None,
        };
    }

    /// <summary>True for 1,234,567: one to three digits, and behind each mark three more; the first digit is none that is left out.</summary>
    private static bool IsGrouped(ReadOnlySpan<byte> digits, char mark)
    {
        int first = digits.IndexOf((byte)mark);
        if (first is < 1 or > 3 || digits[0] == '0' || digits.Length % 4 != first % 4)
            return false;
        for (int k = first; k < digits.Length; k++)
        {
            if (digits[k] == mark != ((k - first) % 4 == 0))
                return false;
        }

        return true;
    }
}
