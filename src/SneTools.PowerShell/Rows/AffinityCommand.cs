using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>A cmdlet that solves the probabilities between rows.</summary>
public abstract class AffinityCommand : DistanceCommand
{
    /// <summary>Effective number of neighbors of every point.</summary>
    [Parameter(ParameterSetName = "Perplexity")]
    public double Perplexity { get; set; } = Defaults.Perplexity;

    /// <summary>Perplexities of whose distributions the mean is taken.</summary>
    [Parameter(ParameterSetName = "Perplexity")]
    public double[]? PerplexityList { get; set; }

    /// <summary>One kernel width for all points, as exp(-d²/σ²).</summary>
    [Parameter(ParameterSetName = "Sigma", Mandatory = true)]
    public double Sigma { get; set; }

    /// <summary>Columns that ride along and are not embedded.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[]? Label { get; set; }

    /// <summary>How the nearest neighbors are found.</summary>
    [Parameter]
    [NeighborName]
    public NeighborSearch Neighbor { get; set; }

    /// <summary>Neighbors of a point that attract it.</summary>
    [Parameter]
    public int NeighborCount { get; set; }

    /// <summary>The neighbors of every point, as Get-SneNeighbor found them.</summary>
    [Parameter]
    public NeighborGraph? NeighborGraph { get; set; }

    /// <summary>What decides the width of the kernel.</summary>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>, <see cref="SneError.PerplexityOutOfRange"/>.</exception>
    private protected KernelWidth Width => KernelWidth.Of(
        AffinityKind, ParameterSetName == "Sigma" ? Sigma : null, IsGiven(nameof(Perplexity)) ? Perplexity : null, PerplexityList);

    /// <summary>How the probabilities come about.</summary>
    private protected abstract AffinityKind AffinityKind { get; }

    /// <summary>The number of neighbors, if it was given.</summary>
    private protected int? GivenNeighborCount => IsGiven(nameof(NeighborCount)) ? NeighborCount : null;

    /// <inheritdoc/>
    private protected override void RequireConsistent()
    {
        base.RequireConsistent();
        RequireSearch(NeighborGraph);
        RequireSearch(Neighbor);
    }
}
