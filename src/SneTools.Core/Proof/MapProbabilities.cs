namespace SneTools;

/// <summary>The probabilities that a cost compares: those of the data, and those of the map by the method's kernel.</summary>
internal static class MapProbabilities
{
    /// <summary>Q: q(j|i) of a conditional cost, qᵢⱼ of a joint one, as element (i, j) of n × n; 0 on the diagonal.</summary>
    /// <param name="objective">The cost.</param>
    /// <param name="map">n × l.</param>
    /// <param name="team">The threads that do the work.</param>
    public static Matrix Of(Objective objective, Matrix map, ThreadTeam team) => objective.Accept(new OfKernel(map, team));

    /// <summary>P: p(j|i) of a conditional cost, pᵢⱼ = (p(j|i) + p(i|j)) / 2n of a joint one, times the exaggeration.</summary>
    /// <param name="affinities">The probabilities of the data.</param>
    /// <param name="isJoint">True for a joint cost.</param>
    /// <param name="exaggeration">Factor on the attraction.</param>
    /// <param name="team">The threads that do the work.</param>
    public static Matrix OfData(Affinities affinities, bool isJoint, double exaggeration, ThreadTeam team)
    {
        Matrix p = isJoint ? SymmetricAffinities.Of(affinities, isJoint: true, team).Weights : affinities.ToMatrix(team);
        double factor = isJoint ? 0.5 * exaggeration : exaggeration;
        if (factor == 1)
            return p;
        team.Run(p.Rows, i =>
        {
            foreach (ref double probability in p.Row(i))
                probability *= factor;
        });
        return p;
    }

    private sealed class OfKernel(Matrix map, ThreadTeam team) : IObjectiveVisitor<Matrix>
    {
        public Matrix Visit<TKernel, TNormalization>(TKernel kernel)
            where TKernel : struct, IKernel
            where TNormalization : struct, INormalization
        {
            double[] logNormalizers = NumericalGradient.LogNormalizers<TKernel, TNormalization>(kernel, map, team);
            Matrix result = Matrix.Unset(map.Rows, map.Rows);
            team.Run(map.Rows, i =>
            {
                Span<double> row = result.Row(i);
                for (int j = 0; j < row.Length; j++)
                    row[j] = j == i ? 0 : Math.Exp(kernel.LogWeight(Distance.Squared(map.Row(i), map.Row(j))) - logNormalizers[i]);
            });
            return result;
        }
    }
}
