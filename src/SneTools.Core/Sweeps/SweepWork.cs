namespace SneTools;

/// <summary>The runs to be made as things to be done, with what they share before them.</summary>
internal sealed class SweepWork
{
    private readonly SharedAffinities _shared;
    private readonly SweepOptions _options;
    private readonly CancellationToken _cancellation;

    /// <summary>Lays out the work.</summary>
    /// <param name="shared">What runs share.</param>
    /// <param name="makers">The runs.</param>
    /// <param name="options">How they are made.</param>
    /// <param name="cancellation">Ends the work.</param>
    public SweepWork(SharedAffinities shared, IReadOnlyList<EmbeddingMaker> makers, SweepOptions options, CancellationToken cancellation)
    {
        (_shared, _options, _cancellation) = (shared, options, cancellation);
        SweepReading reading = makers.Count == 0 ? new SweepReading() : makers[0].Folder.Plan.Reading;
        var runs = new List<(double Seconds, WorkItem Item)>();
        var before = new List<(double Seconds, WorkItem Item)>();
        foreach (IGrouping<string, EmbeddingMaker> table in makers.GroupBy(maker => SharedKey.OfData(maker.Run, reading)))
        {
            double seconds = table.Sum(maker => maker.Needs.Seconds);
            foreach (WorkItem item in OfTable([.. table], reading))
                (item.IsShared ? before : runs).Add((seconds, item));
        }

        // What takes longest comes first, so that no core is left with it alone; runs before what others will need.
        Items = [.. runs.OrderByDescending(run => run.Seconds).Concat(before.OrderByDescending(item => item.Seconds)).Select(item => item.Item)];
    }

    /// <summary>Lays out the work of placing rows.</summary>
    /// <param name="makers">The shards.</param>
    /// <param name="model">Reads the model.</param>
    /// <param name="bytes">Memory that it takes.</param>
    /// <param name="options">How they are made.</param>
    /// <param name="cancellation">Ends the work.</param>
    public SweepWork(IReadOnlyList<ShardMaker> makers, Func<SneModel> model, double bytes, SweepOptions options, CancellationToken cancellation)
    {
        (_shared, _options, _cancellation) = (null!, options, cancellation);
        Slot<SneModel> read = new();
        var reader = new WorkItem([], bytes, 1, _ => read.Value = model()) { IsShared = true, Release = read.Clear };
        Items = [.. makers.Select(maker => OfRun(maker, reader, () => maker.Model = read.Value)), reader];
    }

    /// <summary>All that is to be done.</summary>
    public IReadOnlyList<WorkItem> Items { get; }

    /// <summary>Is told of a run that has ended.</summary>
    public Action<RunMaker>? Ended { get; init; }

    private List<WorkItem> OfTable(EmbeddingMaker[] makers, SweepReading reading)
    {
        var items = new List<WorkItem>();
        EmbeddingMaker[] fresh = [.. makers.Where(maker => _options.PrepareOnly || !maker.HasCheckpoint)];
        items.AddRange(makers.Except(fresh).Select(maker => OfRun(maker, null, () => { })));
        if (fresh.Length == 0)
            return items;
        PlannedRun any = fresh[0].Run;
        Slot<SharedAffinities.Table> table = new();
        WorkItem? reader = null;
        foreach (IGrouping<string, EmbeddingMaker> near in fresh.GroupBy(maker => SharedKey.OfNeighbors(maker.Run, reading)))
        {
            Slot<SharedAffinities.Neighborhood> neighbors = new();
            WorkItem? searcher = null;
            foreach (IGrouping<string, EmbeddingMaker> equal in near.GroupBy(maker => SharedKey.OfAffinities(maker.Run, reading)))
            {
                EmbeddingMaker first = equal.First();
                Slot<SharedAffinities.Shared> affinities = new();
                bool isWritten = File.Exists(_shared.FileOf(first.Run));
                if (!isWritten)
                {
                    reader ??= Add(new WorkItem([], sizeof(double) * (double)any.Rows * Math.Max(1, any.Columns), 1, _ => table.Value = _shared.Read(any, _cancellation)) { IsShared = true, Release = table.Clear });
                    searcher ??= Add(new WorkItem([reader], first.Needs.SharedBytes, int.MaxValue, threads => neighbors.Value = InTeam(threads, team => _shared.Find(first.Run, table.Value!, team))) { IsShared = true, Release = neighbors.Clear });
                }

                // A file of another process is read; what it lacks is computed.
                WorkItem solver = Add(new WorkItem(
                    isWritten ? [] : [searcher!],
                    first.Needs.SharedBytes,
                    int.MaxValue,
                    threads => affinities.Value = InTeam(threads, team => isWritten ? _shared.Compute(first.Run, _options.PrepareOnly, team) : _shared.Solve(first.Run, neighbors.Value!, _options.PrepareOnly, team)))
                {
                    IsShared = true,
                    Release = affinities.Clear,
                });
                if (!_options.PrepareOnly)
                    items.AddRange(equal.Select(maker => OfRun(maker, solver, () => maker.Affinities = affinities.Value)));
            }
        }

        return items;

        WorkItem Add(WorkItem item)
        {
            items.Add(item);
            return item;
        }
    }

    /// <summary>A run, which comes after what gives it something.</summary>
    private WorkItem OfRun(RunMaker maker, WorkItem? before, Action take) => new(
        before is null ? [] : [before],
        maker.Needs.Bytes,
        maker.Needs.MostThreads,
        threads =>
        {
            take();
            maker.Make(threads, _cancellation);
        })
    {
        Ended = item =>
        {
            if (item.Error is not null)
                maker.Fail(item.Error);
            if (maker.Row is not null)
                Ended?.Invoke(maker);
        },
    };

    private T InTeam<T>(int threads, Func<ThreadTeam, T> work)
    {
        using var team = new ThreadTeam(threads, _cancellation);
        return work(team);
    }

    /// <summary>Holds a value until nobody needs it.</summary>
    private sealed class Slot<T>
        where T : class
    {
        public T? Value { get; set; }

        public void Clear() => Value = null;
    }
}
