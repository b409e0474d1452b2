namespace SneTools.Tests;

/// <summary>What scans of panels find.</summary>
internal static class Scans
{
    /// <summary>The twenty best points of every query, in the order of their numbers.</summary>
    public static int[] Best(int queries, Action<ScoredCandidates> scan)
    {
        using var lists = new ScoredCandidates(queries, 20);
        scan(lists);
        var points = new int[lists.Capacity];
        return [.. Enumerable.Range(0, queries).SelectMany(slot => points[..lists.CopyBest(slot, points)].Order())];
    }
}
