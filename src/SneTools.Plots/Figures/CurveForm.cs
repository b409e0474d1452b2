namespace SneTools.Plots;

/// <summary>What stands for the values of a table's column.</summary>
public enum CurveForm
{
    /// <summary>Lines through the means, and above categories, which nothing lies between, marks alone.</summary>
    Line,

    /// <summary>Bars from 0 to the means, side by side.</summary>
    Bar,
}
