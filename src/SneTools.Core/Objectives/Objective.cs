namespace SneTools;

/// <summary>The cost to be minimized: a method and, for Student-t kernels, its degrees of freedom.</summary>
/// <param name="Method">The method.</param>
/// <param name="DegreeOfFreedom">α of the Student-t kernel, positive; unused by Gaussian kernels.</param>
public sealed record Objective(SneMethod Method = SneMethod.Sne, double DegreeOfFreedom = 1)
{
    /// <summary>True for methods whose probabilities run over all pairs, false for those that run over each point's
    /// neighbors.</summary>
    public bool IsJoint => Method is SneMethod.SymmetricSne or SneMethod.TSne;

    /// <summary>True for methods whose kernel in the map is a Gaussian, false for Student's.</summary>
    public bool IsGaussian => Method is SneMethod.Sne or SneMethod.SymmetricSne;

    /// <summary>Throws when the degrees of freedom are out of range.</summary>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>.</exception>
    public void Validate() => OptionRange.Require(
        DegreeOfFreedom > 0 && double.IsFinite(DegreeOfFreedom), nameof(DegreeOfFreedom), DegreeOfFreedom, "greater than 0");

    /// <summary>Hands the kernel and the normalization to code that is generic in them: the one place where a method's
    /// name becomes types.</summary>
    internal TResult Accept<TResult>(IObjectiveVisitor<TResult> visitor) => Method switch
    {
        SneMethod.Sne => visitor.Visit<GaussianKernel, ConditionalNormalization>(default),
        SneMethod.SymmetricSne => visitor.Visit<GaussianKernel, JointNormalization>(default),
        SneMethod.TSne => VisitStudent<JointNormalization, TResult>(visitor),
        SneMethod.TConditionalSne => VisitStudent<ConditionalNormalization, TResult>(visitor),
        _ => throw new SneException(SneError.InvalidOption, $"There is no method {Method}."),
    };

    private TResult VisitStudent<TNormalization, TResult>(IObjectiveVisitor<TResult> visitor)
        where TNormalization : struct, INormalization => DegreeOfFreedom == 1
            ? visitor.Visit<CauchyKernel, TNormalization>(default)
            : visitor.Visit<StudentKernel, TNormalization>(new StudentKernel(DegreeOfFreedom));
}
