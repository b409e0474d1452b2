namespace SneTools.ZooTests;

/// <summary>What the four methods are, in the judge's own words.</summary>
internal static class Methods
{
    public static bool IsJoint(SneMethod method) => method is SneMethod.SymmetricSne or SneMethod.TSne;

    public static bool IsGaussian(SneMethod method) => method is SneMethod.Sne or SneMethod.SymmetricSne;

    /// <summary>log w(d²): -d², or the Student-t kernel's of α degrees of freedom.</summary>
    public static double LogWeight(SneMethod method, double square, double alpha = 1) => IsGaussian(method)
        ? -square
        : -0.5 * (alpha + 1) * double.LogP1(square / alpha);
}
