namespace SneTools;

/// <summary>Constants of the exponential function.</summary>
internal static class ExpTable
{
    /// <summary>log₂ e.</summary>
    public const float Log2E = 1.44269504f;

    /// <summary>Below this the result is no normal single-precision number.</summary>
    public const float SmallestSingle = -87.3f;

    /// <summary>Below this the result is no normal double-precision number.</summary>
    public const double SmallestDouble = -708.3;

    // 2ᶠ for |f| ≤ ½ is 1 + C1 f + … + C6 f⁶ with a relative error of 2e-9, fitted for the least largest error.
    public const float C1 = 0.69314718f;
    public const float C2 = 0.24022646f;
    public const float C3 = 0.055503286f;
    public const float C4 = 0.009618489f;
    public const float C5 = 0.001339993f;
    public const float C6 = 0.00015345812f;
}
