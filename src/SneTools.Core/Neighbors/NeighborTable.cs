namespace SneTools;

/// <summary>Where a search writes what it finds: the neighbors of every query, and how far they are.</summary>
internal sealed class NeighborTable
{
    /// <summary>Allocates a table.</summary>
    /// <param name="count">Number of queries.</param>
    /// <param name="neighbors">Neighbors of each, k.</param>
    public NeighborTable(int count, int neighbors)
    {
        Count = count;
        NeighborCount = neighbors;
        Indices = new int[(long)count * neighbors];
        SquaredDistances = new double[(long)count * neighbors];
    }

    /// <summary>Number of queries.</summary>
    public int Count { get; }

    /// <summary>Neighbors of a query, k.</summary>
    public int NeighborCount { get; }

    /// <summary>Which points they are, query after query.</summary>
    public int[] Indices { get; }

    /// <summary>Their squared distances.</summary>
    public double[] SquaredDistances { get; }

    /// <summary>The neighbors of a query.</summary>
    public ReadOnlySpan<int> Neighbors(int query) => Indices.AsSpan(query * NeighborCount, NeighborCount);

    /// <summary>The squared distances to the neighbors of a query.</summary>
    public ReadOnlySpan<double> Distances(int query) => SquaredDistances.AsSpan(query * NeighborCount, NeighborCount);

    /// <summary>Bytes that a table takes.</summary>
    public static double RequiredBytes(double count, double neighbors) => count * neighbors * (sizeof(int) + sizeof(double));

    /// <summary>Refuses numbers of points and neighbors for which there is no table.</summary>
    /// <param name="count">Number of points, n.</param>
    /// <param name="neighbors">Neighbors of each, k.</param>
    /// <param name="isTable">True where every point has a place for k of them.</param>
    /// <exception cref="SneException"><see cref="SneError.EmptyInput"/>, <see cref="SneError.SingleRow"/>,
    /// <see cref="SneError.NeighborCountOutOfRange"/>, <see cref="SneError.OutOfMemory"/>.</exception>
    public static void RequireSize(int count, int neighbors, bool isTable = true)
    {
        if (count < 1)
            throw Refusal.Empty(string.Empty);
        if (count == 1)
            throw Refusal.SingleRow();
        if (neighbors < 1 || neighbors >= count)
        {
            throw new SneException(
                SneError.NeighborCountOutOfRange,
                $"{neighbors} neighbors were asked for; {count} rows allow 1 to {count - 1}.",
                column: nameof(NeighborCount));
        }

        if (isTable && (long)count * neighbors > Array.MaxLength)
        {
            throw new SneException(
                SneError.OutOfMemory,
                $"{neighbors} neighbors of {count} rows are more than one array can hold ({Array.MaxLength}).");
        }
    }

    /// <summary>Candidates of the highest scores that are measured for so many neighbors: the point itself, and some that
    /// rounding may have put behind others.</summary>
    public static int Kept(int neighbors) => neighbors + 1 + 8 + (neighbors / 8);

    /// <summary>Writes the first k of a ranking to a row.</summary>
    public void Set(int row, NeighborRanking ranking)
    {
        int start = row * NeighborCount;
        ranking.Points[..NeighborCount].CopyTo(Indices.AsSpan(start));
        ranking.SquaredDistances[..NeighborCount].CopyTo(SquaredDistances.AsSpan(start));
    }

    /// <summary>The rows of some queries.</summary>
    public NeighborTable Select(int[] queries)
    {
        var table = new NeighborTable(queries.Length, NeighborCount);
        for (int row = 0; row < queries.Length; row++)
        {
            Neighbors(queries[row]).CopyTo(table.Indices.AsSpan(row * NeighborCount));
            Distances(queries[row]).CopyTo(table.SquaredDistances.AsSpan(row * NeighborCount));
        }

        return table;
    }

    /// <summary>The share of the places in another table of the same size that are taken by neighbors as near as the true ones, which are
    /// here. Which of those that tie for the last places are taken does not count.</summary>
    public double Share(NeighborTable other)
    {
        long shared = 0;
        for (int query = 0; query < Count; query++)
        {
            double farthest = Distances(query)[^1];
            foreach (double distance in other.Distances(query))
                shared += distance <= farthest ? 1 : 0;
        }

        return (double)shared / Indices.Length;
    }
}
