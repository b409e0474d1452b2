namespace SneTools.Plots;

/// <summary>Rows of a table that make one line in every panel.</summary>
/// <param name="Name">What they have in common; empty when there is one series only.</param>
/// <param name="Color">Their color.</param>
/// <param name="Mark">Their mark: a circle, a square or a triangle, for more series than there are colors.</param>
public sealed record CurveSeries(string Name, Rgb Color, CurveMark Mark);
