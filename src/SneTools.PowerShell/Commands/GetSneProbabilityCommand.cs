using System.Management.Automation;

namespace SneTools.PowerShell.Commands;

/// <summary>Gives the probabilities between rows: Get-SneProbability.</summary>
[Cmdlet(VerbsCommon.Get, "SneProbability", DefaultParameterSetName = "Perplexity")]
[OutputType(typeof(ConditionalDistribution), typeof(double[,]), typeof(ProbabilityPair), typeof(Affinities))]
public sealed class GetSneProbabilityCommand : RowCommand
{
    /// <summary>Effective number of neighbors of every point.</summary>
    [Parameter(ParameterSetName = "Perplexity")]
    public double Perplexity { get; set; } = Defaults.Embedding.Perplexity;

    /// <summary>One kernel width for all points, as exp(-d²/σ²).</summary>
    [Parameter(ParameterSetName = "Sigma", Mandatory = true)]
    public double Sigma { get; set; }

    /// <summary>Columns that ride along, for -AsAffinity.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[]? Label { get; set; }

    /// <summary>How the nearest neighbors are found.</summary>
    [Parameter]
    public NeighborSearch Neighbor { get; set; }

    /// <summary>Neighbors of a point that have a probability.</summary>
    [Parameter]
    public int NeighborCount { get; set; }

    /// <summary>What near means.</summary>
    [Parameter]
    public NeighborMetric Metric { get; set; }

    /// <summary>The neighbors of every point, as Get-SneNeighbor found them.</summary>
    [Parameter]
    public NeighborGraph? NeighborGraph { get; set; }

    /// <summary>Seed of the neighbor search.</summary>
    [Parameter]
    public int Seed { get; set; }

    /// <summary>Data for p(j|i) of data, Map for q(j|i) of map points.</summary>
    [Parameter]
    public MapSpace Space { get; set; }

    /// <summary>Return one n × n array.</summary>
    [Parameter]
    public SwitchParameter AsMatrix { get; set; }

    /// <summary>Return an object for every ordered pair.</summary>
    [Parameter]
    public SwitchParameter AsPair { get; set; }

    /// <summary>Return one Affinities for several runs of Invoke-SneEmbedding.</summary>
    [Parameter]
    public SwitchParameter AsAffinity { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => Terminating(() =>
    {
        (string Name, bool IsOn)[] forms = [(nameof(AsMatrix), AsMatrix), (nameof(AsPair), AsPair), (nameof(AsAffinity), AsAffinity)];
        string[] chosen = [.. forms.Where(form => form.IsOn).Select(form => form.Name)];
        if (chosen.Length > 1)
            throw new SneException(SneError.InvalidOption, $"-{chosen[0]} and -{chosen[1]} exclude each other.");
        RequireSearch(NeighborGraph);
        string[] ofData = [nameof(Perplexity), nameof(Sigma), nameof(Neighbor), nameof(NeighborCount), nameof(Metric), nameof(NeighborGraph), nameof(AsAffinity)];
        if (Space == MapSpace.Map && ofData.FirstOrDefault(IsGiven) is { } option)
        {
            throw new SneException(
                SneError.InvalidOption, $"-{option} is for data: in a map every point has precision 1 and all others as neighbors.");
        }
    });

    /// <inheritdoc/>
    protected override void EndProcessing() => Terminating(() =>
    {
        using var team = new ThreadTeam(ThrottleLimit, Cancellation);
        Affinities affinities = Reporting("probabilities", progress => Compute(team, progress));
        WriteWarnings(DataWarnings.Of(affinities.SaturatedRows, Space == MapSpace.Map ? [] : affinities.FindIsolatedRows(team)));
        Tell($"{affinities}");
        if (AsAffinity)
            WriteObject(affinities);
        else if (AsMatrix)
            WriteObject(affinities.ToMatrix(team).ToArray(), enumerateCollection: false);
        else
            Write(affinities.Distributions(team));
    });

    private Affinities Compute(ThreadTeam team, ProgressReporter progress)
    {
        if (Space == MapSpace.Map)
        {
            Dataset map = MapArgument.Select(
                Rows, new ColumnSelection(Property, ExcludeProperty), MissingValue, Cancellation);
            WriteWarnings(DataWarnings.OfReading(map));
            return Create(Prepare(map, team), new AffinityOptions { Width = KernelWidth.OfSigma(1) });
        }

        if (Rows.Affinities is { } known)
        {
            RequireNoPreparation();
            return known;
        }

        Dataset data = BuildDataset(Label);
        WriteWarnings(DataWarnings.Of(data));
        return Create(Prepare(data, team), new AffinityOptions
        {
            Width = ParameterSetName == "Sigma" ? KernelWidth.OfSigma(Sigma) : KernelWidth.OfPerplexity(Perplexity),
            Neighbor = Neighbor,
            NeighborCount = IsGiven(nameof(NeighborCount)) ? NeighborCount : null,
            Metric = Metric,
            NeighborGraph = NeighborGraph,
            Seed = Seed,
        });

        Affinities Create(Dataset prepared, AffinityOptions options)
        {
            if (AsMatrix)
                Affinities.RequireMatrix(prepared.Count);
            return Affinities.Create(prepared, options, team, share => progress.Report(share, "nearest neighbors"));
        }
    }

    private void Write(IEnumerable<ConditionalDistribution> distributions)
    {
        foreach (ConditionalDistribution point in distributions)
        {
            Cancellation.ThrowIfCancellationRequested();
            if (!AsPair)
            {
                WriteObject(point);
                continue;
            }

            foreach ((int other, double probability) in point.Pairs())
                WriteObject(new ProbabilityPair(point.Index, other, probability));
        }
    }
}
