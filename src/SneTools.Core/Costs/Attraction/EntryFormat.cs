using System.Numerics;

namespace SneTools;

/// <summary>A column and a weight in 48 bits: as many for the column as there are points, the others, at most 31, for the weight as a
/// multiple of one number. The low bits are a word, the high ones half a word, in arrays of their own.</summary>
/// <remarks>
/// The step between weights is 2⁻³¹ of the largest that there can be up to 131 072 points, 2⁻²⁶ up to 4 million: half of it is to the weight of
/// one of a hundred equal neighbors what a rounding to single precision is, or a few times that. Equal weights are equal in every row, so
/// that forces stay opposite.
/// </remarks>
internal readonly record struct EntryFormat
{
    /// <summary>The most bits of a weight: a whole number without a sign.</summary>
    private const int MaxWeightBits = 31;

    private readonly uint _largest;

    /// <summary>A format.</summary>
    /// <param name="columns">Number of columns.</param>
    /// <param name="limit">The largest weight.</param>
    public EntryFormat(int columns, double limit)
    {
        ColumnBits = Math.Max(48 - MaxWeightBits, BitOperations.Log2((uint)Math.Max(1, columns - 1)) + 1);
        int weightBits = 48 - ColumnBits;
        _largest = (1u << weightBits) - 1;
        Unit = (float)(limit / (1u << weightBits));
        PerUnit = (1u << weightBits) / limit;
    }

    /// <summary>Bits of a column, the lowest of its word.</summary>
    public int ColumnBits { get; }

    /// <summary>The number of which weights are multiples.</summary>
    public float Unit { get; }

    /// <summary>The bits of a column.</summary>
    public int ColumnMask => (1 << ColumnBits) - 1;

    private double PerUnit { get; }

    /// <summary>A weight as a multiple of <see cref="Unit"/>.</summary>
    public uint Multiple(float weight) => (uint)Math.Min((weight * PerUnit) + 0.5, _largest);

    /// <summary>The word of a column and a multiple.</summary>
    public int Word(int column, uint multiple) => column | (int)(multiple << ColumnBits);

    /// <summary>The half word of a multiple.</summary>
    public ushort High(uint multiple) => (ushort)(multiple >> (32 - ColumnBits));

    /// <summary>The weight of a word and a half word.</summary>
    public float Weight(int word, ushort high) => Unit * (float)(int)(((uint)high << (32 - ColumnBits)) | ((uint)word >> ColumnBits));
}
