using System.Collections.Concurrent;

namespace SneTools;

/// <summary>Does many things with a number of cores and an amount of memory: as many at a time as there are cores, each with its share of these,
/// as long as they fit into memory together. What comes first in the list is begun first.</summary>
/// <param name="threads">Cores.</param>
/// <param name="bytes">Memory, in bytes.</param>
internal sealed class WorkScheduler(int threads, double bytes)
{
    private readonly BlockingCollection<WorkItem> _ended = [];
    private readonly List<WorkItem> _waiting = [];
    private int _free = threads;
    private double _room = bytes;
    private int _running;

    /// <summary>Does everything.</summary>
    /// <param name="items">What is to be done; all that some of it comes after is among it.</param>
    /// <param name="interval">How often <paramref name="look"/> is called, on this thread.</param>
    /// <param name="look">Looks around.</param>
    /// <param name="stop">Nothing more is begun when it is set; what is being done ends by itself. It is set when a callback throws: then what is
    /// being done is waited for, and what was thrown goes on.</param>
    public void Run(IEnumerable<WorkItem> items, TimeSpan interval, Action look, CancellationTokenSource stop)
    {
        try
        {
            Work(items, interval, look, stop.Token);
        }
        catch
        {
            stop.Cancel();
            for (; _running > 0; _running--)
                _ended.Take();
            throw;
        }
    }

    private void Work(IEnumerable<WorkItem> items, TimeSpan interval, Action look, CancellationToken cancellation)
    {
        _waiting.AddRange(items);
        foreach (WorkItem item in _waiting)
        {
            foreach (WorkItem before in item.After)
                before.Users++;
        }

        while (true)
        {
            if (cancellation.IsCancellationRequested)
                _waiting.Clear();
            else
                Begin();
            if (_running == 0)
                return;
            if (_ended.TryTake(out WorkItem? ended, interval))
                End(ended);
            look();
        }
    }

    /// <summary>Begins what can be begun: what is ready and fits. Where nothing is being done, the first of it fits whatever it takes.</summary>
    private void Begin()
    {
        Skip();
        while (_free > 0)
        {
            WorkItem[] ready = [.. _waiting.Where(IsReady)];
            WorkItem? next = Array.Find(ready, item => item.Bytes <= _room) ?? (_running == 0 && ready.Length > 0 ? ready[0] : null);
            if (next is null)
                return;
            int beside = Math.Max(1, ready.Count(item => item.Bytes <= _room));
            Start(next, Math.Clamp(_free / Math.Min(_free, beside), 1, Math.Max(1, Math.Min(_free, next.MostThreads))));
        }
    }

    /// <summary>Gives up what comes after something that could not be done.</summary>
    private void Skip()
    {
        while (_waiting.Find(item => item.After.Any(before => before.Error is not null)) is { } lost)
        {
            lost.Error = lost.After.First(before => before.Error is not null).Error;
            _waiting.Remove(lost);
            Over(lost);
        }
    }

    private static bool IsReady(WorkItem item) => item.After.All(before => before.IsOver);

    private void Start(WorkItem item, int share)
    {
        _waiting.Remove(item);
        item.Threads = share;
        _free -= share;
        _room -= item.Bytes;
        _running++;
        new Thread(() => Do(item)) { IsBackground = true, Name = "SneTools run" }.Start();
    }

    private void Do(WorkItem item)
    {
        try
        {
            item.Do();
        }
#pragma warning disable CA1031 // Whatever goes wrong is told to those who come after, and does not end the others.
        catch (Exception error)
#pragma warning restore CA1031
        {
            item.Error = error;
        }

        _ended.Add(item);
    }

    private void End(WorkItem item)
    {
        _running--;
        _free += item.Threads;
        if (!item.IsShared)
            _room += item.Bytes;
        else if (item.Users == 0)
            Release(item);
        Over(item);
    }

    private void Over(WorkItem item)
    {
        item.IsOver = true;
        foreach (WorkItem before in item.After)
        {
            if (--before.Users == 0 && before.IsShared && before.IsOver)
                Release(before);
        }

        item.Ended?.Invoke(item);
    }

    private void Release(WorkItem item)
    {
        // What could not be begun took nothing.
        if (item.Threads > 0)
            _room += item.Bytes;
        item.Release?.Invoke();
    }
}
