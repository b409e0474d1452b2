namespace SneTools.Plots;

/// <summary>The curves of one column, on axes of their own.</summary>
/// <param name="Name">The column.</param>
/// <param name="Curves">A curve for every series that has a value.</param>
/// <param name="LeftOut">Number of rows that have no number in the column, or no place on the horizontal axis.</param>
/// <param name="IsLog">True when equal factors are equally long upward.</param>
public sealed record CurvePanel(string Name, Curve[] Curves, int LeftOut, bool IsLog)
{
    /// <summary>The values of all rows.</summary>
    internal Extent Values => Extent.Of([.. Curves.SelectMany(curve => curve.Points).Select(point => point.Y)]);

    /// <summary>What marks and bands are, where places have several rows; empty where they have not.</summary>
    internal string Note
    {
        get
        {
            int[] counts = [.. Curves.SelectMany(curve => curve.Means).Select(mean => mean.Count).Distinct().Order()];
            return counts switch
            {
                [1] or [] => string.Empty,
                [int one] => FormattableString.Invariant($"mean and range of {one} rows"),
                _ => FormattableString.Invariant($"mean and range of {counts[0]} to {counts[^1]} rows"),
            };
        }
    }
}
