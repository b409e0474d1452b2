namespace SneTools;

/// <summary>Points laid out for scores, in panels of <see cref="PointPanels.Width"/>.</summary>
internal interface IPointPanels : IDisposable
{
    /// <summary>Number of panels.</summary>
    int Count { get; }

    /// <summary>Fills a panel.</summary>
    /// <param name="panel">Which.</param>
    /// <param name="source">The coordinates of the points.</param>
    void Fill(int panel, IPointSource source);

    /// <summary>Prepares queries that are compared with the points.</summary>
    /// <param name="source">Their coordinates.</param>
    /// <param name="queries">Which points they are.</param>
    IQueryBlock Queries(IPointSource source, ReadOnlySpan<int> queries);

    /// <summary>Candidates of the highest scores that are measured for so many neighbors.</summary>
    int Kept(int neighbors);
}
