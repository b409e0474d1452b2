namespace SneTools;

/// <summary>From the neighbors of different rows to those of all: equal rows are each other's nearest, and share all others.</summary>
/// <param name="equal">The groups of equal rows.</param>
/// <param name="different">The neighbors of one row of each group; null when there is only one group.</param>
/// <param name="target">Takes the neighbors of every row.</param>
/// <param name="seed">Where the random numbers begin that choose among too many equally near rows.</param>
internal sealed class SharedNeighbors(EqualRows equal, NeighborTable? different, NeighborTable target, int seed)
{
    /// <summary>The most equally near rows that are put in order; of more some are drawn.</summary>
    private const int MostOrdered = 4096;

    /// <summary>Fills the table.</summary>
    /// <param name="team">The threads that do the work. Their number does not change a bit of the result.</param>
    /// <param name="cancellation">Ends the work.</param>
    public void Fill(ThreadTeam team, CancellationToken cancellation)
    {
        var blocks = new RowBlocks(target.Count, 256);
        team.Run(blocks.Count, block =>
        {
            cancellation.ThrowIfCancellationRequested();
            var tied = new List<int>();
            for (int i = blocks.Start(block); i < blocks.End(block); i++)
                FillRow(i, tied);
        });
    }

    private void FillRow(int i, List<int> tied)
    {
        int group = equal.Group(i);
        int known = different?.NeighborCount ?? 0;
        int start = group * known;
        int filled = Take(i, 0, 0, [group], tied);
        for (int first = 0, end; first < known && filled < target.NeighborCount; first = end)
        {
            double distance = different!.SquaredDistances[start + first];
            for (end = first + 1; end < known && different.SquaredDistances[start + end] == distance;)
                end++;
            filled = Take(i, filled, distance, different.Indices.AsSpan(start + first, end - first), tied);
        }
    }

    /// <summary>Appends the rows of equally near groups to a row's neighbors, as many as there is room for; returns how many it has then.
    /// </summary>
    private int Take(int i, int filled, double distance, ReadOnlySpan<int> groups, List<int> tied)
    {
        tied.Clear();
        foreach (int group in groups)
        {
            foreach (int j in equal.Members(group))
            {
                if (j != i)
                    tied.Add(j);
            }
        }

        int count = Math.Min(tied.Count, target.NeighborCount - filled);
        if (tied.Count <= MostOrdered)
            tied.Sort((a, b) => PairHash.Of(seed, i, a).CompareTo(PairHash.Of(seed, i, b)));
        else
            Draw(i, count, tied);
        int place = (i * target.NeighborCount) + filled;
        for (int k = 0; k < count; k++)
            (target.Indices[place + k], target.SquaredDistances[place + k]) = (tied[k], distance);
        return filled + count;
    }

    /// <summary>Moves some of many, drawn without repetition, to the front.</summary>
    private void Draw(int i, int count, List<int> tied)
    {
        for (int k = 0; k < count; k++)
        {
            int other = k + (int)(PairHash.Of(seed, i, k) % (ulong)(tied.Count - k));
            (tied[k], tied[other]) = (tied[other], tied[k]);
        }
    }
}
