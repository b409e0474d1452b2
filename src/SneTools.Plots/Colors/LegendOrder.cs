namespace SneTools.Plots;

/// <summary>The order of a legend.</summary>
public enum LegendOrder
{
    /// <summary>By name: numbers by their size, also within names (item 2 before item 10), and dates by time.</summary>
    Name,

    /// <summary>The categories with most points first.</summary>
    Size,
}
