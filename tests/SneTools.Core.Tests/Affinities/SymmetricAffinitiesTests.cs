namespace SneTools.Tests;

public class SymmetricAffinitiesTests
{
    private static readonly Gen<(Matrix Points, double Perplexity)> Problems =
        Gen.Select(Gen.Int[3, 200], Gen.Double[0.01, 1], Gen.Int[0, 1000])
            .Select((n, share, seed) => (Samples.Normal(n, 3, seed), 1 + (share * (n - 2))));

    [Fact]
    public void A_conditional_attraction_is_the_sum_of_both_directions() => Problems.Sample(
        (points, perplexity) =>
        {
            DenseAffinities conditional = Stages.FromPerplexity(points, perplexity);
            double[,] p = conditional.Probabilities.ToArray();
            double entropy = Entropy(p);
            SymmetricAffinities affinities = Stages.Symmetric(conditional, isJoint: false);
            int n = points.Rows;
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                    Assert.Equal(p[i, j] + p[j, i], affinities.Weights[i, j]);
            }

            Near.Equal(2 * n, affinities.Weights.Values.Sum(), 1e-12 * n); // n² roundings of 1e-16, of sums up to 2n.
            Near.Equal(entropy, affinities.Entropy, 1e-12 * n);
        },
        iter: 15);

    [Fact]
    public void A_joint_attraction_is_twice_the_joint_probability() => Problems.Sample(
        (points, perplexity) =>
        {
            DenseAffinities conditional = Stages.FromPerplexity(points, perplexity);
            double[,] p = Definition.Joint(conditional.Probabilities.ToArray());
            SymmetricAffinities affinities = Stages.Symmetric(conditional, isJoint: true);
            int n = points.Rows;
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                    Near.Equal(2 * p[i, j], affinities.Weights[i, j], double.Epsilon + (1e-15 * p[i, j])); // The division by n rounds in other places.
            }

            Near.Equal(2, affinities.Weights.Values.Sum(), 1e-13); // Rows of up to 200 roundings.
            Near.Equal(Entropy(p), affinities.Entropy, 1e-12);
        },
        iter: 15);

    [Fact]
    public void The_largest_degree_is_the_largest_row_sum() => Problems.Sample(
        (points, perplexity) =>
        {
            SymmetricAffinities affinities = Stages.Symmetric(Stages.FromPerplexity(points, perplexity), isJoint: false);
            double largest = Enumerable.Range(0, points.Rows).Max(i => affinities.Weights.Row(i).ToArray().Sum());
            Near.Equal(largest, affinities.Degrees.Max(), 1e-13 * largest); // Another order of summation.
        },
        iter: 20);

    [Fact]
    public void The_number_of_threads_does_not_change_a_bit()
    {
        Matrix points = Samples.Normal(200, 3, 2);
        foreach (bool isJoint in (bool[])[false, true])
        {
            SymmetricAffinities one = Stages.Symmetric(Stages.FromPerplexity(points, 20), isJoint, 1);
            SymmetricAffinities many = Stages.Symmetric(Stages.FromPerplexity(points, 20), isJoint, 3);
            Near.SameBits(one.Weights, many.Weights);
            Assert.Equal(one.Entropy, many.Entropy);
        }
    }

    private static double Entropy(double[,] p) => -p.Cast<double>().Where(x => x > 0).Sum(x => x * Math.Log(x));
}
