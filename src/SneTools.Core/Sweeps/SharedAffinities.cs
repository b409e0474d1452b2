using System.Collections.Concurrent;
using System.Diagnostics;

namespace SneTools;

/// <summary>What the runs of a sweep share, computed once: the table of a file, prepared rows with their neighbors, and the affinities of a
/// perplexity. The neighbors are searched for as many as any run of the whole plan needs, by the first seed there is; runs that need fewer
/// take the nearest.</summary>
/// <param name="folder">The sweep.</param>
internal sealed class SharedAffinities(SweepFolder folder)
{
    /// <summary>What took longer than this is worth a file, from which it is read when the sweep is begun again.</summary>
    private static readonly TimeSpan Worthwhile = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, bool> _unchanged = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _most = folder.Plan.Model is null ? MostNeighbors(folder.Plan) : [];

    /// <summary>The points between which there are distances.</summary>
    /// <param name="Data">The rows as distances are taken between them; the points of distances that were given.</param>
    /// <param name="Distances">The distances that were given; null for rows.</param>
    public sealed record Table(Dataset Data, PointDistances? Distances);

    /// <summary>Prepared rows, and their neighbors.</summary>
    /// <param name="Table">The rows.</param>
    /// <param name="Graph">The neighbors; null where all points are neighbors of each other, or distances were given.</param>
    /// <param name="Elapsed">Time the search took.</param>
    public sealed record Neighborhood(Table Table, NeighborGraph? Graph, TimeSpan Elapsed);

    /// <summary>Affinities and their points.</summary>
    /// <param name="Affinities">The affinities.</param>
    /// <param name="Points">The rows, with the columns that ride along.</param>
    public sealed record Shared(Affinities Affinities, Dataset Points);

    /// <summary>The file of a run's affinities.</summary>
    public string FileOf(PlannedRun run) => Path.Combine(folder.SharedFolder, SharedKey.FileName(SharedKey.OfAffinities(run, folder.Plan.Reading)));

    /// <summary>Throws if the file of a run is not what it was when the sweep was planned; looks at each once.</summary>
    public void RequireUnchanged(PlannedRun run)
    {
        if (_unchanged.ContainsKey(run.Data))
            return;
        Array.Find(folder.Plan.Data, data => data.Path == run.Data)!.Require(folder.DataPath(run.Data));
        _unchanged[run.Data] = true;
    }

    /// <summary>Reads the table of a run.</summary>
    public Table Read(PlannedRun run, CancellationToken cancellation)
    {
        SweepSettings settings = run.Settings;
        string file = folder.DataPath(run.Data);
        RequireUnchanged(run);
        Dataset data = DataFile.Read(file, folder.Plan.Reading.ToOptions(settings), null, cancellation);
        PointDistances? distances = settings.IsPrecomputed ? PointDistances.Read(data, settings.Distances) : null;
        return new Table(distances?.Points ?? data, distances);
    }

    /// <summary>Prepares the rows of a run, and finds their neighbors, for all runs that share them.</summary>
    public Neighborhood Find(PlannedRun run, Table table, ThreadTeam team)
    {
        if (table.Distances is not null)
            return new Neighborhood(table, null, TimeSpan.Zero);
        long start = Stopwatch.GetTimestamp();
        EmbeddingOptions options = run.Settings.Embedding;
        Dataset prepared = table.Data.Prepare(options.Standardize, options.PrincipalComponent, team);
        int most = _most[SharedKey.OfNeighbors(run, folder.Plan.Reading)];
        NeighborGraph? graph = most == 0 ? null : NearestNeighbors.Find(prepared.Values, most, options.Neighbor, options.Metric, 0, team, null);
        return new Neighborhood(new Table(prepared, null), graph, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>Solves the affinities of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="found">Its neighbors.</param>
    /// <param name="isWritten">True to write them in any case.</param>
    /// <param name="team">The threads that do the work.</param>
    public Shared Solve(PlannedRun run, Neighborhood found, bool isWritten, ThreadTeam team)
    {
        long start = Stopwatch.GetTimestamp();
        EmbeddingOptions options = Options(run) with { Distances = found.Table.Distances };
        EnginePlan plan = EnginePlan.For(options, run.Rows);
        bool isGraph = plan.HasGraph(options, run.Rows);
        NeighborGraph? graph = isGraph ? found.Graph?.Take(plan.NeighborCount) : null;
        AffinityOptions how = options.ToAffinityOptions() with { IsGraph = isGraph, NeighborGraph = graph, Seed = 0 };
        var result = new Shared(Affinities.Create(found.Table.Data, how, team), found.Table.Data);
        if (isWritten || found.Elapsed + Stopwatch.GetElapsedTime(start) > Worthwhile)
            Write(run, result, isWritten);
        return result;
    }

    /// <summary>Everything that a run shares, from the file where there is one.</summary>
    /// <param name="run">The run.</param>
    /// <param name="isWritten">True to write it in any case.</param>
    /// <param name="team">The threads that do the work.</param>
    public Shared Compute(PlannedRun run, bool isWritten, ThreadTeam team) =>
        TryRead(run) ?? Solve(run, Find(run, Read(run, team.Cancellation), team), isWritten, team);

    /// <summary>Reads what another process wrote.</summary>
    /// <returns>Null if there is no such file, or none that can be used.</returns>
    public Shared? TryRead(PlannedRun run)
    {
        string file = FileOf(run);
        if (!File.Exists(file))
            return null;
        try
        {
            (Affinities affinities, Dataset points) = AffinityFile.Read(file);
            return affinities.Count == run.Rows ? new Shared(affinities, points) : null;
        }
        catch (Exception error) when (error is IOException or SneException { Error: SneError.InvalidFile })
        {
            return null;
        }
    }

    /// <summary>What a run asks for, with the perplexity that its points allow where nobody gave one.</summary>
    public static EmbeddingOptions Options(PlannedRun run)
    {
        EmbeddingOptions options = run.Settings.Embedding;
        KernelWidth width = options.Width().For(run.Rows);
        return width.IsLowered ? options with { Perplexity = width.Perplexity } : options;
    }

    /// <summary>Writes what others need; where it is only to save time, without complaint if it cannot be.</summary>
    private void Write(PlannedRun run, Shared shared, bool isNeeded)
    {
        try
        {
            AffinityFile.Write(shared.Affinities, shared.Points, FileOf(run));
        }
        catch (Exception error) when (!isNeeded && error is IOException or UnauthorizedAccessException)
        {
            // It is computed again when the sweep is.
        }
    }

    /// <summary>For every set of neighbors that runs share the most that one of these needs; 0 where none needs a graph.</summary>
    private static Dictionary<string, int> MostNeighbors(SweepPlan plan) => plan.Runs
        .GroupBy(run => SharedKey.OfNeighbors(run, plan.Reading))
        .ToDictionary(
            group => group.Key,
            group => group.Max(run =>
            {
                EnginePlan engine = SharedKey.Plan(run);
                return engine.HasGraph(run.Settings.Embedding, run.Rows) ? engine.NeighborCount : 0;
            }));
}
