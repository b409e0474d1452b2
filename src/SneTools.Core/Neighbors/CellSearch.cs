using System.Collections.Concurrent;

namespace SneTools;

/// <summary>A search among the points of those cells alone whose centers are nearest to a query.</summary>
/// <param name="partition">The cells.</param>
/// <param name="panels">Their points.</param>
/// <param name="source">The coordinates of the queries, which are points or others.</param>
/// <param name="distances">Their distances to the points.</param>
/// <param name="ties">The order of equally near points.</param>
/// <param name="team">The threads that do the work.</param>
internal sealed class CellSearch(CellPartition partition, IPointPanels panels, IPointSource source, IPairDistance distances, TieOrder ties, ThreadTeam team)
{
    /// <summary>Queries that are worked on together; near ones ask for the same cells.</summary>
    private const int BlockSize = 2048;

    /// <summary>Searches for some queries in so many cells each.</summary>
    /// <param name="queries">The queries.</param>
    /// <param name="cells">Cells for each.</param>
    /// <param name="table">Where the neighbors go.</param>
    /// <param name="progress">Is told of every query done.</param>
    /// <returns>The queries for which the cells hold fewer points than neighbors are asked for.</returns>
    public int[] Find(NeighborQueries queries, int cells, NeighborTable table, WorkProgress progress)
    {
        var blocks = new RowBlocks(queries.Count, BlockSize);
        var remaining = new ConcurrentBag<int>();
        team.Run(blocks.Count, number =>
        {
            ReadOnlySpan<int> own = queries.Block(blocks, number);
            using var lists = new ScoredCandidates(own.Length, panels.Kept(table.NeighborCount), Scramblers(own));
            using (IQueryBlock block = panels.Queries(source, own))
            using (CellChoice choice = partition.Choose(source, own, cells, team.Cancellation))
                partition.Scan(block, choice, lists, team.Cancellation);
            var ranking = new NeighborRanking(distances, ties, lists.Capacity);
            var candidates = new int[lists.Capacity];
            for (int slot = 0; slot < own.Length; slot++)
            {
                ranking.Rank(own[slot], candidates.AsSpan(0, lists.CopyBest(slot, candidates)));
                if (ranking.Count < table.NeighborCount)
                    remaining.Add(own[slot]);
                else
                    table.Set(queries.Row(blocks.Start(number) + slot), ranking);
            }

            progress.Add(own.Length);
        });
        return [.. remaining.Order()];
    }

    private uint[] Scramblers(ReadOnlySpan<int> queries)
    {
        var scramblers = new uint[queries.Length];
        for (int slot = 0; slot < queries.Length; slot++)
            scramblers[slot] = ties.Scrambler(queries[slot]);
        return scramblers;
    }
}
