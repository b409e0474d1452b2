namespace SneTools;

/// <summary>The mean of a number over all points, from a sample of them.</summary>
/// <param name="Value">The mean; null if there are no points.</param>
/// <param name="StandardError">Its standard error: 0 if the sample is all points.</param>
internal readonly record struct SampleMean(double? Value, double? StandardError)
{
    /// <summary>The mean of a sample that was drawn without repetition.</summary>
    /// <param name="values">The sample.</param>
    /// <param name="population">How many points there are.</param>
    public static SampleMean Of(IReadOnlyList<double> values, int population)
    {
        if (values.Count == 0)
            return default;
        double mean = values.Sum() / values.Count;
        if (values.Count == population)
            return new SampleMean(mean, 0);
        double squares = values.Sum(value => (value - mean) * (value - mean));
        double variance = squares / Math.Max(1, values.Count - 1) / values.Count;
        return new SampleMean(mean, Math.Sqrt(variance * (1 - ((double)values.Count / population))));
    }
}
