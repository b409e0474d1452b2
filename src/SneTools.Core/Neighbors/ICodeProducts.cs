using System.Runtime.Intrinsics;

namespace SneTools;

/// <summary>Products of codes in registers of 256 bits.</summary>
internal interface ICodeProducts
{
    /// <inheritdoc cref="ICodeLanes{TSelf}.MultiplyAdd"/>
    static abstract Vector256<int> MultiplyAdd(Vector256<int> x0, Vector256<int> y0, Vector256<int> x1, Vector256<int> y1, Vector256<int> sum);
}
