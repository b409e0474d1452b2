namespace SneTools;

/// <summary>A formula for the gradient of the original SNE: the right one, and two that a derivation by hand can end
/// with.</summary>
public enum GradientFormula
{
    /// <summary>2 Σⱼ φᵢⱼ (yᵢ-yⱼ)(Pˢᵢⱼ-Qˢᵢⱼ), the derivative of the cost (Hinton &amp; Roweis 2002, eq. 5).</summary>
    Analytic,

    /// <summary>Σⱼ [2(yᵢ-yⱼ)p(j|i) - 2(yᵢ-yⱼ)q(j|i)p(j|i)] + Σⱼ [2(yⱼ-yᵢ)p(i|j) - 2(yⱼ-yᵢ)q(i|j)p(i|j)]: the note's last
    /// line. The sign of the second sum is wrong, and a factor p is left on the q terms.</summary>
    Printed,

    /// <summary>The line before it, the same without any p: Σⱼ [2(yᵢ-yⱼ) - 2(yᵢ-yⱼ)q(j|i)] + Σⱼ [2(yⱼ-yᵢ) - 2(yⱼ-yᵢ)q(i|j)].
    /// </summary>
    PrintedUnweighted,
}
