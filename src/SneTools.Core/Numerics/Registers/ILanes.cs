using System.Numerics;

namespace SneTools;

/// <summary>
/// Several numbers that are computed with at once. Loops are written once over this; what the processor has, and the
/// precision asked for, are type arguments.
/// </summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal unsafe interface ILanes<TSelf, T>
    where TSelf : struct, ILanes<TSelf, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>How many numbers there are.</summary>
    static abstract int Count { get; }

    /// <summary>The numbers at a place in memory.</summary>
    static abstract TSelf Load(T* source);

    /// <summary>The same number in every lane.</summary>
    static abstract TSelf Broadcast(T value);

    /// <summary>a + b.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>a - b.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>a · b.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>a / b.</summary>
    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>a · b + c, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>The smaller of each two numbers.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>eˣ for x ≤ 0; 0 where it is below the smallest normal number. Relative error in single precision: 2e-7, and
    /// 1.4e-8 more for every unit of |x|.</summary>
    static abstract TSelf Exp(TSelf x);

    /// <summary>ln x for a normal x &gt; 0, to the rounding of T.</summary>
    static abstract TSelf Log(TSelf x);

    /// <summary>A bit for every lane, the first lane's the lowest: whether a &gt; b.</summary>
    static abstract uint Above(TSelf a, TSelf b);

    /// <summary>a, with 0 in the lanes before a given one.</summary>
    static abstract TSelf ClearBefore(TSelf a, int lane);

    /// <summary>a, with 0 in the lanes from a given one on.</summary>
    static abstract TSelf ClearFrom(TSelf a, int lane);

    /// <summary>The sum of the lanes.</summary>
    static abstract T Sum(TSelf a);

    /// <summary>Writes a square of numbers with rows and columns exchanged.</summary>
    /// <param name="square">The first of its rows, each a register.</param>
    /// <param name="rowPitch">From one row to the next.</param>
    /// <param name="target">Where the first column goes.</param>
    /// <param name="pitch">From there to where the next column goes.</param>
    static abstract void Transpose(T* square, nint rowPitch, T* target, nint pitch);

    /// <summary>Writes the numbers to a place in memory.</summary>
    void Store(T* target);
}
