namespace SneTools;

/// <summary>A node of a schema: a record, a list, or a column. What its values mean is said in two ways, an older and a younger one.</summary>
internal sealed class ParquetSchemaNode
{
    /// <summary>The name.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>How values are stored; null for what is no column.</summary>
    public int? Type { get; set; }

    /// <summary>Bytes of a value.</summary>
    public int? Size { get; set; }

    /// <summary>0: there once; 1: there or missing; 2: a list.</summary>
    public int? Repetition { get; set; }

    /// <summary>How many nodes lie in it.</summary>
    public int? Children { get; set; }

    /// <summary>What values mean, in the older way.</summary>
    public int? Meaning { get; set; }

    /// <summary>Digits of a decimal number behind its point.</summary>
    public int? Scale { get; set; }

    /// <summary>Digits of a decimal number.</summary>
    public int? Precision { get; set; }

    /// <summary>What values mean.</summary>
    public ParquetMeaning? Logical { get; set; }

    /// <summary>What values mean, in whichever way it is said; 0 for nothing.</summary>
    public int Kind => Logical?.Kind ?? (Meaning is >= 0 and < 22 ? OlderKinds[Meaning.Value] : 0);

    /// <summary>Digits of a decimal number behind its point.</summary>
    public int DecimalScale => Logical is { Kind: ParquetMeaning.Decimal, First: var scale } ? scale : Scale ?? 0;

    /// <summary>True for whole numbers that may be negative.</summary>
    public bool IsSigned => Logical is { Kind: ParquetMeaning.Integer, Second: var sign } ? sign != 0 : Meaning is not (>= 11 and <= 14);

    /// <summary>Digits of a second in a time: 3, 6 or 9.</summary>
    public int Unit => Logical is { Kind: ParquetMeaning.Time or ParquetMeaning.Timestamp, Second: var unit } ? 3 * unit : Meaning is 7 or 9 ? 3 : 6;

    /// <summary>True for points in time, rather than what a clock shows somewhere. The older way does not tell, and says so by never
    /// having been followed.</summary>
    public bool IsOfGreenwich => Logical is { Kind: ParquetMeaning.Timestamp, First: not 0 };

    /// <summary>The meanings in the older way, by their numbers there.</summary>
    private static ReadOnlySpan<byte> OlderKinds =>
    [
        ParquetMeaning.Text, ParquetMeaning.Map, ParquetMeaning.Map, ParquetMeaning.List, ParquetMeaning.Enum, ParquetMeaning.Decimal,
        ParquetMeaning.Date, ParquetMeaning.Time, ParquetMeaning.Time, ParquetMeaning.Timestamp, ParquetMeaning.Timestamp,
        ParquetMeaning.Integer, ParquetMeaning.Integer, ParquetMeaning.Integer, ParquetMeaning.Integer,
        ParquetMeaning.Integer, ParquetMeaning.Integer, ParquetMeaning.Integer, ParquetMeaning.Integer,
        ParquetMeaning.Json, ParquetMeaning.Bson, ParquetMeaning.Interval,
    ];
}

/// <summary>What the values of a column mean.</summary>
/// <param name="Kind">The number of the meaning.</param>
/// <param name="First">Its first number: of a decimal the scale, of an integer the bits, of a time whether it is of Greenwich.</param>
/// <param name="Second">Its second number: of a decimal the precision, of an integer whether it has a sign, of a time the unit.</param>
internal readonly record struct ParquetMeaning(int Kind, int First, int Second)
{
    /// <summary>A text.</summary>
    public const int Text = 1;

    /// <summary>Pairs of a key and a value.</summary>
    public const int Map = 2;

    /// <summary>A list.</summary>
    public const int List = 3;

    /// <summary>One of a few texts.</summary>
    public const int Enum = 4;

    /// <summary>A decimal number.</summary>
    public const int Decimal = 5;

    /// <summary>A day.</summary>
    public const int Date = 6;

    /// <summary>A time of day.</summary>
    public const int Time = 7;

    /// <summary>A point in time.</summary>
    public const int Timestamp = 8;

    /// <summary>A length of time. It has a number in the older way only, and none of its own in the other: this one is free there.</summary>
    public const int Interval = 9;

    /// <summary>A whole number of a given size.</summary>
    public const int Integer = 10;

    /// <summary>Nothing but missing values.</summary>
    public const int Unknown = 11;

    /// <summary>A text in JSON.</summary>
    public const int Json = 12;

    /// <summary>Bytes in BSON.</summary>
    public const int Bson = 13;

    /// <summary>An identifier of 16 bytes.</summary>
    public const int Uuid = 14;

    /// <summary>Floating point of two bytes.</summary>
    public const int Half = 15;

    /// <summary>A value of any type.</summary>
    public const int Variant = 16;

    /// <summary>A shape on a plane.</summary>
    public const int Geometry = 17;

    /// <summary>A shape on the Earth.</summary>
    public const int Geography = 18;

    /// <summary>True for the meanings that have numbers of their own.</summary>
    public static bool HasParts(int kind) => kind is Decimal or Time or Timestamp or Integer;
}
