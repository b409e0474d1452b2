namespace SneTools;

/// <summary>Something to be done, when other things are done.</summary>
/// <param name="after">What comes before it.</param>
/// <param name="bytes">Memory that it takes, in bytes: while it is done, or until what it gives is not needed any more.</param>
/// <param name="mostThreads">Threads beyond which more are of no use.</param>
/// <param name="work">Does it with a number of threads. What it throws is kept for what comes after it.</param>
internal sealed class WorkItem(IReadOnlyList<WorkItem> after, double bytes, int mostThreads, Action<int> work)
{
    /// <summary>What comes before it.</summary>
    public IReadOnlyList<WorkItem> After { get; } = after;

    /// <summary>Memory that it takes, in bytes.</summary>
    public double Bytes { get; } = bytes;

    /// <summary>Threads beyond which more are of no use.</summary>
    public int MostThreads { get; } = mostThreads;

    /// <summary>True for what gives something to others, whose memory is taken until <see cref="Users"/> have ended.</summary>
    public bool IsShared { get; init; }

    /// <summary>How many that come after it have not ended.</summary>
    public int Users { get; set; }

    /// <summary>True when it has ended, well or not.</summary>
    public bool IsOver { get; set; }

    /// <summary>Why it could not be done; null while that is not so.</summary>
    public Exception? Error { get; set; }

    /// <summary>Forgets what it gave, when nobody needs it any more.</summary>
    public Action? Release { get; init; }

    /// <summary>Is told on the scheduler's thread that it has ended.</summary>
    public Action<WorkItem>? Ended { get; init; }

    /// <summary>The threads that it was given.</summary>
    public int Threads { get; set; }

    /// <summary>Does it.</summary>
    public void Do() => work(Threads);
}
