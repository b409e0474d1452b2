namespace SneTools.Plots;

/// <summary>A number that stands beside a scale of colors.</summary>
/// <param name="Position">Its place, from 0 to 1.</param>
/// <param name="Text">The number as it is written.</param>
internal readonly record struct ScaleTick(double Position, string Text);
