namespace SneTools;

/// <summary>Plans the placement of many rows in the map of a model: files, cut into shards.</summary>
internal static class ShardPlanner
{
    /// <summary>Plans the shards.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="folder">The folder that the sweep will have, its full path.</param>
    /// <param name="progress">Is told which of how many files is being looked at.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static SweepPlan Plan(SweepRequest request, string folder, Action<int, int>? progress, CancellationToken cancellation)
    {
        OptionRange.Require(request.ShardSize is null or >= 1, nameof(request.ShardSize), request.ShardSize ?? 0, "at least 1");
        SneModel model = ModelFile.Read(request.Model!);
        var problems = new List<(PlannedRun Run, SneException Error)>();
        var runs = new List<PlannedRun>();
        var data = new Dictionary<string, SweepData>();
        foreach ((int i, (string file, IReadOnlyDictionary<string, object> parameters)) in request.Runs.Index())
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Invoke(i + 1, request.Runs.Count);
            PlannedRun run = SweepPlanner.Parse(runs.Count + 1, file, parameters, problems);
            try
            {
                long rows = Look(model, run, request, cancellation);
                data.TryAdd(file, SweepData.Of(file, folder, hasChecksum: false));
                runs.AddRange(Cut(run with { Data = data[file].Path, Columns = Math.Max(1, model.Preparation?.Columns.Count ?? model.Data.Dimension) }, (int)rows, request.ShardSize ?? int.MaxValue));
            }
            catch (SneException error)
            {
                if (!problems.Exists(problem => problem.Run == run))
                    problems.Add((run, error));
                runs.Add(run);
            }
        }

        if (problems.Count > 0)
            throw SweepPlanner.Refuse([.. problems.OrderBy(problem => problem.Run.Number)], runs.Count);
        return new SweepPlan
        {
            Program = RunProgram.Version,
            Created = DateTimeOffset.Now,
            Reading = request.Reading,
            Model = SweepData.Of(request.Model!, folder, hasChecksum: true),
            Format = EmbeddingFormat.Parquet,
            Data = [.. data.Values],
            Runs = [.. runs],
        };
    }

    /// <summary>Looks whether a file has what the model's rows have, and how many rows.</summary>
    private static long Look(SneModel model, PlannedRun run, SweepRequest request, CancellationToken cancellation)
    {
        if (run.Parameters.Keys.FirstOrDefault(name => !SweepParameter.OfShards.Contains(name)) is { } wrong)
            throw new SneException(SneError.InvalidOption, $"{wrong} is decided by the model: rows that are placed have {string.Join(" and ", SweepParameter.OfShards)}.", column: wrong);
        SweepSettings settings = run.Settings;
        ImportOptions options = request.Reading.ToOptions(settings);
        InputColumns inputs = PointPlacement.Read(model, settings.MissingValue);
        RequireExcluded(run, settings.Columns.ExcludeProperty ?? [], inputs, options, cancellation);
        ImportOptions first = options with { First = 1, Columns = new ColumnSelection(ExcludeProperty: settings.Columns.ExcludeProperty) { Inputs = inputs } };
        DataFile.ReadBatches(run.Data, first, null, _ => { }, null, cancellation);
        long rows = DataFile.CountRows(run.Data, options, cancellation);
        rows = Math.Min(rows, request.Reading.First ?? long.MaxValue);
        if (rows > int.MaxValue)
            throw new SneException(SneError.InvalidFile, FormattableString.Invariant($"{run.Data}: {rows} rows are more than a file of a sweep may have, {int.MaxValue}. Cut it into several."));
        return rows;
    }

    private static void RequireExcluded(PlannedRun run, IReadOnlyList<string> excluded, InputColumns inputs, ImportOptions options, CancellationToken cancellation)
    {
        if (excluded.FirstOrDefault(pattern => ColumnSelection.Matching([pattern], inputs.Names).Length > 0) is { } needed)
            throw new SneException(SneError.InvalidOption, $"The model needs what ExcludeProperty '{needed}' would leave out.", column: needed);
        if (excluded.Count == 0)
            return;
        IReadOnlyList<string> columns = DataFile.ReadColumns(run.Data, options, cancellation);
        if (excluded.FirstOrDefault(pattern => !pattern.AsSpan().ContainsAny("*?[") && ColumnSelection.Matching([pattern], columns).Length == 0) is { } missing)
            throw Refusal.NoSuchColumn(missing, columns);
    }

    private static IEnumerable<PlannedRun> Cut(PlannedRun run, int rows, int size)
    {
        for (long first = 0; first < rows; first += size)
            yield return run with { Number = run.Number + (int)(first / size), FirstRow = (int)first + 1, Rows = (int)Math.Min(size, rows - first) };
    }
}
