namespace SneTools;

/// <summary>Constants of the natural logarithm.</summary>
internal static class LogTable
{
    /// <summary>The bits of √½ in single precision.</summary>
    public const int RootOfHalf = 0x3f3504f3;

    /// <summary>ln 2.</summary>
    public const float Ln2 = 0.69314718f;

    // ln (1 + z) for √½ ≤ 1 + z ≤ √2 is z + C2 z² + … + C9 z⁹ with a relative error of 3e-8, fitted for the least largest error.
    public const float C2 = -0.49999988f;
    public const float C3 = 0.33334187f;
    public const float C4 = -0.25002074f;
    public const float C5 = 0.19956833f;
    public const float C6 = -0.16562393f;
    public const float C7 = 0.14952268f;
    public const float C8 = -0.14366844f;
    public const float C9 = 0.08722356f;
}
