namespace SneTools;

/// <summary>q(j|i) = Kᵢⱼ / Zᵢ.</summary>
internal readonly struct ConditionalNormalization : INormalization
{
    /// <inheritdoc/>
    public static bool IsJoint => false;

    /// <inheritdoc/>
    public static double RowMass(int n) => 1;

    /// <inheritdoc/>
    public static void Normalize(Span<double> logNormalizers)
    {
    }

    /// <inheritdoc/>
    public static double Change(double ownChange, double ownOffset, double othersChange) =>
        LogSum.OnePlus(ownChange / (1 + ownOffset)) + othersChange;
}
