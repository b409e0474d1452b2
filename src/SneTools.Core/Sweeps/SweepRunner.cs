using System.Collections.Concurrent;
using System.Diagnostics;

namespace SneTools;

/// <summary>Makes the runs of a sweep that are not done, several at a time, in this process. Others may work on the same sweep at the same time,
/// here or on other machines: a run is made by one of them.</summary>
public sealed class SweepRunner
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>The share of the memory there is that runs may take: what they take is estimated.</summary>
    private const double MemoryShare = 0.8;

    private readonly SweepFolder _folder;
    private readonly SweepOptions _options;
    private readonly CancellationTokenSource _stop;
    private readonly SharedAffinities _shared;
    private readonly RunMaker[] _makers;
    private readonly ConcurrentDictionary<int, ConcurrentBag<ShardPlacement>> _placements = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly DateTime? _oldStop;

    private SweepRunner(SweepFolder folder, SweepOptions options, CancellationTokenSource stop)
    {
        _folder = folder;
        _options = options;
        _stop = stop;
        _shared = new SharedAffinities(folder);
        _oldStop = StopTime();
        _makers =
        [
            .. folder.Plan.Runs
                .Where(run => options.Runs?.Contains(run.Number) != false && IsDue(run.Number))
                .Select(run => run.FirstRow is null ? (RunMaker)new EmbeddingMaker(folder, run, options, _shared) : new ShardMaker(folder, run, _placements)),
        ];
    }

    /// <summary>Makes the runs.</summary>
    /// <param name="folder">The sweep.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Ends the work: what is being made is written to checkpoints first.</param>
    /// <returns>Runs that ended, and runs that are left: others make them, or the work was ended.</returns>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>: there is no such run.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static (int Ended, int Left) Run(SweepFolder folder, SweepOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        OptionRange.Require(options.ThreadCount >= 1, nameof(options.ThreadCount), options.ThreadCount, "at least 1");
        OptionRange.Require(options.CheckpointInterval >= TimeSpan.Zero, nameof(options.CheckpointInterval), options.CheckpointInterval.TotalSeconds, "at least 0");
        folder.Plan.RequireRuns(options.Runs);
        Directory.CreateDirectory(folder.ResultFolder);
        Directory.CreateDirectory(folder.SharedFolder);
        using IDisposable work = folder.Work();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        return new SweepRunner(folder, options, stop).Run();
    }

    private (int Ended, int Left) Run()
    {
        var scheduler = new WorkScheduler(_options.ThreadCount, MemoryShare * GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        Action<RunMaker> ended = maker => _options.Ended?.Invoke(maker.Row!);
        SweepWork work = _folder.Plan.Model is null
            ? new SweepWork(_shared, [.. _makers.Cast<EmbeddingMaker>()], _options, _stop.Token) { Ended = ended }
            : new SweepWork([.. _makers.Cast<ShardMaker>()], ReadModel, 2.0 * _folder.Plan.Model.Bytes, _options, _stop.Token) { Ended = ended };
        if (_options.PrepareOnly && _folder.Plan.Model is not null)
            return (0, 0);
        try
        {
            scheduler.Run(work.Items, Interval, Look, _stop);
        }
        finally
        {
            foreach (ShardPlacement placement in _placements.Values.SelectMany(idle => idle))
                placement.Dispose();
        }

        RemoveShared();
        if (_makers.Select(maker => maker.Trouble).FirstOrDefault(trouble => trouble is not null) is { } trouble)
            throw new IOException(trouble.Message, trouble);
        return (_makers.Count(maker => maker.Row is not null), _options.PrepareOnly ? 0 : _makers.Count(maker => maker.Row is null && !_folder.IsDone(maker.Run.Number)));
    }

    private SneModel ReadModel()
    {
        SweepData model = _folder.Plan.Model!;
        string file = _folder.DataPath(model.Path);
        model.Require(file);
        return ModelFile.Read(file);
    }

    private bool IsDue(int run)
    {
        if (!_folder.IsDone(run))
            return true;
        return _options.Retry && _folder.Forget(run);
    }

    private void Look()
    {
        if (StopTime() is { } asked && asked != _oldStop)
            _stop.Cancel();
        if (_options.Progress is not { } report)
            return;
        double all = Math.Max(double.Epsilon, _makers.Sum(maker => maker.Needs.Seconds));
        double share = Math.Min(1, _makers.Sum(maker => maker.Needs.Seconds * maker.Share) / all);
        TimeSpan? left = share > 0.01 ? _clock.Elapsed * ((1 - share) / share) : null;
        report(new SweepProgress(
            _makers.Count(maker => maker.Row is not null),
            _makers.Length,
            share,
            left,
            [.. _makers.Where(maker => maker is { IsRunning: true }).Select(maker => FormattableString.Invariant($"{maker.Run}: {100 * maker.Share:0} %"))]));
    }

    private DateTime? StopTime() => File.Exists(_folder.StopPath) ? File.GetLastWriteTimeUtc(_folder.StopPath) : null;

    /// <summary>Removes the files that no run needs any more.</summary>
    private void RemoveShared()
    {
        if (_options.PrepareOnly || _folder.Plan.Model is not null || !Directory.EnumerateFiles(_folder.SharedFolder).Any())
            return;
        var needed = _folder.Plan.Runs.Where(run => !_folder.IsDone(run.Number)).Select(_shared.FileOf).ToHashSet(StringComparer.Ordinal);
        foreach (string file in _makers.Select(maker => _shared.FileOf(maker.Run)).Distinct(StringComparer.Ordinal).Where(file => !needed.Contains(file)))
            File.Delete(file);
    }
}
