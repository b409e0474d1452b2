namespace SneTools;

/// <summary>qᵢⱼ = Kᵢⱼ / Σₖ Zₖ.</summary>
internal readonly struct JointNormalization : INormalization
{
    /// <inheritdoc/>
    public static bool IsJoint => true;

    /// <inheritdoc/>
    public static double RowMass(int n) => 1.0 / n;

    /// <inheritdoc/>
    public static void Normalize(Span<double> logNormalizers) => logNormalizers.Fill(LogSum.Of(logNormalizers));

    /// <inheritdoc/>
    public static double Change(double ownChange, double ownOffset, double othersChange) =>
        LogSum.OnePlus(2 * ownChange / (1 + (2 * ownOffset)));
}
