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

    /// <summary>log₂ e in double precision.</summary>
    public const double Log2EDouble = 1.4426950408889634;

    /// <summary>ln 2, and what its rounding leaves out.</summary>
    public const double Ln2 = 0.6931471805599453;

    public const double Ln2Rest = 2.3190468138462996e-17;

    // eʳ for |r| ≤ ½ ln 2 is 1 + r + E2 r² + … + E11 r¹¹ with a relative error of 2e-17, from Chebyshev's nodes.
    public const double E2 = 0.5000000000000001;
    public const double E3 = 0.16666666666666669;
    public const double E4 = 0.04166666666662412;
    public const double E5 = 0.008333333333330062;
    public const double E6 = 0.001388888891721686;
    public const double E7 = 0.00019841269863056036;
    public const double E8 = 2.480152129106781e-05;
    public const double E9 = 2.755726845623923e-06;
    public const double E10 = 2.762009076969856e-07;
    public const double E11 = 2.5100387282913548e-08;
}
