namespace SneTools.Plots;

/// <summary>How an axis of numbers is divided.</summary>
public enum AxisScale
{
    /// <summary>Logarithmic to the right where the numbers grow by nearly the same factor from one to the next (5, 10, 20, 50; 1, 10, 100),
    /// linear elsewhere and upward.</summary>
    Auto,

    /// <summary>Equal steps are equally long.</summary>
    Linear,

    /// <summary>Equal factors are equally long; all numbers must be above 0.</summary>
    Log,
}
