namespace SneTools.Tests;

/// <summary>The field of charges, summed over all pairs.</summary>
/// <param name="Potential">Σⱼ cⱼ w, the point itself included.</param>
/// <param name="Gradient">Its gradient, n × l numbers.</param>
internal sealed record PlainField(double[] Potential, double[] Gradient)
{
    public static PlainField Of<TKernel>(TKernel kernel, Matrix map, double[]? charges)
        where TKernel : struct, IKernel
    {
        int l = map.Columns;
        var potential = new double[map.Rows];
        var gradient = new double[map.Rows * l];
        for (int i = 0; i < map.Rows; i++)
        {
            for (int j = 0; j < map.Rows; j++)
            {
                double distance = Definition.SquaredDistance(map, i, j);
                double term = (charges?[j] ?? 1) * Math.Exp(kernel.LogWeight(distance));
                potential[i] += term;
                for (int c = 0; c < l; c++)
                    gradient[(i * l) + c] -= 2 * kernel.Phi(distance) * term * (map[i, c] - map[j, c]);
            }
        }

        return new PlainField(potential, gradient);
    }

    /// <summary>The field that a grid gives.</summary>
    public static PlainField Of(IGridField field, Matrix map, double[]? charges)
    {
        var result = new PlainField(new double[map.Rows], new double[map.Values.Length]);
        field.Sum(charges, result.Potential, result.Gradient);
        return result;
    }

    /// <summary>The largest error of potential and gradient, relative to the largest of theirs.</summary>
    public double ErrorOf(PlainField other) =>
        Math.Max(Error(Potential, other.Potential), Error(Gradient, other.Gradient));

    private static double Error(double[] expected, double[] actual) =>
        expected.Zip(actual, (x, y) => Math.Abs(x - y)).Aggregate(0.0, Math.Max) / expected.Max(Math.Abs);
}
