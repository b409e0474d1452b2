namespace SneTools;

/// <summary>Some queries, numbered from 0, which are compared with the points of panels together.</summary>
internal interface IQueryBlock : IDisposable
{
    /// <summary>The numbers of the queries here, from 0 on.</summary>
    ReadOnlySpan<int> Slots { get; }

    /// <summary>Compares queries with a run of panels.</summary>
    /// <param name="slots">Which queries.</param>
    /// <param name="first">The first panel.</param>
    /// <param name="end">The panel after the last.</param>
    /// <param name="lists">Take what is found; the list of a query has its number.</param>
    /// <param name="cancellation">Ends the work.</param>
    void Scan(ReadOnlySpan<int> slots, int first, int end, CandidateLists lists, CancellationToken cancellation);
}
