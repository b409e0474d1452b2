namespace SneTools.Tests;

/// <summary>The repulsion over all pairs, in double precision and with logarithms: what every faster way is held against.
/// </summary>
internal sealed class PlainRepulsion<TKernel, TNormalization>(TKernel kernel) : IRepulsion
    where TKernel : struct, IKernel
    where TNormalization : struct, INormalization
{
    private double[] _logRowSums = [];

    public ReadOnlySpan<double> LogRowSums => _logRowSums;

    public double Evaluate(Matrix map, double tolerance, Matrix gradient)
    {
        int n = map.Rows;
        _logRowSums = new double[n];
        Parallel.For(0, n, i => _logRowSums[i] = RowNormalizer.Log(kernel, map, i));
        double[] logNormalizers = [.. _logRowSums];
        TNormalization.Normalize(logNormalizers);
        Parallel.For(0, n, i => AddForces(i, map, logNormalizers, gradient.Row(i)));
        return logNormalizers.Sum(logNormalizer => TNormalization.RowMass(n) * logNormalizer);
    }

    private void AddForces(int i, Matrix map, double[] logNormalizers, Span<double> force)
    {
        force.Clear();
        ReadOnlySpan<double> center = map.Row(i);
        for (int j = 0; j < map.Rows; j++)
        {
            if (j == i)
                continue;
            ReadOnlySpan<double> other = map.Row(j);
            double distance = Distance.Squared(center, other);
            double logWeight = kernel.LogWeight(distance);
            double q = Math.Exp(logWeight - logNormalizers[i]) + Math.Exp(logWeight - logNormalizers[j]);
            for (int c = 0; c < force.Length; c++)
                force[c] -= 2 * kernel.Phi(distance) * q * (center[c] - other[c]);
        }
    }
}

/// <summary>Makes the plain repulsion of a cost.</summary>
internal static class PlainRepulsion
{
    public static IRepulsion Create(Objective objective) => objective.Accept<IRepulsion>(default(Factory));

    /// <summary>The gradient of a cost's repulsion, and the logarithms of the row sums.</summary>
    public static (Matrix Gradient, double[] LogRowSums, double Value) Evaluate(Objective objective, Matrix map)
    {
        var gradient = new Matrix(map.Rows, map.Columns);
        IRepulsion repulsion = Create(objective);
        double value = repulsion.Evaluate(map, 0, gradient);
        return (gradient, repulsion.LogRowSums.ToArray(), value);
    }

    private readonly struct Factory : IObjectiveVisitor<IRepulsion>
    {
        public IRepulsion Visit<TKernel, TNormalization>(TKernel kernel)
            where TKernel : struct, IKernel
            where TNormalization : struct, INormalization => new PlainRepulsion<TKernel, TNormalization>(kernel);
    }
}
