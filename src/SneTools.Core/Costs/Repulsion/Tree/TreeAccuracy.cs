namespace SneTools;

/// <summary>How finely a tree's sums are computed.</summary>
/// <param name="Terms">Proxies along a side of a box, q.</param>
/// <param name="SquaredRatio">The square of θ: how large a box may be, as a share of the length over which the kernel looks
/// like a polynomial, to act through its proxies.</param>
/// <param name="Neglect">What a far box may add at most, as a share of the sum, to be left out.</param>
/// <param name="IsSingle">True when single precision will do.</param>
internal readonly record struct TreeAccuracy(int Terms, double SquaredRatio, double Neglect, bool IsSingle)
{
    /// <summary>Points of a leaf: two of the widest registers in single precision, as measured to be best.</summary>
    public const int LeafSize = 32;

    /// <summary>The error of the gradient is at most <see cref="Factor{TKernel}"/> · (0.29 θ)^q: measured on maps much
    /// narrower than the kernel to much wider, of one blob and of many, for q from 4 to 8 and θ from 0.4 to 0.7.</summary>
    private const double Base = 0.29;

    /// <summary>Fewer terms with a smaller ratio, and more terms with a larger one, were both measured to be slower.
    /// </summary>
    private const double LeastRatio = 0.55;

    private const int MinTerms = 4;
    private const int MaxTerms = 16;

    /// <summary>Larger tolerances would spoil the sums of single points.</summary>
    private const double MaxTolerance = 5e-3;

    private const double MaxShortTolerance = 5e-4;

    /// <summary>What double precision can reach for sure.</summary>
    private const double MinTolerance = 1e-9;

    private const double MinSingleTolerance = 1e-5;

    /// <summary>The accuracy that keeps the error of the gradient, as a share of its norm, below a tolerance.</summary>
    /// <param name="tolerance">The tolerance; larger ones than keep each Zᵢ within 1e-3 are taken for these.</param>
    /// <param name="dimension">Dimension of the map.</param>
    public static TreeAccuracy For<TKernel>(double tolerance, int dimension)
        where TKernel : struct, IKernel
    {
        double bounded = Math.Clamp(tolerance, MinTolerance, TKernel.IsShort ? MaxShortTolerance : MaxTolerance);
        double share = bounded / Factor<TKernel>(dimension);
        int terms = MinTerms;
        while (terms < MaxTerms && Ratio(share, terms) < LeastRatio)
            terms++;
        double ratio = Ratio(share, terms);
        return new TreeAccuracy(terms, ratio * ratio, 0.02 * bounded, bounded >= MinSingleTolerance);
    }

    private static double Ratio(double share, int terms) => Math.Pow(share, 1.0 / terms) / Base;

    /// <summary>On a line the errors of boxes cancel least.</summary>
    private static double Factor<TKernel>(int dimension)
        where TKernel : struct, IKernel => dimension == 1 ? 150 : TKernel.IsShort ? 8 : 16;
}
