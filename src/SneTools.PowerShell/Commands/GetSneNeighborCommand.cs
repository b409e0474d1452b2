using System.Management.Automation;

namespace SneTools.PowerShell.Commands;

/// <summary>Finds the nearest neighbors of rows among each other: Get-SneNeighbor.</summary>
[Cmdlet(VerbsCommon.Get, "SneNeighbor", HelpUri = HelpAddress.Pages + "Get-SneNeighbor.md")]
[OutputType(typeof(PointNeighbor), typeof(NeighborGraph))]
public sealed class GetSneNeighborCommand : DistanceCommand
{
    /// <summary>Neighbors of a point.</summary>
    [Parameter]
    public int NeighborCount { get; set; } = Defaults.Quality.NeighborCount;

    /// <summary>How they are found.</summary>
    [Parameter]
    [NeighborName]
    public NeighborSearch Neighbor { get; set; }

    /// <summary>Return one NeighborGraph, which Invoke-SneEmbedding takes.</summary>
    [Parameter]
    public SwitchParameter AsGraph { get; set; }

    /// <inheritdoc/>
    private protected override void RequireConsistent()
    {
        base.RequireConsistent();
        RequireSearch(Neighbor);
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Terminating(() =>
    {
        NeighborGraph graph = Find();
        if (AsGraph)
            WriteObject(graph);
        else
            WriteNeighbors(graph);
    });

    private NeighborGraph Find()
    {
        if (IsPrecomputed)
            return FindListed();
        Dataset data = BuildDataset();
        WarnOfData(data, Metric);
        using var team = new ThreadTeam(ThrottleLimit, Cancellation);
        Matrix points = Prepare(data, team).Values;
        NeighborGraph graph = Reporting("nearest neighbors", progress => NearestNeighbors.Find(
            points, NeighborCount, Neighbor, Metric, Seed, team, share => progress.Report(share, "nearest neighbors")));
        Tell($"{data}: {graph}");
        return graph;
    }

    private NeighborGraph FindListed()
    {
        PointDistances distances = ReadDistances();
        WriteWarnings(distances.Warnings);
        using var team = new ThreadTeam(ThrottleLimit, Cancellation);
        NeighborGraph graph = Reporting("nearest neighbors", progress => distances.FindNeighbors(
            NeighborCount, Seed, team, share => progress.Report(share, "nearest neighbors")));
        Tell($"{graph}");
        return graph;
    }

    private void WriteNeighbors(NeighborGraph graph)
    {
        for (int i = 0; i < graph.Count; i++)
        {
            int[] neighbors = graph.Neighbors(i).ToArray();
            double[] distances = graph.Distances(i);
            for (int c = 0; c < neighbors.Length; c++)
                WriteObject(new PointNeighbor(i, neighbors[c], c + 1, distances[c]));
        }
    }
}
