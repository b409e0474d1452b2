namespace SneTools.Plots;

/// <summary>R_NX(K) of maps as curves: how much better than by chance each keeps the K nearest neighbors (Lee, Peluffo-Ordóñez and Verleysen
/// 2015).</summary>
public static class RnxPlot
{
    /// <summary>Points of a curve, which is finer than any screen; of a curve of more, those that lie evenly along the axis are drawn.</summary>
    private const int MostPoints = 600;

    /// <summary>Makes the figure.</summary>
    /// <param name="maps">R_NX(K) of each map for K = 1, 2, …, with what it is called in the legend, and alone, and the area under the curve
    /// if it is known.</param>
    /// <param name="seriesName">What the names are; empty for a single map without a legend.</param>
    /// <param name="xScale">How the numbers of neighbors are spread; by default logarithmically, as the area under the curve is taken.</param>
    /// <param name="yScale">How R_NX is spread; linearly by default.</param>
    /// <param name="theme">Colors of paper and ink.</param>
    /// <param name="title">What stands over the picture.</param>
    /// <exception cref="SneException"><see cref="SneError.EmptyInput"/>: there is no curve, or an empty one.
    /// <see cref="SneError.InvalidOption"/>: a logarithm of a value that is not above 0, or too many series.</exception>
    public static CurvePlot Of(
        IReadOnlyList<(string Series, string Name, IReadOnlyList<double> Rnx, double? Area)> maps, string seriesName, AxisScale xScale, AxisScale yScale, PlotTheme theme, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(maps);
        bool isLog = xScale != AxisScale.Linear;
        CurveLine[] lines = [.. maps.Select(map => Line(map.Series, map.Rnx, isLog) with
        {
            Name = map.Name,
            Note = map.Area is { } area ? FormattableString.Invariant($"{area:0.000}") : string.Empty,
        })];
        return CurvePlot.OfLines("K, number of neighbors", "R_NX(K)", lines, seriesName, isLog, yScale == AxisScale.Log, theme, title);
    }

    private static CurveLine Line(string series, IReadOnlyList<double> rnx, bool isLog)
    {
        int[] numbers = [.. Enumerable.Range(0, MostPoints)
            .Select(k => k / (MostPoints - 1.0))
            .Select(share => isLog ? Math.Pow(rnx.Count, share) : 1 + (share * (rnx.Count - 1)))
            .Select(number => (int)Math.Round(number))
            .Where(number => number >= 1 && number <= rnx.Count)
            .Distinct()];
        return new CurveLine(series, [.. numbers.Select(number => (double)number)], [.. numbers.Select(number => rnx[number - 1])]);
    }
}
