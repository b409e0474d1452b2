namespace SneTools;

/// <summary>Makes the reference engine of a cost: over all pairs, in double precision, written plainly.</summary>
public static class ReferenceEngines
{
    /// <summary>Creates the engine for a cost.</summary>
    /// <param name="objective">The cost.</param>
    /// <param name="affinities">The attraction, made for the same cost.</param>
    /// <param name="dimension">Dimension l of the map, at least 1.</param>
    /// <param name="team">The threads that do the work; must outlive the engine.</param>
    public static ICost Create(
        Objective objective,
        SymmetricAffinities affinities,
        int dimension,
        ThreadTeam team)
    {
        ArgumentNullException.ThrowIfNull(affinities);
        ArgumentNullException.ThrowIfNull(team);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentNullException.ThrowIfNull(objective);
        objective.Validate();
        return objective.Accept(new Factory(affinities, dimension, team));
    }

    private sealed class Factory(SymmetricAffinities affinities, int dimension, ThreadTeam team)
        : IObjectiveVisitor<ICost>
    {
        public ICost Visit<TKernel, TNormalization>(TKernel kernel)
            where TKernel : struct, IKernel
            where TNormalization : struct, INormalization =>
            new ReferenceEngine<TKernel, TNormalization>(affinities, kernel, dimension, team);
    }
}
