namespace SneTools;

/// <summary>What the numbers of a table of distances are.</summary>
/// <param name="IsSimilarity">True for similarities, which are greater the nearer two points are.</param>
/// <param name="IsAveraged">True to take the mean of the two numbers of a pair, which are otherwise required to be equal but for rounding.
/// </param>
public readonly record struct DistanceForm(bool IsSimilarity = false, bool IsAveraged = false)
{
    /// <summary>What a number is called.</summary>
    internal string Noun => IsSimilarity ? "similarity" : "distance";
}
