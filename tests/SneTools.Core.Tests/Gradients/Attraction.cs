namespace SneTools.Tests;

/// <summary>The sparse attraction of a cost.</summary>
internal sealed class Attraction(IAttraction attraction) : IAttraction, IDisposable
{
    public static Attraction Create(Objective objective, NeighborWeights affinities, int dimension, ThreadTeam team) =>
        new(objective.Accept(new Factory(affinities, dimension, team)));

    public double Evaluate(Matrix map, double factor, Matrix gradient) => attraction.Evaluate(map, factor, gradient);

    public void Dispose() => (attraction as IDisposable)?.Dispose();

    private sealed class Factory(NeighborWeights affinities, int dimension, ThreadTeam team) : IObjectiveVisitor<IAttraction>
    {
        public IAttraction Visit<TKernel, TNormalization>(TKernel kernel)
            where TKernel : struct, IKernel
            where TNormalization : struct, INormalization =>
            new NearAttraction<TKernel>(affinities, kernel, dimension, team);
    }
}
