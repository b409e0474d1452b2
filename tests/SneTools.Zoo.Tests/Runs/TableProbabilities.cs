using System.Collections.Concurrent;

namespace SneTools.ZooTests;

/// <summary>The judge's P of tables, kept.</summary>
internal static class TableProbabilities
{
    /// <summary>All pairs up to here, and near neighbors beyond: what the program documents.</summary>
    public const int AllPairsLimit = 2000;

    private static readonly ConcurrentDictionary<string, Lazy<Probabilities>> Known = new();

    /// <summary>P of a table, with the neighbors that a run chose where equally near ones leave a choice.</summary>
    public static Probabilities Of(ZooTable table, NeighborGraph? graph)
    {
        if (table.Count <= AllPairsLimit || graph is null)
            return Of(table);

        // The choice is the same for every method, but the run's own is what has to be judged.
        return table.IsArbitrary
            ? Probabilities.OfNeighbors(table.Rows, i => graph.Neighbors(i).ToArray(), table.EffectivePerplexity, table.Sigma)
            : Of(table);
    }

    /// <summary>P of a table where no run is known.</summary>
    public static Probabilities Of(ZooTable table) => Known.GetOrAdd(table.Name, _ => new Lazy<Probabilities>(() => Solve(table))).Value;

    /// <summary>Three times the perplexity.</summary>
    public static int NeighborCount(ZooTable table) => (int)Math.Min(table.Count - 1, Math.Ceiling(3 * table.EffectivePerplexity));

    private static Probabilities Solve(ZooTable table)
    {
        if (table.Count <= AllPairsLimit)
            return Probabilities.OfAll(table.Rows, table.EffectivePerplexity, table.Sigma);
        int[][] neighbors = NearestRows.Find(table.Rows, NeighborCount(table));
        return Probabilities.OfNeighbors(table.Rows, i => neighbors[i], table.EffectivePerplexity, table.Sigma);
    }
}
