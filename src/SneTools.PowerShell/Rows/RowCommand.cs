using System.Diagnostics;
using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>A cmdlet that takes rows, or one data set, from the pipeline.</summary>
public abstract class RowCommand : ColumnCommand
{
    /// <summary>The rows gathered so far.</summary>
    internal RowCollector Rows { get; } = new();

    /// <summary>A row (an object with properties, an array of numbers), a collection of rows, or a Dataset.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public object? InputObject { get; set; }

    /// <summary>Scale every column to mean 0 and standard deviation 1 first.</summary>
    [Parameter]
    public SwitchParameter Standardize { get; set; }

    /// <summary>Number of principal components to keep, after scaling; by default the columns are used as they are.
    /// </summary>
    [Parameter]
    public int? PrincipalComponent { get; set; }

    /// <summary>Number of threads.</summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    [Alias("n_jobs", "num_threads")]
    public int ThrottleLimit { get; set; } = Defaults.Embedding.ThreadCount;

    /// <inheritdoc/>
    protected override void ProcessRecord() => Terminating(() => Rows.Add(InputObject), _ => InputObject);

    /// <summary>Makes the data set of the rows, and warns of what was left out.</summary>
    /// <param name="label">Columns that ride along.</param>
    protected Dataset BuildDataset(string[]? label = null)
    {
        long start = Stopwatch.GetTimestamp();
        Dataset data = Rows.Build(Selection(label), MissingValue, Cancellation);
        WriteDebug(FormattableString.Invariant($"a table of {data}: {Stopwatch.GetElapsedTime(start).TotalSeconds:0.000} s"));
        WarnOfReading(Rows, data);
        Tell(Summary.Sources(data.Sources));
        return data;
    }

    /// <summary>Warns of what was left out and filled in; what was when a data set was read has been told.</summary>
    /// <param name="rows">The input.</param>
    /// <param name="data">The data set of it.</param>
    private protected void WarnOfReading(RowCollector rows, Dataset data) =>
        WriteWarnings(DataWarnings.OfReading(data).Except(rows.Dataset is null ? [] : DataWarnings.OfReading(rows.Dataset)));

    /// <summary>Warns of constant columns and equal rows, and of columns that decide alone unless they are meant to.</summary>
    /// <param name="data">The data, as they are before anything is done to them.</param>
    /// <param name="metric">What near means.</param>
    private protected void WarnOfData(Dataset data, NeighborMetric metric) =>
        WriteWarnings([.. DataWarnings.Of(data, Cancellation), .. IsGiven(nameof(Standardize)) ? [] : DataWarnings.OfScale(data, metric, Cancellation)]);

    /// <summary>The data as distances are taken between them: standardized and reduced, as asked for.</summary>
    /// <param name="data">The data.</param>
    /// <param name="team">The threads that do the work.</param>
    protected Dataset Prepare(Dataset data, ThreadTeam team)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Prepare(Standardize, PrincipalComponent, team);
    }

    /// <summary>Refuses what searches for neighbors beside neighbors that are known.</summary>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>.</exception>
    private protected void RequireSearch(NeighborGraph? graph)
    {
        string[] searches = ["Neighbor", "NeighborCount", "Metric"];
        if (graph is not null && searches.FirstOrDefault(IsGiven) is { } search)
        {
            throw new SneException(
                SneError.InvalidOption,
                $"-NeighborGraph and -{search} exclude each other: the graph's neighbors are found already.",
                column: "NeighborGraph");
        }
    }

    /// <summary>Whether a kind of affinities was asked for by its name.</summary>
    private protected virtual bool IsAffinityNamed => IsGiven("Affinity");

    /// <summary>Refuses what affinities that are known have decided already.</summary>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>.</exception>
    private protected void RequireNoPreparation()
    {
        string[] decided =
        [
            nameof(Property), nameof(ExcludeProperty), "Label", nameof(Categorical), nameof(Date), nameof(MissingValue), nameof(Standardize), nameof(PrincipalComponent),
            "Perplexity", "PerplexityList", "Sigma", "Neighbor", "NeighborCount", "Metric", "Similarity", "Symmetrize", "NeighborGraph",
        ];
        if ((IsAffinityNamed ? "Affinity" : decided.FirstOrDefault(IsGiven)) is { } option)
        {
            throw new SneException(
                SneError.InvalidOption,
                $"-{option} is decided by the affinities: it is for rows and data sets.",
                column: option);
        }
    }

    /// <summary>Refuses a precision for an engine that chooses its own.</summary>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>.</exception>
    internal static void RequirePrecision(EngineKind engine, NumericPrecision precision)
    {
        if (precision != NumericPrecision.Auto && engine is EngineKind.Interpolated or EngineKind.Multipole)
        {
            throw new SneException(
                SneError.InvalidOption,
                $"-Precision is for the exact engine: the engine {engine} chooses the precision of each of its parts.",
                column: nameof(EmbeddingOptions.Precision));
        }
    }

    /// <inheritdoc/>
    /// <remarks>Where no parameter is to blame, the row that the error is about.</remarks>
    private protected override object? Target(SneException error) => base.Target(error) ?? Rows.Source(error.Row);
}
