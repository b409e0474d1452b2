using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace SneTools;

/// <summary>What the bytes of a value mean.</summary>
internal abstract class ParquetValue
{
    /// <summary>Makes a text of a value.</summary>
    public delegate string TextOfBytes(ReadOnlySpan<byte> bytes);

    /// <summary>True for numbers; false for texts and what has a text of its own.</summary>
    public abstract bool IsNumeric { get; }

    /// <summary>True for bytes that nothing says a text is in.</summary>
    public bool IsBytes { get; private init; }

    /// <summary>What the values are, as a plural.</summary>
    public string What => IsNumeric ? "numbers" : IsBytes ? "bytes" : "texts";

    /// <summary>True for numbers of single precision, whose texts are shorter than those of the same doubles.</summary>
    public bool IsSingle => this is Number<float> or Number<Half>;

    /// <summary>True where a double holds every value.</summary>
    /// <param name="number">The nearest double of a value.</param>
    /// <returns>False for a value that only its own text says.</returns>
    public bool IsExact(double number) => this switch
    {
        Number<long> or Number<ulong> => Math.Abs(number) < 1L << 53,
        Number<int> or Number<uint> or Number<double> or Number<float> or Number<Half> => true,
        _ => false,
    };

    /// <summary>The meaning of a column's values.</summary>
    /// <param name="node">The column in the schema.</param>
    /// <param name="leaf">How its values are stored.</param>
    public static ParquetValue Of(ParquetSchemaNode node, ParquetLeaf leaf) => leaf.Type switch
    {
        ParquetType.Boolean => new Truths(),
        ParquetType.Int32 or ParquetType.Int64 => OfInteger(node, leaf),
        ParquetType.Int96 => new Text(IsoTimes.OfInt96),
        ParquetType.Single => new Number<float>(),
        ParquetType.Double => new Number<double>(),
        _ => OfBytes(node, leaf),
    };

    /// <summary>The nearest double of a value; NaN for a text that spells none.</summary>
    public abstract double ToNumber(ReadOnlySpan<byte> bytes);

    /// <summary>The text of a value, which says all of it.</summary>
    public abstract string ToText(ReadOnlySpan<byte> bytes);

    /// <summary>A cell that holds a value: a number where it is one or is asked to be one, a text otherwise.</summary>
    /// <param name="bytes">The value.</param>
    /// <param name="isAsked">True to take a text for the number that it spells.</param>
    public abstract Cell ToCell(ReadOnlySpan<byte> bytes, bool isAsked);

    private static ParquetValue OfInteger(ParquetSchemaNode node, ParquetLeaf leaf)
    {
        bool isLong = leaf.Type == ParquetType.Int64;
        TextOfBytes number = isLong ? bytes => Read<long>(bytes).ToString(CultureInfo.InvariantCulture) : bytes => Read<int>(bytes).ToString(CultureInfo.InvariantCulture);
        return node.Kind switch
        {
            ParquetMeaning.Decimal => new Decimals(node.DecimalScale, isBigEndian: false),
            ParquetMeaning.Date when !isLong => new Text(bytes => IsoTimes.Date(Read<int>(bytes))),
            ParquetMeaning.Time => Times((value, unit) => IsoTimes.Time(value, unit)),
            ParquetMeaning.Timestamp when isLong => Times((value, unit) => IsoTimes.Timestamp(value, unit) + (node.IsOfGreenwich ? "Z" : string.Empty)),
            ParquetMeaning.Unknown => new Text(number),
            ParquetMeaning.Integer when !node.IsSigned => isLong ? new Number<ulong>() : new Number<uint>(),
            _ => isLong ? new Number<long>() : new Number<int>(),
        };

        Text Times(Func<long, int, string> text)
        {
            int unit = node.Unit;
            return new Text(bytes => text(isLong ? Read<long>(bytes) : Read<int>(bytes), unit));
        }
    }

    private static ParquetValue OfBytes(ParquetSchemaNode node, ParquetLeaf leaf)
    {
        int size = leaf.Type == ParquetType.FixedBytes ? leaf.Size : 0;
        return (node.Kind, size) switch
        {
            (ParquetMeaning.Decimal, _) => new Decimals(node.DecimalScale, isBigEndian: true),
            (ParquetMeaning.Half, 2) => new Number<Half>(),
            (ParquetMeaning.Uuid, 16) => new Text(bytes => new Guid(bytes, bigEndian: true).ToString()),
            (ParquetMeaning.Interval, 12) => new Text(IsoTimes.Interval),
            (ParquetMeaning.Text or ParquetMeaning.Enum or ParquetMeaning.Json or ParquetMeaning.Unknown, _) => new Text(ParquetTexts.Of),
            _ => new Text(ParquetTexts.OfBytes) { IsBytes = true },
        };
    }

    private static T Read<T>(ReadOnlySpan<byte> bytes)
        where T : unmanaged => MemoryMarshal.Read<T>(bytes);

    private sealed class Number<T> : ParquetValue
        where T : unmanaged, INumber<T>
    {
        public override bool IsNumeric => true;

        public override double ToNumber(ReadOnlySpan<byte> bytes) => double.CreateTruncating(Read<T>(bytes));

        public override string ToText(ReadOnlySpan<byte> bytes) => Read<T>(bytes).ToString(null, CultureInfo.InvariantCulture);

        public override Cell ToCell(ReadOnlySpan<byte> bytes, bool isAsked) =>
            typeof(T) == typeof(double) ? Cell.FromNumber(Read<double>(bytes)) : Cell.FromNumber(ToNumber(bytes), Read<T>(bytes));
    }

    /// <summary>Whole numbers of so many decimal places: little-endian of four or eight bytes, or big-endian of any size.</summary>
    private sealed class Decimals(int scale, bool isBigEndian) : ParquetValue
    {
        /// <summary>Bytes of the longest number: two hundred and fifty digits.</summary>
        private const int MostBytes = 104;

        /// <summary>Powers of ten up to this, and whole numbers up to 2⁵³, are doubles: their quotient is rounded once.</summary>
        private const int MostExactScale = 22;
        private const long MostExact = 1L << 53;

        private readonly double _unit = scale <= MostExactScale ? double.Parse($"1e{scale}", CultureInfo.InvariantCulture) : 0;

        public override bool IsNumeric => true;

        public override double ToNumber(ReadOnlySpan<byte> bytes) =>
            _unit > 0 && bytes.Length is > 0 and <= sizeof(long) && ToInt64(bytes) is >= -MostExact and <= MostExact and var number
                ? number / _unit
                : double.Parse(ToText(bytes), CultureInfo.InvariantCulture);

        public override string ToText(ReadOnlySpan<byte> bytes)
        {
            if (bytes.Length > MostBytes)
                throw new InvalidDataException($"a decimal number has {bytes.Length} bytes, and up to {MostBytes} can be read");
            BigInteger number = bytes.Length <= sizeof(long) ? ToInt64(bytes) : new BigInteger(bytes, isUnsigned: false, isBigEndian);
            string digits = BigInteger.Abs(number).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
            string sign = number < 0 ? "-" : string.Empty;
            return scale == 0 ? sign + digits : $"{sign}{digits.AsSpan(0, digits.Length - scale)}.{digits.AsSpan(digits.Length - scale)}";
        }

        public override Cell ToCell(ReadOnlySpan<byte> bytes, bool isAsked) => Cell.FromText(ToText(bytes));

        private long ToInt64(ReadOnlySpan<byte> bytes)
        {
            long number = 0;
            for (int k = 0; k < bytes.Length; k++)
            {
                byte part = isBigEndian ? bytes[k] : bytes[^(k + 1)];
                number = k == 0 ? (sbyte)part : (number << 8) | part;
            }

            return number;
        }
    }

    private sealed class Truths : ParquetValue
    {
        public override bool IsNumeric => false;

        public override double ToNumber(ReadOnlySpan<byte> bytes) => bytes[0];

        public override string ToText(ReadOnlySpan<byte> bytes) => bytes[0] != 0 ? "True" : "False";

        public override Cell ToCell(ReadOnlySpan<byte> bytes, bool isAsked) =>
            isAsked ? Cell.FromNumber(bytes[0]) : Cell.FromOpaqueText(ToText(bytes));
    }

    private sealed class Text(TextOfBytes toText) : ParquetValue
    {
        public override bool IsNumeric => false;

        public override double ToNumber(ReadOnlySpan<byte> bytes) => Cell.TryParse(toText(bytes), out double number) ? number : double.NaN;

        public override string ToText(ReadOnlySpan<byte> bytes) => toText(bytes);

        public override Cell ToCell(ReadOnlySpan<byte> bytes, bool isAsked) =>
            isAsked ? Cell.FromText(toText(bytes)) : Cell.FromOpaqueText(toText(bytes));
    }
}
