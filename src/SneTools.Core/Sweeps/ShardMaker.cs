using System.Collections.Concurrent;

namespace SneTools;

/// <summary>Places the rows of a file, or some of them, in the map of a model: a run of a sweep. One that was put down begins anew.</summary>
/// <param name="folder">The sweep.</param>
/// <param name="run">The run.</param>
/// <param name="placements">Models that are prepared for rows and idle, by their number of threads.</param>
internal sealed class ShardMaker(SweepFolder folder, PlannedRun run, ConcurrentDictionary<int, ConcurrentBag<ShardPlacement>> placements)
    : RunMaker(folder, run, RunNeeds.OfShard(run, folder.Plan.Model!.Bytes))
{
    /// <summary>The model.</summary>
    public SneModel? Model { get; set; }

    /// <inheritdoc/>
    protected override SweepRow? Work(SweepRow row, int threads, CancellationToken cancellation)
    {
        string file = Folder.DataPath(Run.Data);
        Array.Find(Folder.Plan.Data, data => data.Path == Run.Data)!.Require(file);
        string result = Folder.ResultPath(Run.Number);
        ImportOptions options = Folder.Plan.Reading.ToOptions(Run.Settings) with { Skip = Run.FirstRow!.Value - 1, First = Run.Rows };

        // Preparing the model takes longer than many a shard: what one has prepared the next ones use.
        ConcurrentBag<ShardPlacement> idle = placements.GetOrAdd(threads, _ => []);
        if (!idle.TryTake(out ShardPlacement? placement))
            placement = new ShardPlacement(Model!, threads, cancellation);
        ShardSummary summary;
        try
        {
            summary = placement.Place(file, options, result, overwrite: true, progress => Share = progress.Share);
        }
        finally
        {
            idle.Add(placement);
        }

        return row with
        {
            Result = Path.GetFileName(result),
            Points = summary.Placed,
            DroppedRows = summary.DroppedRows,
            ReplacedCells = summary.ReplacedCells,
            NovelRows = summary.NovelRows,
            MeanNovelty = double.IsNaN(summary.MeanNovelty) ? null : summary.MeanNovelty,
            NeighborRecall = summary.NeighborRecall,
            Warnings = [.. summary.Warnings],
        };
    }
}
