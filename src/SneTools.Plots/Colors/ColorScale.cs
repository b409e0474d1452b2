namespace SneTools.Plots;

/// <summary>How numbers are spread over the colors.</summary>
public enum ColorScale
{
    /// <summary>Equal steps are equal steps of color.</summary>
    Linear,

    /// <summary>Equal factors are equal steps of color, for numbers above 0.</summary>
    Log,
}
