namespace SneTools;

/// <summary>One coordinate of a gradient, by a formula and by central differences of the cost.</summary>
/// <param name="Formula">The name of the formula.</param>
/// <param name="Point">The point, counted from 0.</param>
/// <param name="Coordinate">1 for Y1, and so on.</param>
/// <param name="Gradient">By the formula.</param>
/// <param name="Numerical">By central differences.</param>
/// <param name="Engine">The engine that computed the formula.</param>
public sealed record GradientCoordinate(
    string Formula,
    int Point,
    int Coordinate,
    double Gradient,
    double Numerical,
    EngineKind Engine)
{
    /// <summary>By how much the formula is above the differences.</summary>
    public double Error => Gradient - Numerical;
}
