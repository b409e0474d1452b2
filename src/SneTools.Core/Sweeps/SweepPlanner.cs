namespace SneTools;

/// <summary>Plans a sweep: looks at every run, over its file, before any begins.</summary>
public static class SweepPlanner
{
    /// <summary>Plans the runs.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="folder">The folder that the sweep will have.</param>
    /// <param name="progress">Is told which of how many tables is being read.</param>
    /// <param name="warn">Is told once for every table what a user should know about it.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">A run cannot be made: an unknown parameter, one out of its range for the file, a file that cannot be used. The
    /// message names the run, and says how many others are wrong, too.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static SweepPlan Plan(SweepRequest request, string folder, Action<int, int>? progress = null, Action<string>? warn = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(folder);
        if (request.Runs.Count == 0)
            throw new SneException(SneError.EmptyInput, "A sweep needs at least one run.");
        string full = Path.GetFullPath(folder);
        if (request.Model is not null)
            return ShardPlanner.Plan(request, full, progress, cancellation);
        var problems = new List<(PlannedRun Run, SneException Error)>();
        PlannedRun[] runs = [.. request.Runs.Select((run, i) => Parse(i + 1, run.File, run.Parameters, problems))];
        IGrouping<string, PlannedRun>[] tables = [.. runs.Where(run => !problems.Exists(problem => problem.Run.Number == run.Number)).GroupBy(run => SharedKey.OfData(run, request.Reading))];
        var sizes = new Dictionary<int, (int Rows, int Columns)>();
        for (int t = 0; t < tables.Length; t++)
        {
            progress?.Invoke(t + 1, tables.Length);
            Look(tables[t], request, sizes, problems, warn, cancellation);
        }

        if (problems.Count > 0)
            throw Refuse([.. problems.OrderBy(problem => problem.Run.Number)], runs.Length);
        Dictionary<string, SweepData> data = [];
        foreach (string file in runs.Select(run => run.Data).Distinct(StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            data[file] = SweepData.Of(file, full, hasChecksum: true);
        }

        return new SweepPlan
        {
            Program = RunProgram.Version,
            Created = DateTimeOffset.Now,
            Reading = request.Reading,
            ResultType = request.ResultType,
            Format = request.Format,
            Measure = request.Measure,
            Plot = request.Plot,
            Data = [.. data.Values],
            Runs = [.. runs.Select(run => run with { Data = data[run.Data].Path, Rows = sizes[run.Number].Rows, Columns = sizes[run.Number].Columns })],
        };
    }

    /// <summary>The run as it was asked for, with values that are read.</summary>
    internal static PlannedRun Parse(int number, string file, IReadOnlyDictionary<string, object> parameters, List<(PlannedRun Run, SneException Error)> problems)
    {
        var asked = new PlannedRun { Number = number, Data = file, Parameters = new Dictionary<string, object>(parameters), Rows = 0, Columns = 0 };
        try
        {
            var read = new Dictionary<string, object>();
            foreach ((string name, object value) in parameters)
            {
                var parameter = SweepParameter.Named(name);
                if (!read.TryAdd(parameter.Name, parameter.Parse(value)))
                    throw new SneException(SneError.InvalidOption, $"{parameter.Name} is given twice.", column: parameter.Name);
            }

            PlannedRun run = asked with { Parameters = read };
            RequireConsistent(run);
            return run;
        }
        catch (SneException error)
        {
            problems.Add((asked, error));
            return asked;
        }
    }

    /// <summary>Reads a table, and looks whether the runs over it can be made.</summary>
    private static void Look(
        IEnumerable<PlannedRun> runs, SweepRequest request, Dictionary<int, (int Rows, int Columns)> sizes, List<(PlannedRun Run, SneException Error)> problems, Action<string>? warn, CancellationToken cancellation)
    {
        PlannedRun first = runs.First();
        try
        {
            SweepSettings settings = first.Settings;
            Dataset data = DataFile.Read(first.Data, request.Reading.ToOptions(settings), null, cancellation);
            PointDistances? distances = settings.IsPrecomputed ? PointDistances.Read(data, settings.Distances) : null;
            Warn(first, data, distances, runs, warn, cancellation);
            data = distances?.Points ?? data;
            foreach (PlannedRun run in runs)
            {
                sizes[run.Number] = (data.Count, distances is null ? data.Dimension : 0);
                try
                {
                    Require(run, data, distances, request);
                }
                catch (SneException error)
                {
                    problems.Add((run, error));
                }
            }
        }
        catch (SneException error)
        {
            problems.AddRange(runs.Select(run => (run, error)));
        }
    }

    /// <summary>Tells what is about the table, and would be said of every run.</summary>
    private static void Warn(PlannedRun run, Dataset data, PointDistances? distances, IEnumerable<PlannedRun> runs, Action<string>? warn, CancellationToken cancellation)
    {
        if (warn is null)
            return;
        string name = Path.GetFileName(run.Data);
        foreach (string warning in DataWarnings.OfReading(data).Concat(distances?.Warnings ?? DataWarnings.Of(data, cancellation)))
            warn($"{name}: {warning}");
        string[] scale = distances is null
            ? [.. runs.Where(other => other.Settings.Embedding is { Standardize: false, IsScaleIntended: false }).Select(other => other.Settings.Embedding.Metric).Distinct().SelectMany(metric => DataWarnings.OfScale(data, metric, cancellation)).Take(1)]
            : [];
        foreach (string warning in scale)
            warn($"{name}: {warning}");
        bool isDefault = runs.Any(other => other.Settings.Embedding is { Perplexity: null, Sigma: null, PerplexityList: null, AffinityKind: AffinityKind.Perplexity });
        if (isDefault && KernelWidth.Default.For(data.Count) is { IsLowered: true } width)
            warn(FormattableString.Invariant($"{name}: the perplexity is {width.Perplexity:0.##} and not {KernelWidth.Default.Perplexity}: {data.Count} points allow no more by themselves, a third of the others. Give a Perplexity to have another."));
    }

    private static void Require(PlannedRun run, Dataset data, PointDistances? distances, SweepRequest request)
    {
        EmbeddingOptions options = run.Settings.Embedding with { Distances = distances };
        StochasticNeighborEmbedding.Require(data, options);
        if (request.Plot && options.Dimension > 3)
            throw new SneException(SneError.DimensionOutOfRange, $"A map of {options.Dimension} dimensions cannot be drawn: at most 3 can.", column: nameof(options.Dimension));
    }

    /// <summary>Refuses parameters of which one would be ignored.</summary>
    internal static void RequireConsistent(PlannedRun run)
    {
        SweepSettings settings = run.Settings;
        if (Has("Perplexity") && Has("Sigma"))
            throw new SneException(SneError.InvalidOption, "Perplexity and Sigma exclude each other: both decide the width of the kernel.", column: "Sigma");
        if (Has("PlannedIteration") && settings.Embedding.Descent.Jitter == 0)
            throw new SneException(SneError.InvalidOption, "PlannedIteration is for Jitter: nothing else depends on the length of a run.", column: "PlannedIteration");
        if (settings.Embedding is { Precision: not NumericPrecision.Auto, Engine: EngineKind.Interpolated or EngineKind.Multipole } options)
            throw new SneException(SneError.InvalidOption, $"Precision is for the exact engine: the engine {options.Engine} chooses the precision of each of its parts.", column: "Precision");
        string[] wrong = settings.IsPrecomputed
            ? ["Property", "MissingValue", "Standardize", "PrincipalComponent", "Categorical", "Date"]
            : ["Similarity", "Symmetrize"];
        if (Array.Find(wrong, Has) is { } name)
            throw new SneException(SneError.InvalidOption, settings.IsPrecomputed ? $"{name} is for rows, and Metric Precomputed for distances that are given instead of these." : $"{name} is for distances that are given, by Metric Precomputed.", column: name);

        bool Has(string parameter) => run.Parameters.ContainsKey(parameter);
    }

    internal static SneException Refuse((PlannedRun Run, SneException Error)[] problems, int count)
    {
        (PlannedRun run, SneException error) = problems[0];
        string others = problems.Length switch
        {
            1 => string.Empty,
            2 => $" Run {problems[1].Run.Number} cannot be made, either.",
            _ => FormattableString.Invariant($" Nor can {problems.Length - 1} other runs of {count}: {string.Join(", ", problems.Skip(1).Take(10).Select(problem => problem.Run.Number))}{(problems.Length > 11 ? ", ..." : string.Empty)}."),
        };
        string text = $"{run}: {error.Message}{others}";
        return new SneException(error.Error, char.ToUpperInvariant(text[0]) + text[1..], error.Row, error.Column, error);
    }
}
