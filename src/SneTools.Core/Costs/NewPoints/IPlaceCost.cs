namespace SneTools;

/// <summary>The cost of one point of a map as a function of its place, while all others stay where they are.</summary>
internal interface IPlaceCost
{
    /// <summary>The cost.</summary>
    /// <param name="place">l coordinates.</param>
    /// <param name="gradient">l numbers, overwritten.</param>
    double Evaluate(ReadOnlySpan<double> place, Span<double> gradient);

    /// <summary>About how steeply the gradient grows there: a second derivative of the part that attracts, positive.</summary>
    /// <param name="place">l coordinates.</param>
    double Curvature(ReadOnlySpan<double> place);
}
