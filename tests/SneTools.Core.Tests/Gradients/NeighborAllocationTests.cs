namespace SneTools.Tests;

[Collection(nameof(Allocation))]
public class NeighborAllocationTests
{
    [Theory]
    [InlineData(SneMethod.Sne, EngineKind.Interpolated)]
    [InlineData(SneMethod.TSne, EngineKind.Interpolated)]
    [InlineData(SneMethod.SymmetricSne, EngineKind.Exact)]
    [InlineData(SneMethod.TConditionalSne, EngineKind.Exact)]
    public void An_evaluation_over_neighbors_allocates_nothing(SneMethod method, EngineKind kind)
    {
        NeighborGraph graph = Neighborhood.Find(Samples.Normal(200, 4, 1), 15);
        using var team = new ThreadTeam(2);
        using Cost engine = Stages.Near(graph, 5, new Objective(method), kind, NumericPrecision.Auto, team);
        Matrix map = Samples.Normal(200, 2, 2, 3);
        var gradient = new Matrix(200, 2);
        for (int k = 0; k < 3; k++)
            engine.Evaluate(map, 1, gradient); // The accuracy needed settles.
        Assert.True(Allocation.PerCall(() => engine.Evaluate(map, 1, gradient), 12) < 24); // The smallest object has 24 bytes.
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Nor_does_the_attraction_alone(int l)
    {
        NeighborGraph graph = Neighborhood.Find(Samples.Normal(200, 4, 1), 15);
        using NeighborWeights affinities = Neighborhood.Build(graph, KernelWidth.OfPerplexity(5), isJoint: true);
        using var team = new ThreadTeam(2);
        using Attraction attraction = Attraction.Create(new Objective(SneMethod.TSne, 3), affinities, l, team);
        Matrix map = Samples.Normal(200, l, 2, 3);
        var gradient = new Matrix(200, l);
        Assert.True(Allocation.PerCall(() => attraction.Evaluate(map, 1, gradient), 50) < 24); // The smallest object has 24 bytes.
    }
}
