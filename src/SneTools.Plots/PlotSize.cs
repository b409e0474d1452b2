namespace SneTools.Plots;

/// <summary>Size of a picture.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
public readonly record struct PlotSize(int Width, int Height);
