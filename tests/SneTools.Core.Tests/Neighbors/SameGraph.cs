namespace SneTools.Tests;

/// <summary>Comparison of graphs.</summary>
internal static class SameGraph
{
    /// <summary>Fails unless two graphs agree to the last bit.</summary>
    public static void Assert(NeighborGraph expected, NeighborGraph actual)
    {
        Xunit.Assert.Equal(
            (expected.Count, expected.NeighborCount, expected.Search, expected.Recall, expected.Unit),
            (actual.Count, actual.NeighborCount, actual.Search, actual.Recall, actual.Unit));
        for (int i = 0; i < expected.Count; i++)
        {
            Xunit.Assert.True(expected.Neighbors(i).SequenceEqual(actual.Neighbors(i)), $"neighbors of {i}");
            Xunit.Assert.True(expected.SquaredDistances(i).SequenceEqual(actual.SquaredDistances(i)), $"distances of {i}");
        }
    }
}
