namespace SneTools;

/// <summary>Points whose neighbors are asked for, and the rows of a table where these go.</summary>
/// <param name="Points">The points, near ones best following each other; or queries that are no points, of which q has the number ~q.</param>
/// <param name="InPlace">True when the table has a row for every point there is, false when it has one for every query.
/// </param>
internal sealed record NeighborQueries(ReadOnlyMemory<int> Points, bool InPlace)
{
    /// <summary>Number of queries.</summary>
    public int Count => Points.Length;

    /// <summary>The queries of a block.</summary>
    public ReadOnlySpan<int> Block(RowBlocks blocks, int block) => Points.Span[blocks.Start(block)..blocks.End(block)];

    /// <summary>The row for the neighbors of a query.</summary>
    public int Row(int query)
    {
        if (!InPlace)
            return query;
        int point = Points.Span[query];
        return point < 0 ? ~point : point;
    }
}
