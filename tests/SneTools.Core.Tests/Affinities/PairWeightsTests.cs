using System.Numerics;

namespace SneTools.Tests;

/// <summary>The packed attraction against the dense one, which is made from sums over differences.</summary>
public class PairWeightsTests
{
    // At a perplexity of n - 1 any small precision will do, and the last digits of a distance decide which it is.
    private static readonly Gen<(Matrix Points, double Perplexity)> Problems = Gen.Select(
        Gen.Int[3, 140],
        Gen.Int[1, 12],
        Gen.Double[0.01, 0.9],
        Gen.Int[0, 1000],
        Gen.OneOf<Func<int, int, int, Matrix>>((n, h, seed) => Samples.Normal(n, h, seed), Clustered, WithDuplicates))
        .Select((n, h, share, seed, create) => (create(n, h, seed), 1 + (share * (n - 2))));

    [Fact]
    public void In_double_it_is_the_dense_attraction() => Problems.Sample(
        (points, perplexity) =>
        {
            foreach (bool isJoint in (bool[])[false, true])
            {
                DenseAffinities conditional = Stages.FromPerplexity(points, perplexity);
                IReadOnlyList<int> isolated = conditional.IsolatedRows;
                SymmetricAffinities expected = Stages.Symmetric(conditional, isJoint);
                using PairWeights<double> packed = Pack<double>(points, perplexity, isJoint);
                Assert.Equal(points.Rows, packed.Count);
                Assert.Equal(isolated, packed.IsolatedRows);

                // Products leave distances nine digits at least; sums over as many pairs as there are.
                Near.Equal(expected.Weights, Weights(packed), 1e-9 * Near.Size(expected.Weights));
                Near.Equal(expected.Entropy, packed.Entropy, 1e-9 * (isJoint ? 1 : points.Rows));
                Near.Equal(expected.Degrees.Max(), packed.Degrees.Max(), 1e-9 * expected.Degrees.Max());
            }
        },
        iter: 60);

    [Fact]
    public void In_single_it_is_the_one_in_double_rounded_once() => Problems.Sample(
        (points, perplexity) =>
        {
            foreach (bool isJoint in (bool[])[false, true])
            {
                using PairWeights<double> exact = Pack<double>(points, perplexity, isJoint);
                using PairWeights<float> packed = Pack<float>(points, perplexity, isJoint);
                Assert.Equal(Weights(exact).Values.Select(weight => (double)(float)weight), Weights(packed).Values);
                Assert.Equal((exact.Entropy, exact.Degrees.Max()), (packed.Entropy, packed.Degrees.Max()));
                Assert.Equal(exact.IsolatedRows, packed.IsolatedRows);
            }
        },
        iter: 30);

    [Fact]
    public void Near_duplicates_far_from_the_centroid_keep_their_digits()
    {
        // Two clouds of size 1e-3, 2000 apart: of a product's sixteen digits, all but four are gone.
        Matrix points = Samples.Normal(60, 4, 3, 1e-3);
        for (int i = 0; i < 60; i++)
            points[i, 0] += i % 2 == 0 ? 1e3 : -1e3;
        double[,] p = Stages.FromPerplexity(points, 8).Probabilities.ToArray();
        using PairWeights<double> packed = Pack<double>(points, 8, isJoint: false);
        Matrix weights = Weights(packed);
        for (int i = 0; i < 60; i++)
        {
            for (int j = 0; j < 60; j++)
            {
                double expected = p[i, j] + p[j, i];

                // Places of 1e3 are rounded to 1e-13, a share of 1e-10 of the differences; exponents make it ten times that.
                Near.Equal(expected, weights[i, j], 1e-8 * expected);
            }
        }
    }

    [Fact]
    public void Rows_with_too_many_nearest_neighbors_are_counted()
    {
        // Five equal points, which have four neighbors at no distance, and others one by one.
        Matrix points = Samples.Normal(30, 3, 5);
        for (int i = 1; i < 5; i++)
            points.Row(0).CopyTo(points.Row(6 * i));
        using PairWeights<double> packed = Pack<double>(points, 3.5, isJoint: false);
        Assert.Equal(5, Stages.FromPerplexity(points, 3.5).SaturatedRows);
        Near.Equal(0.5, Weights(packed)[0, 12], 1e-12); // A quarter from each side, to a few roundings.
    }

    [Fact]
    public void A_row_that_nobody_has_as_a_neighbor_is_named()
    {
        Matrix points = Samples.Normal(90, 3, 5);
        points[57, 1] = 1e4;
        foreach (bool isJoint in (bool[])[false, true])
        {
            using PairWeights<float> packed = Pack<float>(points, 10, isJoint);
            Assert.Equal([57], packed.IsolatedRows);
        }
    }

    [Fact]
    public void A_width_for_all_points_gives_the_dense_attraction_too()
    {
        Matrix points = Samples.Normal(50, 3, 5);
        SymmetricAffinities expected = Stages.Symmetric(Stages.FromSigma(points, 0.8), isJoint: false);
        using var team = new ThreadTeam(1);
        using PairWeights<double> packed =
            Tiled.Pack<double>(points, KernelWidth.OfSigma(0.8), false, team);
        Near.Equal(expected.Weights, Weights(packed), 1e-12); // Exponents of up to 50, rounded.
        Near.Equal(expected.Entropy, packed.Entropy, 1e-11);
    }

    [Fact]
    public void What_stands_for_no_pair_is_zero()
    {
        using PairWeights<float> packed = Pack<float>(Samples.Normal(37, 3, 5), 10, isJoint: false);
        for (int i = 0; i < 37; i++)
        {
            foreach ((int j, double weight) in Stored(packed, i))
                Assert.Equal(j > i && j < 37, weight != 0);
        }
    }

    [Fact]
    public void The_number_of_threads_does_not_change_a_bit()
    {
        Matrix points = Clustered(200, 6, 2);
        foreach (bool isJoint in (bool[])[false, true])
        {
            using PairWeights<double> one = Pack<double>(points, 20, isJoint);
            foreach (int threads in (int[])[2, 3, 8])
            {
                using PairWeights<double> many = Pack<double>(points, 20, isJoint, threads);
                Near.SameBits(Weights(one), Weights(many));
                Assert.Equal((one.Entropy, one.Degrees.Max()), (many.Entropy, many.Degrees.Max()));
            }
        }
    }

    [Fact]
    public void The_work_ends_when_it_is_canceled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        using var team = new ThreadTeam(2, source.Token);
        Affinities affinities = Stages.Solve(Samples.Normal(40, 3, 1), KernelWidth.OfPerplexity(5), team.Uninterrupted);
        Assert.Throws<OperationCanceledException>(() => PairWeights<double>.Build(affinities, false, team));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1000)]
    [InlineData(4001)]
    public void The_memory_announced_covers_what_is_held_and_not_twice_as_much_for_many_points(int n)
    {
        long held = 0;
        for (int i = 0; i < n; i++)
            held += NativeBuffer<float>.RoundUp(n) - PairWeights<float>.FirstColumn(i);
        double announced = PairWeights<float>.RequiredBytes(n);
        Assert.True(announced >= held * sizeof(float));
        if (n > 1000)
            Assert.True(announced < 2.0 * held * sizeof(float));
    }

    [Theory]
    [InlineData(NumericPrecision.Single)]
    [InlineData(NumericPrecision.Double)]
    public void More_than_the_machine_has_is_refused_with_both_amounts_before_anything_is_allocated(NumericPrecision precision)
    {
        const int Rows = 3_000_000; // 16 TiB in single precision.
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<SneException>(() => Cost.RequireMemory(Rows, precision));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < Rows); // A number for every row would be eight times that.
        Assert.Equal(SneError.OutOfMemory, error.Error);
        Assert.Contains("3000000 points", error.Message);
        Assert.Matches(@"needs \d+\.\d GiB of memory, and \d+\.\d GiB is there\. Use ", error.Message);
    }

    [Fact]
    public void A_run_over_more_pairs_than_the_machine_holds_is_refused_before_it_solves_any()
    {
        var options = new EmbeddingOptions { Sigma = 1, Engine = EngineKind.Exact, Dimension = 1 };
        Dataset data = Samples.Named(new Matrix(1_000_000, 2));
        Assert.Equal(SneError.OutOfMemory, Assert.Throws<SneException>(() => StochasticNeighborEmbedding.Fit(data, options)).Error);
    }

    private static PairWeights<T> Pack<T>(Matrix points, double perplexity, bool isJoint, int threads = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var team = new ThreadTeam(threads);
        return Tiled.Pack<T>(points, KernelWidth.OfPerplexity(perplexity), isJoint, team);
    }

    /// <summary>The attraction as a full matrix.</summary>
    private static Matrix Weights<T>(PairWeights<T> packed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var result = new Matrix(packed.Count, packed.Count);
        for (int i = 0; i < packed.Count; i++)
        {
            foreach ((int j, double weight) in Stored(packed, i).Where(cell => cell.Column > i && cell.Column < packed.Count))
                result[i, j] = result[j, i] = weight;
        }

        return result;
    }

    /// <summary>All numbers that are in memory for a row.</summary>
    private static unsafe List<(int Column, double Weight)> Stored<T>(PairWeights<T> packed, int i)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var result = new List<(int, double)>();
        for (int j = PairWeights<T>.FirstColumn(i); j < NativeBuffer<T>.RoundUp(packed.Count); j++)
            result.Add((j, double.CreateTruncating(packed.Row(i)[j])));
        return result;
    }

    /// <summary>Tight clouds far from each other.</summary>
    private static Matrix Clustered(int n, int columns, int seed)
    {
        Matrix points = Samples.Normal(n, columns, seed, 0.05);
        for (int i = 0; i < n; i++)
            points[i, 0] += 30 * (i % 4);
        return points;
    }

    /// <summary>Normal points, of which every third repeats the first.</summary>
    private static Matrix WithDuplicates(int n, int columns, int seed)
    {
        Matrix points = Samples.Normal(n, columns, seed);
        for (int i = 0; i < n; i += 3)
            points.Row(0).CopyTo(points.Row(i));
        return points;
    }
}
