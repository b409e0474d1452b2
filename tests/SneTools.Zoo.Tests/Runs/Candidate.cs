namespace SneTools.ZooTests;

/// <summary>A map that competes for the best cost.</summary>
internal sealed record Candidate(string Who, string Version, double Cost, MapShape Shape);
