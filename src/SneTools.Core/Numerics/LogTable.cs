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

    /// <summary>What is to be added to the bits of a double, so that numbers from √½ to √2 have the exponent of 1.</summary>
    public const long ToExponentOf1 = 0x3ff0000000000000 - BitsOfRootOfHalf;

    /// <summary>The bits of √½ in double precision.</summary>
    public const long BitsOfRootOfHalf = 0x3fe6a09e667f3bcd;

    /// <summary>The bits of a double's significand.</summary>
    public const long Significand = 0x000fffffffffffff;

    /// <summary>The bits of 2⁵²: with a small whole number in its last bits, the double that is so much larger.</summary>
    public const long BitsOfWhole = 0x4330000000000000;

    /// <summary>2⁵², and the exponent of 1 as a double's bits have it.</summary>
    public const double WholeOfExponent0 = 4503599627370496.0 + 1023;

    /// <summary>ln 2 to 21 bits, whose products with exponents are exact, and the rest.</summary>
    public const double Ln2High = 0.6931467056274414;

    public const double Ln2Low = 4.7493250390316726e-07;

    // ln ((1 + s) / (1 - s)) for 1/√2 ≤ (1 + s) / (1 - s) ≤ √2 is 2s + s (D1 s² + … + D7 s¹⁴) with an error of 5e-18, from Chebyshev's nodes.
    public const double D1 = 0.666666666666667;
    public const double D2 = 0.39999999999899444;
    public const double D3 = 0.2857142862600327;
    public const double D4 = 0.22222211130259878;
    public const double D5 = 0.18182889455674947;
    public const double D6 = 0.15331710618210773;
    public const double D7 = 0.14616585424888623;
}
