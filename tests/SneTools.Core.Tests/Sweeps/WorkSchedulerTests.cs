using System.Collections.Concurrent;

namespace SneTools.Tests;

public class WorkSchedulerTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    [Fact]
    public void Neither_more_cores_nor_more_memory_than_there_are_are_in_use()
    {
        var random = new Random(3);
        int cores = 0, mostCores = 0;
        double bytes = 0, mostBytes = 0;
        var gate = new Lock();
        var items = new List<WorkItem>();
        for (int k = 0; k < 60; k++)
        {
            WorkItem? self = null;
            WorkItem[] after = k > 3 && random.Next(2) == 0 ? [items[random.Next(k)]] : [];
            self = new WorkItem(after, random.Next(1, 60), random.Next(1, 5), threads =>
            {
                lock (gate)
                {
                    Assert.All(after, before => Assert.True(before.IsOver));
                    (cores, bytes) = (cores + threads, bytes + self!.Bytes);
                    (mostCores, mostBytes) = (Math.Max(mostCores, cores), Math.Max(mostBytes, bytes));
                    Assert.True(threads <= self.MostThreads);
                }

                Thread.Sleep(1);
                lock (gate)
                    (cores, bytes) = (cores - threads, bytes - self!.Bytes);
            });
            items.Add(self);
        }

        new WorkScheduler(4, 100).Run(items, Interval, () => { }, new CancellationTokenSource());
        Assert.All(items, item => Assert.True(item is { IsOver: true, Error: null }, item.Error?.ToString()));
        Assert.InRange(mostCores, 2, 4);
        Assert.InRange(mostBytes, 60, 100);
    }

    [Fact]
    public void What_fits_never_is_done_alone()
    {
        int running = 0;
        bool wasAlone = false;
        var large = new WorkItem([], 1000, 1, _ => wasAlone = Volatile.Read(ref running) == 0);
        WorkItem[] small = [.. Enumerable.Range(0, 10).Select(_ => new WorkItem([], 10, 1, _ =>
        {
            Interlocked.Increment(ref running);
            Thread.Sleep(2);
            Interlocked.Decrement(ref running);
        }))];
        new WorkScheduler(4, 100).Run([large, .. small], Interval, () => { }, new CancellationTokenSource());
        Assert.True(large.IsOver && wasAlone);
        Assert.All(small, item => Assert.True(item.IsOver));
    }

    [Fact]
    public void What_comes_after_something_that_failed_has_its_error_and_is_not_done()
    {
        var done = new ConcurrentBag<int>();
        var first = new WorkItem([], 1, 1, _ => throw new InvalidOperationException("no"));
        var second = new WorkItem([first], 1, 1, _ => done.Add(2));
        var third = new WorkItem([second], 1, 1, _ => done.Add(3));
        var other = new WorkItem([], 1, 1, _ => done.Add(4));
        new WorkScheduler(2, 10).Run([third, second, first, other], Interval, () => { }, new CancellationTokenSource());
        Assert.Equal([4], done);
        Assert.Equal("no", third.Error!.Message);
    }

    [Fact]
    public void What_is_shared_keeps_its_memory_until_its_last_user_has_ended()
    {
        var released = new ConcurrentBag<string>();
        var shared = new WorkItem([], 50, 1, _ => { }) { IsShared = true, Release = () => released.Add("shared") };
        WorkItem[] users = [.. Enumerable.Range(0, 3).Select(k => new WorkItem([shared], 40, 1, _ => released.Add("user")))];
        var other = new WorkItem([], 60, 1, _ => released.Add("other"));
        new WorkScheduler(1, 100).Run([.. users, shared, other], Interval, () => { }, new CancellationTokenSource());
        Assert.Equal(["user", "user", "user", "shared", "other"], released.Reverse());
    }

    [Fact]
    public void What_is_being_done_is_waited_for_when_a_callback_throws()
    {
        bool isOver = false;
        using var stop = new CancellationTokenSource();
        var slow = new WorkItem([], 1, 1, _ =>
        {
            stop.Token.WaitHandle.WaitOne();
            Thread.Sleep(20);
            Volatile.Write(ref isOver, true);
        });
        var quick = new WorkItem([], 1, 1, _ => { }) { Ended = _ => throw new InvalidOperationException("enough") };
        Assert.Throws<InvalidOperationException>(() => new WorkScheduler(2, 10).Run([slow, quick], Interval, () => { }, stop));
        Assert.True(isOver);
    }

    [Fact]
    public void A_single_thing_gets_all_cores_and_many_get_one_each()
    {
        var given = new ConcurrentBag<int>();
        new WorkScheduler(4, 10).Run([new WorkItem([], 1, int.MaxValue, given.Add)], Interval, () => { }, new CancellationTokenSource());
        Assert.Equal([4], given);
        given.Clear();
        using var all = new Barrier(4);
        new WorkScheduler(4, 10).Run(
            [.. Enumerable.Range(0, 4).Select(_ => new WorkItem([], 1, int.MaxValue, threads =>
            {
                given.Add(threads);
                all.SignalAndWait();
            }))],
            Interval,
            () => { },
            new CancellationTokenSource());
        Assert.Equal([1, 1, 1, 1], given);
    }
}
