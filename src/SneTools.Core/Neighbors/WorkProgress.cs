namespace SneTools;

/// <summary>Counts work that several threads do, and tells the thread that began it how much is done.</summary>
/// <param name="total">All the work.</param>
/// <param name="report">Is given the share that is done, from 0 to 1; called on the thread that made this object.</param>
internal sealed class WorkProgress(double total, Action<double>? report)
{
    /// <summary>Tells nobody.</summary>
    public static readonly WorkProgress None = new(1, null);

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _done;

    /// <summary>Notes that some work is done.</summary>
    public void Add(long work)
    {
        long done = Interlocked.Add(ref _done, work);
        if (report is not null && Environment.CurrentManagedThreadId == _thread)
            report(Math.Min(1, done / total));
    }
}
