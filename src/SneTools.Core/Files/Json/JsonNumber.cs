using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace SneTools;

/// <summary>Reads numbers as JSON writes them, each as the nearest double.</summary>
/// <remarks>
/// D. Lemire, <i>Number parsing at a gigabyte per second</i>, Software: Practice and Experience 51(8), 2021: of up to 19 digits and a power of ten
/// that is known to 128 bits, one or two products decide in which direction to round. What they do not decide is left to the runtime, as is all
/// that measurements are not written like.
/// </remarks>
internal static class JsonNumber
{
    private const int MostDigits = 19;
    private const int LeastPower = -64;
    private const int MostPower = 40;
    private const int LeastExactPower = -27;
    private const int MostExactPower = 55;
    private const int FractionBits = 52;
    private const int Bias = 1023;
    private const ulong UndecidedBits = 0x1FF;

    /// <summary>Powers of five to 128 bits, of which the highest is set.</summary>
    private static readonly UInt128[] Powers = [.. Enumerable.Range(LeastPower, MostPower - LeastPower + 1).Select(PowerOfFive)];

    /// <summary>Reads a number, or one of the words NaN, Infinity and -Infinity.</summary>
    /// <param name="text">Its text, which is one.</param>
    public static double Parse(ReadOnlySpan<byte> text)
    {
        int place = text[0] == '-' ? 1 : 0;
        bool isNegative = place == 1;
        int start = place;
        ulong digits = ReadDigits(text, ref place, 0);
        int count = place - start;
        int power = 0;
        if (place < text.Length && text[place] == '.')
        {
            int point = ++place;
            digits = ReadDigits(text, ref place, digits);
            power = point - place;
            count -= power;
        }

        // Zeros in front are no digits of the number: 0.00123.
        if (count > MostDigits && count - Zeros(text[start..]) > MostDigits)
            return ParseSlowly(text);
        if (place < text.Length && !TryReadExponent(text[place..], ref power))
            return ParseSlowly(text);
        if (digits == 0)
            return isNegative ? -0.0 : 0;
        return TryRound(digits, power, out double number) ? (isNegative ? -number : number) : ParseSlowly(text);
    }

    private static double ParseSlowly(ReadOnlySpan<byte> text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static ulong ReadDigits(ReadOnlySpan<byte> text, ref int place, ulong digits)
    {
        while (place + sizeof(ulong) <= text.Length && IsEightDigits(BinaryPrimitives.ReadUInt64LittleEndian(text[place..])))
        {
            digits = (100_000_000 * digits) + EightDigits(BinaryPrimitives.ReadUInt64LittleEndian(text[place..]));
            place += sizeof(ulong);
        }

        while (place < text.Length && (uint)(text[place] - '0') <= 9)
            digits = (10 * digits) + (uint)(text[place++] - '0');
        return digits;
    }

    private static bool IsEightDigits(ulong bytes) =>
        ((bytes & 0xF0F0F0F0F0F0F0F0) | (((bytes + 0x0606060606060606) & 0xF0F0F0F0F0F0F0F0) >> 4)) == 0x3333333333333333;

    /// <summary>The number that eight digits are, the first in the lowest byte: two, four and eight of them together.</summary>
    private static uint EightDigits(ulong bytes)
    {
        const ulong Mask = 0x000000FF000000FF;
        bytes -= 0x3030303030303030;
        bytes = (bytes * 10) + (bytes >> 8);
        return (uint)((((bytes & Mask) * (100 + (1_000_000UL << 32))) + (((bytes >> 16) & Mask) * (1 + (10_000UL << 32)))) >> 32);
    }

    /// <summary>Zeros in front, and the point among them.</summary>
    private static int Zeros(ReadOnlySpan<byte> text)
    {
        int count = text.IndexOfAnyExcept((byte)'0', (byte)'.');
        count = count < 0 ? text.Length : count;
        return text[..count].Contains((byte)'.') ? count - 1 : count;
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, ref int power)
    {
        if ((text[0] | 0x20) != 'e' || !int.TryParse(text[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int exponent) || int.Abs(exponent) > short.MaxValue)
            return false;
        power += exponent;
        return true;
    }

    /// <summary>Rounds digits times a power of ten to the nearest double, to the even one of two.</summary>
    /// <returns>False if that takes more than 128 bits, or the power is none of the table.</returns>
    private static bool TryRound(ulong digits, int power, out double number)
    {
        number = 0;
        if (power is < LeastPower or > MostPower)
            return false;
        int shift = BitOperations.LeadingZeroCount(digits);
        digits <<= shift;
        UInt128 five = Powers[power - LeastPower];
        ulong high = Math.BigMul(digits, (ulong)(five >> 64), out ulong low);
        if ((high & UndecidedBits) == UndecidedBits)
        {
            ulong more = Math.BigMul(digits, (ulong)five, out _);
            low += more;
            high += more > low ? 1UL : 0;
        }

        if (low == ulong.MaxValue && power is < LeastExactPower or > MostExactPower)
            return false;
        int top = (int)(high >> 63);
        int drop = top + 64 - FractionBits - 3;
        ulong fraction = high >> drop;
        int exponent = (((152170 + 65536) * power) >> 16) + 63 + top - shift + Bias;

        // Half way between two doubles, exactly: the even one.
        if (low <= 1 && power is >= -4 and <= 23 && (fraction & 3) == 1 && fraction << drop == high)
            fraction &= ~1UL;
        fraction = (fraction + (fraction & 1)) >> 1;
        if (fraction >= 2UL << FractionBits)
        {
            fraction = 1UL << FractionBits;
            exponent++;
        }

        if (exponent is <= 0 or >= 2 * Bias + 1)
            return false;
        number = BitConverter.UInt64BitsToDouble((fraction & ~(1UL << FractionBits)) | ((ulong)exponent << FractionBits));
        return true;
    }

    /// <summary>Down to 5^-27, whose inverse has 64 bits, one below one is rounded up: a number half way between two doubles is then found to
    /// be so.</summary>
    private static UInt128 PowerOfFive(int power)
    {
        BigInteger five = BigInteger.Pow(5, Math.Abs(power));
        int length = (int)five.GetBitLength();
        if (power < 0)
            five = ((BigInteger.One << (power >= LeastExactPower ? length + 127 : (2 * length) + 128)) / five) + 1;
        int excess = (int)five.GetBitLength() - 128;
        return (UInt128)(excess > 0 ? five >> excess : five << -excess);
    }
}
