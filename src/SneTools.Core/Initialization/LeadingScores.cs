namespace SneTools;

/// <summary>The places of points along the leading directions of some of them.</summary>
/// <param name="Scores">n × k.</param>
/// <param name="Rank">How many of the directions are more than rounding.</param>
/// <param name="Spread">Standard deviation along the first, of the points that it was found for.</param>
internal sealed record LeadingScores(Matrix Scores, int Rank, double Spread);
