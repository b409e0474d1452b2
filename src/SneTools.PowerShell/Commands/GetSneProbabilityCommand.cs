using System.Management.Automation;

namespace SneTools.PowerShell.Commands;

/// <summary>Gives the probabilities between rows: Get-SneProbability.</summary>
[Cmdlet(VerbsCommon.Get, "SneProbability", DefaultParameterSetName = "Perplexity", HelpUri = HelpAddress.Pages + "Get-SneProbability.md")]
[OutputType(typeof(ConditionalDistribution), typeof(double[,]), typeof(ProbabilityPair), typeof(Affinities))]
public sealed class GetSneProbabilityCommand : AffinityCommand
{
    /// <summary>How the probabilities come about.</summary>
    [Parameter]
    public AffinityKind Affinity { get; set; }

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
    private protected override AffinityKind AffinityKind => Affinity;

    /// <inheritdoc/>
    private protected override void RequireConsistent()
    {
        base.RequireConsistent();
        (string Name, bool IsOn)[] forms = [(nameof(AsMatrix), AsMatrix), (nameof(AsPair), AsPair), (nameof(AsAffinity), AsAffinity)];
        string[] chosen = [.. forms.Where(form => form.IsOn).Select(form => form.Name)];
        if (chosen.Length > 1)
            throw new SneException(SneError.InvalidOption, $"-{chosen[0]} and -{chosen[1]} exclude each other.");
        string[] ofData = [nameof(Affinity), nameof(Perplexity), nameof(PerplexityList), nameof(Sigma), nameof(Neighbor), nameof(NeighborCount), nameof(Metric), nameof(NeighborGraph), nameof(AsAffinity), nameof(Similarity), nameof(Symmetrize), nameof(Categorical), nameof(Date)];
        if (Space == MapSpace.Map && ofData.FirstOrDefault(IsGiven) is { } option)
        {
            throw new SneException(
                SneError.InvalidOption, $"-{option} is for data: in a map every point has precision 1 and all others as neighbors.");
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Terminating(() =>
    {
        using var team = new ThreadTeam(ThrottleLimit, Cancellation);
        Affinities affinities = Reporting("probabilities", progress => Compute(team, progress));
        WriteWarnings(affinities.Warnings);
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
                Rows, Selection(null), MissingValue, Cancellation);
            WriteWarnings(DataWarnings.OfReading(map));
            return Create(Prepare(map, team), new AffinityOptions { Width = KernelWidth.OfSigma(1) });
        }

        if (Rows.Affinities is { } known)
        {
            RequireNoPreparation();
            return known;
        }

        PointDistances? distances = IsPrecomputed ? ReadDistances(Label) : null;
        Dataset data = distances?.Points ?? BuildDataset(Label);
        if (distances is null)
            WarnOfData(data, Metric);
        else
            WriteWarnings(distances.Warnings);
        return Create(Prepare(data, team), new AffinityOptions
        {
            Width = Width,
            Neighbor = Neighbor,
            NeighborCount = GivenNeighborCount,
            Metric = Metric,
            Distances = distances,
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
