namespace SneTools.Plots;

/// <summary>A row of the table in a panel.</summary>
/// <param name="X">Its place: a number, or the number of a category from 0.</param>
/// <param name="Y">Its value.</param>
/// <param name="Row">The row, counted from 0.</param>
public readonly record struct CurvePoint(double X, double Y, int Row);
