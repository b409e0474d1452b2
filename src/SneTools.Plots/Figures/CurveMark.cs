namespace SneTools.Plots;

/// <summary>What stands at a place of a curve.</summary>
public enum CurveMark
{
    /// <summary>A circle, on a solid line.</summary>
    Circle,

    /// <summary>A square, on a dashed line.</summary>
    Square,

    /// <summary>A triangle, on a dotted line.</summary>
    Triangle,
}
