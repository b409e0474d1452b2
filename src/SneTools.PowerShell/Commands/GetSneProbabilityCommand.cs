using System.Management.Automation;

namespace SneTools.PowerShell.Commands;

/// <summary>Gives the probabilities between rows: Get-SneProbability.</summary>
[Cmdlet(VerbsCommon.Get, "SneProbability", DefaultParameterSetName = "Perplexity")]
[OutputType(typeof(ConditionalDistribution), typeof(double[,]), typeof(ProbabilityPair))]
public sealed class GetSneProbabilityCommand : RowCommand
{
    /// <summary>Effective number of neighbors of every point.</summary>
    [Parameter(ParameterSetName = "Perplexity")]
    public double Perplexity { get; set; } = Defaults.Embedding.Perplexity;

    /// <summary>One kernel width for all points, as exp(-d²/σ²).</summary>
    [Parameter(ParameterSetName = "Sigma", Mandatory = true)]
    public double Sigma { get; set; }

    /// <summary>Data for p(j|i) of data, Map for q(j|i) of map points.</summary>
    [Parameter]
    public MapSpace Space { get; set; }

    /// <summary>Return one n × n array.</summary>
    [Parameter]
    public SwitchParameter AsMatrix { get; set; }

    /// <summary>Return an object for every ordered pair.</summary>
    [Parameter]
    public SwitchParameter AsPair { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => Terminating(() =>
    {
        if (AsMatrix && AsPair)
            throw new SneException(SneError.InvalidOption, "-AsMatrix and -AsPair exclude each other.");
        bool hasWidth = IsGiven(nameof(Perplexity)) || ParameterSetName == "Sigma";
        if (Space == MapSpace.Map && hasWidth)
        {
            throw new SneException(
                SneError.InvalidOption, "-Perplexity and -Sigma are for data: in a map every point has precision 1.");
        }
    });

    /// <inheritdoc/>
    protected override void EndProcessing() => Terminating(() =>
    {
        ConditionalAffinities affinities = Reporting("probabilities", _ => Compute());
        if (AsMatrix)
            WriteObject(affinities.Probabilities.ToArray(), enumerateCollection: false);
        else if (AsPair)
            WritePairs(affinities.Probabilities);
        else
            WriteDistributions(affinities);
    });

    private ConditionalAffinities Compute()
    {
        using var team = new ThreadTeam(ThrottleLimit, Cancellation);
        if (Space == MapSpace.Map)
        {
            Dataset map = MapArgument.Select(
                Rows, new ColumnSelection(Property, ExcludeProperty), MissingValue, Cancellation);
            WriteWarnings(DataWarnings.OfReading(map));
            return ConditionalAffinities.FromSigma(Prepare(map, team).Values, 1, team);
        }

        Dataset data = BuildDataset();
        WriteWarnings(DataWarnings.Of(data));
        Matrix points = Prepare(data, team).Values;
        ConditionalAffinities affinities = ParameterSetName == "Sigma"
            ? ConditionalAffinities.FromSigma(points, Sigma, team)
            : ConditionalAffinities.FromPerplexity(points, Perplexity, team);
        WriteWarnings(DataWarnings.Of(affinities));
        return affinities;
    }

    private void WriteDistributions(ConditionalAffinities affinities)
    {
        for (int i = 0; i < affinities.Count; i++)
            WriteObject(affinities.Distribution(i));
    }

    private void WritePairs(Matrix probabilities)
    {
        for (int i = 0; i < probabilities.Rows; i++)
        {
            for (int j = 0; j < probabilities.Rows; j++)
            {
                if (i != j)
                    WriteObject(new ProbabilityPair(i, j, probabilities[i, j]));
            }
        }
    }
}
