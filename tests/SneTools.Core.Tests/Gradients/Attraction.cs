namespace SneTools.Tests;

/// <summary>The sparse attraction of a cost.</summary>
internal sealed class Attraction(ISparseAttraction attraction) : ISparseAttraction, IDisposable
{
    public static Attraction Create(Objective objective, SparseAffinities affinities, int dimension, ThreadTeam team) =>
        new(objective.Accept(new Factory(affinities, dimension, team)));

    public double Evaluate(Matrix map, double factor, Matrix gradient) => attraction.Evaluate(map, factor, gradient);

    public void Dispose() => (attraction as IDisposable)?.Dispose();

    private sealed class Factory(SparseAffinities affinities, int dimension, ThreadTeam team) : IObjectiveVisitor<ISparseAttraction>
    {
        public ISparseAttraction Visit<TKernel, TNormalization>(TKernel kernel)
            where TKernel : struct, IKernel
            where TNormalization : struct, INormalization =>
            new SparseAttraction<TKernel>(affinities, kernel, dimension, team);
    }
}
