namespace SneTools.Plots;

/// <summary>What the rows of a series have at one place of the horizontal axis.</summary>
/// <param name="X">The place: a number, or the number of a category from 0.</param>
/// <param name="Mean">The mean of their values.</param>
/// <param name="Low">The smallest.</param>
/// <param name="High">The largest.</param>
/// <param name="Count">Number of rows.</param>
public readonly record struct CurveMean(double X, double Mean, double Low, double High, int Count);
