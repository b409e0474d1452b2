namespace SneTools;

/// <summary>A node of a schema: a record, a list, or a column.</summary>
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
}

/// <summary>What the values of a column mean.</summary>
/// <param name="Kind">The number of the meaning.</param>
/// <param name="First">Its first number: of a decimal the scale, of an integer the bits, of a time whether it is of Greenwich.</param>
/// <param name="Second">Its second number: of a decimal the precision, of an integer whether it has a sign, of a time the unit.</param>
internal readonly record struct ParquetMeaning(int Kind, int First, int Second)
{
    /// <summary>A decimal number.</summary>
    public const int Decimal = 5;

    /// <summary>A time of day.</summary>
    public const int Time = 7;

    /// <summary>A point in time.</summary>
    public const int Timestamp = 8;

    /// <summary>A whole number of a given size.</summary>
    public const int Integer = 10;

    /// <summary>The last of those that this reader knows; younger ones are left out.</summary>
    public const int Last = 15;
}
