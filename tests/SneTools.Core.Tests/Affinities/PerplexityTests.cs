namespace SneTools.Tests;

public class PerplexityTests
{
    /// <summary>Data of many shapes: normal, clustered to a millionth of their spread, and on a grid full of ties.</summary>
    private static readonly Gen<Matrix> Data = Gen.Select(
        Gen.Int[3, 40], Gen.Int[1, 8], Gen.Int[0, 1_000_000], Gen.Int[0, 2], Gen.Int[-495, 495])
        .Select((n, h, seed, shape, exponent) =>
        {
            Matrix noise = Samples.Normal(n, h, seed);
            Matrix points = shape switch
            {
                0 => noise,
                1 => new Matrix(n, h, [.. noise.Values.Select((x, k) => (k / h % 4) + (1e-6 * x))]),
                _ => Samples.Map(noise, x => Math.Round(2 * x)),
            };

            // Powers of two, from 1e-149 to 1e149, keep distances on the grid exact and ties tied.
            return Samples.Map(points, x => Math.ScaleB(x, exponent));
        });

    private static readonly Gen<(Matrix Points, double Perplexity)> Problems =
        Data.SelectMany(points => Gen.Double[1e-3, 1].Select(share => (points, 1 + ((points.Rows - 2) * share))));

    [Fact]
    public void Every_row_is_a_distribution_that_leaves_its_own_point_out() => Problems.Sample((points, perplexity) =>
    {
        DenseAffinities affinities = Stages.FromPerplexity(points, perplexity);
        for (int i = 0; i < points.Rows; i++)
        {
            Near.Equal(1, affinities.Probabilities.Row(i).ToArray().Sum(), 1e-14); // 40 roundings of shares of 1.
            Assert.Equal(0, affinities.Probabilities[i, i]);
            Assert.DoesNotContain(affinities.Probabilities.Row(i).ToArray(), p => !(p >= 0));
            Assert.True(double.IsFinite(affinities.Precision[i]) && affinities.Precision[i] > 0);
        }
    });

    [Fact]
    public void Every_row_meets_its_perplexity_or_has_more_equally_near_neighbors() => Problems.Sample((points, perplexity) =>
    {
        DenseAffinities affinities = Stages.FromPerplexity(points, perplexity);
        int saturated = 0;
        for (int i = 0; i < points.Rows; i++)
        {
            double entropy = Entropy(affinities.Probabilities.Row(i));
            Near.Equal(entropy, affinities.Entropy[i], 1e-12); // H again, by another formula.
            int ties = Ties(points, i);
            if (ties >= perplexity)
            {
                saturated++;
                Near.Equal(ties, Math.Exp(entropy), 1e-9 * ties);
            }
            else
            {
                // The limit is how finely H can be set through a precision that is a double.
                Near.Equal(perplexity, Math.Exp(entropy), 1e-9 * perplexity);
            }
        }

        Assert.Equal(saturated, affinities.SaturatedRows);
    });

    [Fact]
    public void Probabilities_are_those_of_a_plain_bisection() => Problems
        .Where((points, perplexity) => perplexity < 0.95 * (points.Rows - 1)) // Above, H is flat in the precision.
        .Sample(
            (points, perplexity) =>
            {
                DenseAffinities affinities = Stages.FromPerplexity(points, perplexity);
                for (int i = 0; i < points.Rows; i++)
                {
                    if (Ties(points, i) >= perplexity * 0.999)
                        continue;
                    (double[] expected, double precision, double scale) = Bisect(points, i, perplexity);

                    // Squares of distances are rounded, too, as those of the rows they come from, two of them here and two there, each
                    // a sum of ten terms: where neighbors are tied but for their last digits, that decides, and nothing can be told.
                    double rounding = precision * 5e-15 * scale;
                    if (rounding > 1e-6)
                        continue;
                    double accuracy = 1e-9 + Undecided(expected) + rounding;
                    for (int j = 0; j < points.Rows; j++)
                        Near.Equal(expected[j], affinities.Probabilities[i, j], accuracy);
                }
            },
            iter: 30);

    [Fact]
    public void Equal_rows_share_all_probability_when_they_are_enough()
    {
        var points = new Matrix(7, 2, [0, 0, 0, 0, 0, 0, 0, 0, 5, 1, 6, 2, 8, 3]);
        DenseAffinities affinities = Stages.FromPerplexity(points, 2);
        Assert.Equal(4, affinities.SaturatedRows);
        for (int i = 0; i < 4; i++)
        {
            // What is left for the others is less than the rounding of a third.
            for (int j = 0; j < 7; j++)
                Near.Equal(j < 4 && j != i ? 1.0 / 3 : 0, affinities.Probabilities[i, j], 1e-16);
        }
    }

    [Fact]
    public void All_rows_equal_gives_uniform_probabilities()
    {
        var points = new Matrix(6, 3);
        Array.Fill(points.Values, 0.1);
        DenseAffinities affinities = Stages.FromPerplexity(points, 3);
        Assert.Equal(6, affinities.SaturatedRows);
        Assert.All(Enumerable.Range(0, 6), i => Assert.All(
            Enumerable.Range(0, 6), j => Assert.Equal(i == j ? 0 : 0.2, affinities.Probabilities[i, j])));
        Assert.All(affinities.Precision, precision => Assert.True(double.IsFinite(precision) && precision > 0));
    }

    [Fact]
    public void A_far_outlier_has_neighbors_and_changes_nobody_elses()
    {
        Matrix points = Samples.Normal(31, 2, 5);
        points[30, 0] = 1e6;
        DenseAffinities with = Stages.FromPerplexity(points, 8);
        DenseAffinities without = Stages.FromPerplexity(Samples.FirstRows(points, 30), 8);
        for (int i = 0; i < 30; i++)
        {
            Assert.Equal(0, with.Probabilities[i, 30]);
            for (int j = 0; j < 30; j++)
                Near.Equal(without.Probabilities[i, j], with.Probabilities[i, j], 1e-12); // Two solutions of H to 1e-15.
        }

        Near.Equal(8, Math.Exp(Entropy(with.Probabilities.Row(30))), 1e-9);
    }

    [Fact]
    public void The_largest_perplexity_weighs_all_neighbors_the_same()
    {
        DenseAffinities affinities = Stages.FromPerplexity(Samples.Normal(20, 3, 1), 19);
        Assert.All(Enumerable.Range(0, 20), i => Assert.All(
            Enumerable.Range(0, 20).Where(j => j != i),

            // H is flat at its maximum, so that 1e-15 of H is 1e-7 of p.
            j => Near.Equal(1.0 / 19, affinities.Probabilities[i, j], 1e-7)));
    }

    [Theory]
    [InlineData(1 + 1e-3)]
    [InlineData(1 + 1e-6)]
    [InlineData(1 + 1e-9)]
    public void A_perplexity_near_one_leaves_the_nearest_neighbor(double perplexity)
    {
        Matrix points = Samples.Normal(20, 3, 1);
        DenseAffinities affinities = Stages.FromPerplexity(points, perplexity);
        for (int i = 0; i < 20; i++)
        {
            int nearest = Enumerable.Range(0, 20).Where(j => j != i).MinBy(j => Definition.SquaredDistance(points, i, j));
            Near.Equal(1, affinities.Probabilities[i, nearest], perplexity - 1);
            Near.Equal(perplexity, Math.Exp(Entropy(affinities.Probabilities.Row(i))), 1e-12); // Rounding of 1 - p and of the logarithm.
        }
    }

    [Theory]
    [InlineData(1e-20)]
    [InlineData(1e-100)]
    [InlineData(1e-140)]
    public void A_cluster_of_any_smallness_inside_the_data_is_resolved(double size)
    {
        // Four points of a tiny cluster around 0, the others near 1: perplexity 2 lies inside the cluster.
        Matrix points = Samples.Normal(12, 2, 3);
        for (int k = 0; k < points.Values.Length; k++)
            points.Values[k] = k < 8 ? size * points.Values[k] : 1 + (0.1 * points.Values[k]);
        DenseAffinities affinities = Stages.FromPerplexity(points, 2);
        Assert.All(Enumerable.Range(0, 12), i =>
            Near.Equal(2, Math.Exp(Entropy(affinities.Probabilities.Row(i))), 1e-9));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.0)]
    [InlineData(-5.0)]
    [InlineData(9.0001)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_perplexity_outside_its_range_is_refused_with_the_range(double perplexity)
    {
        var error = Assert.Throws<SneException>(() => Stages.FromPerplexity(Samples.Normal(10, 2, 0), perplexity));
        Assert.Equal(SneError.PerplexityOutOfRange, error.Error);
        Assert.Contains("greater than 1 and at most 9", error.Message);
    }

    [Fact]
    public void Too_few_points_are_refused()
    {
        Assert.Equal(SneError.EmptyInput, Assert.Throws<SneException>(() => Stages.FromPerplexity(new Matrix(0, 2), 2)).Error);
        Assert.Equal(SneError.SingleRow, Assert.Throws<SneException>(() => Stages.FromPerplexity(new Matrix(1, 2), 2)).Error);
        Assert.Equal(
            SneError.PerplexityOutOfRange, Assert.Throws<SneException>(() => Stages.FromPerplexity(new Matrix(2, 2), 1.5)).Error);
    }

    [Fact]
    public void The_work_ends_when_it_is_canceled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        using var team = new ThreadTeam(2, source.Token);
        Assert.Throws<OperationCanceledException>(
            () => Stages.Solve(Samples.Normal(10, 2, 0), KernelWidth.OfPerplexity(3), team));
    }

    [Fact]
    public void The_number_of_threads_does_not_change_a_bit()
    {
        Matrix points = Samples.Normal(150, 3, 2);
        DenseAffinities one = Stages.FromPerplexity(points, 20, 1);
        foreach (int threads in (int[])[2, 3, 8])
        {
            DenseAffinities many = Stages.FromPerplexity(points, 20, threads);
            Near.SameBits(one.Probabilities, many.Probabilities);
            Assert.Equal(one.Precision, many.Precision);
        }
    }

    private static double Entropy(ReadOnlySpan<double> p)
    {
        double sum = 0;
        foreach (double x in p)
            sum -= x > 0 ? x * Math.Log(x) : 0;
        return sum;
    }

    private static int Ties(Matrix points, int i)
    {
        double[] distances =
            [.. Enumerable.Range(0, points.Rows).Where(j => j != i).Select(j => Definition.SquaredDistance(points, i, j))];
        return distances.Count(d => d == distances.Min());
    }

    /// <summary>p(j|i) by halving an interval of log precision until it is empty.</summary>
    /// <summary>How far apart two rows may be that both have the entropy to its last bits: dp = p (log p + H) d(log β), and
    /// dH = -Var(log p) d(log β), which is hardly any where the neighbors are almost tied.</summary>
    private static double Undecided(double[] p)
    {
        double entropy = Entropy(p);
        double[] deviations = [.. p.Where(x => x > 0).Select(x => Math.Log(x) + entropy)];
        double variance = p.Where(x => x > 0).Zip(deviations, (x, deviation) => x * deviation * deviation).Sum();
        double largest = p.Where(x => x > 0).Zip(deviations, (x, deviation) => x * Math.Abs(deviation)).Max();
        return variance == 0 ? 0 : Math.Min(1e-6, 1e-15 * largest / variance);
    }

    private static (double[] P, double Precision, double Scale) Bisect(Matrix points, int i, double perplexity)
    {
        double[] distances = [.. Enumerable.Range(0, points.Rows).Select(j => Definition.SquaredDistance(points, i, j))];
        double nearest = distances.Where((_, j) => j != i).Min();
        double low = -745;
        double high = 745;
        double[] p = [];
        for (int step = 0; step < 80; step++)
        {
            double middle = 0.5 * (low + high);
            double precision = Math.Exp(middle);
            p = [.. distances.Select((d, j) => j == i ? 0 : d == nearest ? 1 : Math.Exp(-precision * (d - nearest)))];
            double sum = p.Sum();
            p = [.. p.Select(x => x / sum)];
            if (Entropy(p) > Math.Log(perplexity))
                low = middle;
            else
                high = middle;
        }

        double largest = Enumerable.Range(0, points.Rows).Max(j => points.Row(j).ToArray().Sum(x => x * x));
        return (p, Math.Exp(low), distances.Max() + (4 * largest));
    }

    [Fact]
    public void A_row_on_which_newtons_method_goes_to_and_fro_gets_its_perplexity()
    {
        // Found among four million rows of normal points, of which nine were like it.
        double[] row =
        [
            4.507144356991937, 6.565651344490448, 6.567447985446738, 5.5362114773815, 4.553518376731233, 6.601893226514766,
            9.772830333017449, 16.039188777240923, 10.272378519620698, 10.877552327179625, 4.380780798948412, 1.4650746881531427,
            12.991807057998278, 2.564062269251536, 8.849938557010995, 22.22300956735729, 2.136217066015117, 5.662188395460578,
            8.5505514104198, 8.073131304164502, 13.224458286948748, 5.848176442786827, 10.144404948776412, 10.400999026143628,
            5.787547694673309, 7.2829184240032285, 6.120815509720195, 12.073675927098758, 11.250913212514737, 9.293357590952551,
            12.771538125536445, 15.442016190229259, 9.562028373318075, 6.4777313134078165, 10.091082366649147,
        ];
        RowBandwidth bandwidth = BandwidthSolver.FromPerplexity(row, 14.6);
        Near.Equal(Math.Log(14.6), bandwidth.Entropy, 1e-14);
    }
}
