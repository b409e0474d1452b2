namespace SneTools.Tests;

public class NeighborWeightsTests
{
    private static readonly Gen<(Matrix Points, int K, double Perplexity, bool IsJoint)> Problems = Gen.Select(
        Gen.Int[3, 80], Gen.Int[2, 5], Gen.Int[0, 1_000_000], Gen.Double[0, 1], Gen.Double[0.1, 0.9], Gen.Bool)
        .Select((n, columns, seed, part, share, isJoint) =>
        {
            int k = Math.Clamp((int)(part * n), 2, n - 1);
            return (Samples.Normal(n, columns, seed), k, 1 + (share * (k - 1)), isJoint);
        });

    [Fact]
    public void Between_all_neighbors_it_is_the_dense_attraction() => Problems.Sample(
        (points, _, _, isJoint) =>
        {
            int n = points.Rows;
            double perplexity = 1 + (0.4 * (n - 2));
            NeighborGraph graph = Neighborhood.Find(points, n - 1);
            using NeighborWeights sparse = Neighborhood.Build(graph, KernelWidth.OfPerplexity(perplexity), isJoint);
            SymmetricAffinities dense = Stages.Symmetric(Stages.FromPerplexity(points, perplexity), isJoint);
            double size = Near.Size(dense.Weights);
            Near.Equal(dense.Weights, Neighborhood.Weights(sparse), 2e-6 * size); // Distances and weights are singles.
            Near.Equal(dense.Degrees.Max(), sparse.Degrees.Max(), 2e-6 * dense.Degrees.Max());
            Near.Equal(dense.Entropy, sparse.Entropy, 2e-6 * Math.Max(1, dense.Entropy));
            Assert.Equal(n, sparse.Count);
        },
        iter: 100);

    [Fact]
    public void Between_few_neighbors_it_is_what_the_definition_says_in_order_and_exactly_symmetric() => Problems.Sample(
        (points, k, perplexity, isJoint) =>
        {
            NeighborGraph graph = Neighborhood.Find(points, k);
            KernelWidth width = KernelWidth.OfPerplexity(perplexity);
            using NeighborWeights sparse = Neighborhood.Build(graph, width, isJoint);
            Matrix weights = Neighborhood.Weights(sparse);
            Matrix expected = Neighborhood.PlainWeights(graph, width, isJoint);
            Near.Equal(expected, weights, 3e-7 * Near.Size(expected)); // A rounding to single for each of three operations.
            int n = points.Rows;
            double degree = 0;
            double entropy = 0;
            for (int i = 0; i < n; i++)
            {
                degree = Math.Max(degree, expected.Row(i).ToArray().Sum());
                for (int j = 0; j < n; j++)
                {
                    Assert.Equal(weights[i, j], weights[j, i]);
                    entropy -= expected[i, j] > 0 ? 0.5 * expected[i, j] * Math.Log(0.5 * expected[i, j]) : 0;
                }
            }

            Near.Equal(degree, sparse.Degrees.Max(), 1e-6 * degree);
            Near.Equal(isJoint ? entropy : n * Math.Log(perplexity), sparse.Entropy, 1e-6 * Math.Max(1, sparse.Entropy));
            Near.Equal(isJoint ? 2 : 2 * n, weights.Values.Sum(), 1e-6 * n);
        },
        iter: 100);

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        Matrix points = Samples.Normal(3000, 3, 5);
        NeighborGraph graph = Neighborhood.Find(points, 12);
        KernelWidth width = KernelWidth.OfPerplexity(5);
        foreach (bool isJoint in (bool[])[true, false])
        {
            using NeighborWeights one = Neighborhood.Build(graph, width, isJoint);
            foreach (int threads in (int[])[2, 3, 8])
            {
                using NeighborWeights many = Neighborhood.Build(graph, width, isJoint, threads);
                Assert.Equal((one.Size, one.Entropy, one.Degrees.Max()), (many.Size, many.Entropy, many.Degrees.Max()));
                AssertSame(one, many);
            }
        }

        static unsafe void AssertSame(NeighborWeights one, NeighborWeights many)
        {
            int size = (int)one.Size;
            for (int i = 0; i <= one.Count; i++)
                Assert.Equal(one.Start(i), many.Start(i));
            Assert.True(new ReadOnlySpan<int>(one.Words, size).SequenceEqual(new ReadOnlySpan<int>(many.Words, size)));
            Assert.True(new ReadOnlySpan<ushort>(one.Highs, size).SequenceEqual(new ReadOnlySpan<ushort>(many.Highs, size)));
        }
    }

    [Fact]
    public void Duplicates_share_their_probability_and_rows_with_too_many_are_counted()
    {
        // Six points in one place, and ten apart: each of the six has five neighbors at distance 0, more than perplexity 3.
        Matrix points = Samples.Normal(16, 3, 1, 10);
        for (int i = 0; i < 6; i++)
            Array.Fill(points.Values, 100, 3 * i, 3);
        NeighborGraph graph = Neighborhood.Find(points, 8);
        using NeighborWeights own = Neighborhood.Build(graph, KernelWidth.OfPerplexity(3), isJoint: false);
        Matrix weights = Neighborhood.Weights(own);
        using var team = new ThreadTeam(1);
        Assert.Equal(6, Affinities.Create(graph, KernelWidth.OfPerplexity(3), team).SaturatedRows);
        for (int i = 0; i < 6; i++)
        {
            for (int j = 0; j < 6; j++)
                Near.Equal(i == j ? 0 : 2 / 5.0, weights[i, j], 1e-6);
        }

        Assert.All(weights.Values, weight => Assert.True(weight >= 0));
    }

    [Fact]
    public void One_width_for_all_points_takes_the_place_of_the_perplexity()
    {
        Matrix points = Samples.Normal(40, 3, 2);
        NeighborGraph graph = Neighborhood.Find(points, 39);
        using NeighborWeights sparse = Neighborhood.Build(graph, KernelWidth.OfSigma(0.8), isJoint: true);
        SymmetricAffinities dense = Stages.Symmetric(Stages.FromSigma(points, 0.8), isJoint: true);
        Near.Equal(dense.Weights, Neighborhood.Weights(sparse), 2e-6 * Near.Size(dense.Weights));
    }

    [Fact]
    public void A_point_that_all_others_count_as_a_neighbor_has_a_row_of_all()
    {
        // A star: the middle is everybody's nearest neighbor, and the others are far from each other.
        Matrix points = new(60, 59);
        for (int i = 1; i < 60; i++)
            points[i, i - 1] = 1;
        using NeighborWeights affinities = Neighborhood.Build(
            Neighborhood.Find(points, 2), KernelWidth.OfPerplexity(1.5), isJoint: true, threads: 2);
        Matrix weights = Neighborhood.Weights(affinities);
        Assert.Equal(59, weights.Row(0).ToArray().Count(weight => weight > 0));
        Near.Equal(weights.Row(0).ToArray().Sum(), affinities.Degrees.Max(), 1e-6);
    }

    [Fact]
    public void Another_order_of_the_points_moves_rows_and_columns_and_changes_no_weight()
    {
        const int N = 1100;
        NeighborGraph graph = Neighborhood.Find(Samples.Normal(N, 3, 1), 12);
        using NeighborWeights affinities = Neighborhood.Build(graph, KernelWidth.OfPerplexity(4), isJoint: false);
        Matrix expected = Neighborhood.Placed(affinities);
        long size = affinities.Size;
        using var team = new ThreadTeam(2);
        for (int seed = 0; seed < 2; seed++)
        {
            int[] order = [.. Enumerable.Range(0, N)];
            new Random(seed).Shuffle(order);
            affinities.Arrange(order, team);
            Assert.Equal(order, affinities.Order.ToArray());
            Assert.Equal(size, affinities.Size);
            Near.SameBits(expected, Neighborhood.Placed(affinities));
        }
    }

    [Fact]
    public void Work_that_is_canceled_ends()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        using var team = new ThreadTeam(2, source.Token);
        var affinities = Affinities.Create(Neighborhood.Find(Samples.Normal(50, 2, 1), 9), KernelWidth.OfPerplexity(3), team.Uninterrupted);
        Assert.Throws<OperationCanceledException>(() => NeighborWeights.Build(affinities, true, team));
    }
}
