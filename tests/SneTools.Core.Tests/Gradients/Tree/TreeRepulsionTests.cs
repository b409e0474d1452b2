namespace SneTools.Tests;

/// <summary>The repulsion over a tree against sums over all pairs.</summary>
public class TreeRepulsionTests
{
    private static readonly Objective[] Family =
    [
        new(SneMethod.Sne),
        new(SneMethod.SymmetricSne),
        new(SneMethod.TSne),
        new(SneMethod.TConditionalSne),
        new(SneMethod.TSne, 0.5),
        new(SneMethod.TConditionalSne, 3),
    ];

    public static TheoryData<string> MapNames => [.. Maps.Names];

    [Theory]
    [MemberData(nameof(MapNames))]
    public void The_gradient_is_as_exact_as_asked_and_every_sum_of_a_row_within_1e_3(string name)
    {
        foreach (Objective objective in Family)
        {
            foreach (int l in (int[])[1, 2, 3])
                AssertWithin(objective, Maps.Create(name, 1000, l), [5e-4, 1e-5]);
        }
    }

    [Fact]
    public void An_outlier_however_far_and_points_in_one_place_do_no_harm()
    {
        foreach (Objective objective in Family)
        {
            Matrix map = Maps.Create("medium", 500, 2);
            map[7, 0] = 1e6;
            for (int i = 100; i < 200; i++)
                map.Row(100).CopyTo(map.Row(i));
            AssertWithin(objective, map, [5e-4]);
        }
    }

    [Fact]
    public void Points_that_all_lie_in_one_place_repel_each_other_with_no_force()
    {
        var map = new Matrix(50, 2);
        Array.Fill(map.Values, 0.3);
        foreach (Objective objective in Family)
        {
            (Matrix gradient, double[] sums, _) = Evaluate(objective, map, 1e-3, 1);
            Near.Equal(0, Near.Size(gradient), 1e-12);
            Assert.All(sums, sum => Near.Equal(Math.Log(49), sum, 1e-6));
        }
    }

    [Fact]
    public void Two_points_are_enough()
    {
        foreach (Objective objective in Family)
            AssertWithin(objective, Samples.Normal(2, 2, 1, 1), [1e-3]);
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        foreach (Objective objective in Family)
        {
            Matrix map = Maps.Create("with outliers", 6000, 2);
            (Matrix gradient, double[] sums, double value) = Evaluate(objective, map, 5e-4, 1);
            foreach (int threads in (int[])[2, 3, 8])
            {
                (Matrix otherGradient, double[] otherSums, double otherValue) = Evaluate(objective, map, 5e-4, threads);
                Near.SameBits(gradient, otherGradient);
                Assert.Equal(sums, otherSums);
                Assert.Equal(value, otherValue);
            }
        }
    }

    private static void AssertWithin(Objective objective, Matrix map, double[] tolerances)
    {
        (Matrix gradient, double[] sums, double value) = PlainRepulsion.Evaluate(objective, map);
        foreach (double tolerance in tolerances)
        {
            (Matrix Gradient, double[] LogRowSums, double Value) actual = Evaluate(objective, map, tolerance, 2);
            Near.Equal(0, Near.NormError(gradient, actual.Gradient), tolerance);
            Near.Equal(value, actual.Value, tolerance * Math.Max(1, Math.Abs(value)));
            if (objective.IsJoint)
                continue;
            for (int i = 0; i < map.Rows; i++)
                Near.Equal(0, Math.Exp(actual.LogRowSums[i] - sums[i]) - 1, 1e-3);
        }
    }

    private static (Matrix Gradient, double[] LogRowSums, double Value) Evaluate(
        Objective objective,
        Matrix map,
        double tolerance,
        int threads)
    {
        using var team = new ThreadTeam(threads);
        IRepulsion repulsion = objective.Accept(new Factory(map.Rows, map.Columns, team));
        using var owner = (IDisposable)repulsion;
        var gradient = new Matrix(map.Rows, map.Columns);
        Array.Fill(gradient.Values, double.NaN); // It is overwritten.
        double value = repulsion.Evaluate(map, tolerance, gradient);
        return (gradient, repulsion.LogRowSums.ToArray(), value);
    }

    private sealed class Factory(int n, int l, ThreadTeam team) : IObjectiveVisitor<IRepulsion>
    {
        public IRepulsion Visit<TKernel, TNormalization>(TKernel kernel)
            where TKernel : struct, IKernel
            where TNormalization : struct, INormalization =>
            new TreeRepulsion<TKernel, TNormalization>(kernel, n, l, team);
    }
}
