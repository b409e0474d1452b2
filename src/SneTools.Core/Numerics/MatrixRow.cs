using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SneTools;

/// <summary>A row of a matrix as it is kept, in double or in single precision; what is read is a double either way.</summary>
internal readonly ref struct MatrixRow
{
    /// <summary>A row in double precision.</summary>
    /// <param name="row">Its numbers.</param>
    public MatrixRow(ReadOnlySpan<double> row) => Doubles = row;

    /// <summary>A row in single precision.</summary>
    /// <param name="row">Its numbers.</param>
    public MatrixRow(ReadOnlySpan<float> row) => Singles = row;

    /// <summary>The numbers, if they are kept in double precision.</summary>
    public ReadOnlySpan<double> Doubles { get; }

    /// <summary>The numbers, if they are kept in single precision.</summary>
    public ReadOnlySpan<float> Singles { get; }

    /// <summary>How many numbers there are.</summary>
    public int Length => Doubles.Length + Singles.Length;

    /// <summary>A number, counted from 0.</summary>
    public double this[int k] => Singles.IsEmpty ? Doubles[k] : Singles[k];

    /// <summary>A row in double precision.</summary>
    public static implicit operator MatrixRow(ReadOnlySpan<double> row) => new(row);

    /// <summary>A row in double precision.</summary>
    public static implicit operator MatrixRow(Span<double> row) => new(row);

    /// <summary>Four numbers, of which the first is counted from 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<double> Load(int k) => Singles.IsEmpty ? Vector256.Create(Doubles[k..]) : Widen(Vector128.Create(Singles[k..]));

    /// <summary>Writes the numbers.</summary>
    /// <param name="target">As many doubles, or more.</param>
    public void CopyTo(Span<double> target)
    {
        if (Singles.IsEmpty)
        {
            Doubles.CopyTo(target);
            return;
        }

        for (int k = 0; k < Singles.Length; k++)
            target[k] = Singles[k];
    }

    /// <summary>Four numbers of single precision as doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Widen(Vector128<float> singles)
    {
        if (Avx.IsSupported)
            return Avx.ConvertToVector256Double(singles);
        (Vector128<double> low, Vector128<double> high) = Vector128.Widen(singles);
        return Vector256.Create(low, high);
    }
}
