namespace SneTools;

/// <summary>The gradient by central differences of the cost, the judge of every formula.</summary>
/// <remarks>
/// Moving one coordinate of one point changes n of the n² terms of the cost. The difference is summed over those terms
/// alone, which is both O(n) and free of the cancellation that subtracting two whole costs would bring. Two step sizes
/// are combined by Richardson's rule, so that the error is of fourth order in the step.
/// </remarks>
public static class NumericalGradient
{
    /// <summary>∂C/∂y by central differences.</summary>
    /// <param name="objective">The cost.</param>
    /// <param name="affinities">The attraction, made for the same cost.</param>
    /// <param name="map">n × l.</param>
    /// <param name="step">Half the distance between the two places of a point, in units of the map, positive.</param>
    /// <param name="exaggeration">Factor on the attraction; 1 for the cost itself.</param>
    /// <param name="points">The points at which it is taken, counted from 0; null for all.</param>
    /// <param name="team">The threads that do the work.</param>
    /// <returns>A row of l numbers for every point asked for, in that order.</returns>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static Matrix Compute(
        Objective objective,
        SymmetricAffinities affinities,
        Matrix map,
        double step,
        double exaggeration,
        IReadOnlyList<int>? points,
        ThreadTeam team)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(affinities);
        objective.Validate();
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(team);
        OptionRange.Require(step > 0 && double.IsFinite(step), nameof(GradientCheckOptions.Step), step, "greater than 0");
        return objective.Accept(new Differences(affinities, map, step, exaggeration, points, team));
    }

    /// <summary>The size of the forces on points before they cancel, 2 Σⱼ φᵢⱼ ‖yᵢ-yⱼ‖ (Pˢᵢⱼ + Qˢᵢⱼ): the scale of the
    /// rounding in any evaluation of the gradient.</summary>
    internal static double[] Forces(
        Objective objective,
        SymmetricAffinities affinities,
        Matrix map,
        double exaggeration,
        IReadOnlyList<int> points,
        ThreadTeam team) => objective
            .Accept(new ForceSizes(affinities, map, exaggeration, points, team))
            .Values;

    private sealed class Differences(
        SymmetricAffinities affinities,
        Matrix map,
        double step,
        double exaggeration,
        IReadOnlyList<int>? points,
        ThreadTeam team) : IObjectiveVisitor<Matrix>
    {
        public Matrix Visit<TKernel, TNormalization>(TKernel kernel)
            where TKernel : struct, IKernel
            where TNormalization : struct, INormalization
        {
            double[] logNormalizers = LogNormalizers<TKernel, TNormalization>(kernel, map, team);
            var result = new Matrix(points?.Count ?? map.Rows, map.Columns);
            team.Run(result.Rows, row =>
            {
                int i = points is null ? row : points[row];
                Span<double> low = stackalloc double[map.Columns];
                Span<double> high = stackalloc double[map.Columns];
                for (int c = 0; c < map.Columns; c++)
                {
                    double wide = Slope(step, low, high);
                    double narrow = Slope(0.5 * step, low, high);
                    result[row, c] = ((4 * narrow) - wide) / 3;

                    double Slope(double h, Span<double> low, Span<double> high)
                    {
                        map.Row(i).CopyTo(low);
                        map.Row(i).CopyTo(high);
                        low[c] -= h;
                        high[c] += h;
                        double change = Change<TKernel, TNormalization>(kernel, logNormalizers, i, low, high);

                        // The step as it came out in floating point, not as it was asked for.
                        return change / (high[c] - low[c]);
                    }
                }
            });
            return result;
        }

        /// <summary>The cost with point i at one place minus the cost with it at another.</summary>
        private double Change<TKernel, TNormalization>(
            TKernel kernel,
            double[] logNormalizers,
            int i,
            ReadOnlySpan<double> low,
            ReadOnlySpan<double> high)
            where TKernel : struct, IKernel
            where TNormalization : struct, INormalization
        {
            ReadOnlySpan<double> center = map.Row(i);
            ReadOnlySpan<double> weights = affinities.Weights.Row(i);
            double attraction = 0;
            double ownChange = 0;
            double ownOffset = 0;
            double othersChange = 0;
            for (int j = 0; j < map.Rows; j++)
            {
                if (j == i)
                    continue;
                ReadOnlySpan<double> other = map.Row(j);
                double here = kernel.LogWeight(Distance.Squared(center, other));
                double atLow = kernel.LogWeight(Distance.Squared(low, other));
                double atHigh = kernel.LogWeight(Distance.Squared(high, other));
                attraction -= weights[j] * (atHigh - atLow);

                double own = logNormalizers[i];
                ownChange += Math.Exp(atHigh - own) - Math.Exp(atLow - own);
                ownOffset += Math.Exp(atLow - own) - Math.Exp(here - own);

                double others = logNormalizers[j];
                double change = Math.Exp(atHigh - others) - Math.Exp(atLow - others);
                double rest = 1 + (Math.Exp(atLow - others) - Math.Exp(here - others));
                othersChange += LogSum.OnePlus(change / rest);
            }

            return (exaggeration * attraction) + TNormalization.Change(ownChange, ownOffset, othersChange);
        }
    }

    private sealed class ForceSizes(
        SymmetricAffinities affinities,
        Matrix map,
        double exaggeration,
        IReadOnlyList<int> points,
        ThreadTeam team) : IObjectiveVisitor<Matrix>
    {
        public Matrix Visit<TKernel, TNormalization>(TKernel kernel)
            where TKernel : struct, IKernel
            where TNormalization : struct, INormalization
        {
            double[] logNormalizers = LogNormalizers<TKernel, TNormalization>(kernel, map, team);
            var result = new Matrix(points.Count, 1);
            team.Run(points.Count, row =>
            {
                int i = points[row];
                for (int j = 0; j < map.Rows; j++)
                {
                    double distance = Distance.Squared(map.Row(i), map.Row(j));
                    double logWeight = kernel.LogWeight(distance);
                    double repulsion = Math.Exp(logWeight - logNormalizers[i]) + Math.Exp(logWeight - logNormalizers[j]);
                    double attraction = exaggeration * affinities.Weights[i, j];

                    // A point has no force on itself, since it is at no distance.
                    result[row, 0] += 2 * kernel.Phi(distance) * Math.Sqrt(distance) * (attraction + (j == i ? 0 : repulsion));
                }
            });
            return result;
        }
    }

    /// <summary>log Zᵢ of every point, or log Z for a joint cost.</summary>
    internal static double[] LogNormalizers<TKernel, TNormalization>(
        TKernel kernel,
        Matrix map,
        ThreadTeam team)
        where TKernel : struct, IKernel
        where TNormalization : struct, INormalization
    {
        var result = new double[map.Rows];
        team.Run(map.Rows, i =>
        {
            result[i] = RowNormalizer.Log(kernel, map, i);
        });
        TNormalization.Normalize(result);
        return result;
    }
}
