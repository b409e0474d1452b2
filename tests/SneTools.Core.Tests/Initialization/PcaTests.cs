using MathNet.Numerics.LinearAlgebra;

namespace SneTools.Tests;

public class PcaTests
{
    private const double Deviation = 0.1;

    [Fact]
    public void The_map_is_the_leading_components_of_a_singular_value_decomposition() =>
        Gen.Select(Gen.Int[5, 40], Gen.Int[3, 40], Gen.Int[1, 3], Gen.Int[0, 1000]).Where((n, h, l, seed) => l < Math.Min(n - 1, h))
            .Sample(
                (n, h, l, seed) =>
                {
                    Matrix data = Stretched(n, h, seed);
                    Matrix expected = ByDecomposition(data, l);

                    // Components are told apart to 1e-16 over the gaps between their variances, here a tenth or more.
                    Near.Equal(expected, WithoutNoise(data, l, seed), 1e-10);
                },
                iter: 50);

    [Fact]
    public void The_first_coordinate_has_the_deviation_asked_for()
    {
        Matrix map = WithoutNoise(Samples.Iris.Values, 2, 3);
        double variance = Enumerable.Range(0, 150).Average(i => map[i, 0] * map[i, 0]);
        Near.Equal(Deviation, Math.Sqrt(variance), 1e-12); // Noise of 1e-3 was added and taken away again.
    }

    [Fact]
    public void The_noise_is_a_hundredth_of_the_deviation()
    {
        Matrix map = Pca(Samples.Iris.Values, 2, 3);
        Matrix noise = MapInitialization.Random(150, 2, 0.01 * Deviation, 3);
        double deviation = Math.Sqrt(noise.Values.Average(x => x * x));
        Assert.InRange(deviation, 0.008 * Deviation, 0.012 * Deviation); // 300 draws: ±4 % is one standard error.
        Near.Equal(WithoutNoise(Samples.Iris.Values, 2, 3), Subtract(map, noise), 1e-15);
    }

    [Fact]
    public void More_columns_than_rows_give_the_same_map_as_the_same_data_in_fewer_columns()
    {
        Matrix narrow = Stretched(25, 20, 6);
        var wide = new Matrix(25, 60);
        for (int i = 0; i < 25; i++)
            narrow.Row(i).CopyTo(wide.Row(i)[10..]);
        Near.Equal(Pca(narrow, 3, 1), Pca(wide, 3, 1), 1e-10); // Two decompositions of the same numbers.
    }

    [Fact]
    public void The_largest_loading_of_every_component_is_positive()
    {
        // The loadings are the least-squares slopes of the columns over the scores.
        Gen.Select(Gen.Int[10, 30], Gen.Int[4, 50], Gen.Int[0, 1000]).Sample(
            (n, h, seed) =>
            {
                Matrix data = Stretched(n, h, seed);
                Matrix scores = WithoutNoise(data, 2, seed);
                for (int c = 0; c < 2; c++)
                {
                    double[] slopes =
                        [.. Enumerable.Range(0, h).Select(k => Enumerable.Range(0, n).Sum(i => scores[i, c] * data[i, k]))];
                    Assert.True(slopes.MaxBy(Math.Abs) > 0);
                }
            },
            iter: 50);
    }

    [Fact]
    public void A_seed_decides_every_bit_and_threads_none()
    {
        Matrix data = Stretched(40, 6, 1);
        Near.SameBits(Pca(data, 2, 5, 1), Pca(data, 2, 5, 3));
        Assert.NotEqual(Pca(data, 2, 5).Values, Pca(data, 2, 6).Values);
        Near.SameBits(MapInitialization.Random(9, 2, 1, 4), MapInitialization.Random(9, 2, 1, 4));
        Assert.NotEqual(MapInitialization.Random(9, 2, 1, 4).Values, MapInitialization.Random(9, 2, 1, 5).Values);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(1e12)]
    public void Equal_rows_start_at_noise_around_one_place(double value)
    {
        var data = new Matrix(30, 4);
        Array.Fill(data.Values, value);
        Matrix map = Pca(data, 2, 1);
        for (int c = 0; c < 2; c++)
        {
            double mean = Enumerable.Range(0, 30).Average(i => map[i, c]);
            Assert.All(Enumerable.Range(0, 30), i => Assert.InRange(
                Math.Abs(map[i, c] - mean), 0, 0.06 * Deviation)); // Six standard deviations of the noise.
        }

        Assert.Equal(30, map.Values.Chunk(2).Select(row => (row[0], row[1])).Distinct().Count());
    }

    [Theory]
    [InlineData(10, 4)]
    [InlineData(10, 12)]
    [InlineData(3, 12)]
    public void A_component_that_the_data_do_not_have_holds_nothing_but_noise(int n, int h)
    {
        // Centered, these rows lie in a plane, so there is no third component.
        Matrix flat = Samples.Normal(n, 2, 4);
        Matrix directions = Samples.Normal(2, h, 5);
        var data = new Matrix(n, h);
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < h; k++)
                data[i, k] = (flat[i, 0] * directions[0, k]) + (flat[i, 1] * directions[1, k]);
        }

        Matrix map = WithoutNoise(data, 3, 2);
        Assert.All(Enumerable.Range(0, n), i => Near.Equal(0, map[i, 2], 1e-8)); // Rounding is 1e-16 in the variance, so 1e-8 here.
    }

    [Theory]
    [InlineData(1e-50)]
    [InlineData(1e50)]
    [InlineData(1e-150)]
    [InlineData(1e150)]
    public void The_unit_of_the_data_does_not_matter(double unit)
    {
        Matrix data = Stretched(30, 5, 1);
        Near.Equal(Pca(data, 2, 1), Pca(Samples.Map(data, x => unit * x), 2, 1), 1e-10); // Numbers rounded once more.
    }

    [Fact]
    public void The_work_ends_when_it_is_canceled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        using var team = new ThreadTeam(2, source.Token);
        Assert.Throws<OperationCanceledException>(
            () => MapInitialization.Pca(Samples.Iris.Values, 2, 0.1, 0, team));
    }

    private static Matrix Pca(Matrix data, int dimension, int seed, int threads = 1)
    {
        using var team = new ThreadTeam(threads);
        return MapInitialization.Pca(data, dimension, Deviation, seed, team);
    }

    private static Matrix WithoutNoise(Matrix data, int dimension, int seed) =>
        Subtract(Pca(data, dimension, seed), MapInitialization.Random(data.Rows, dimension, 0.01 * Deviation, seed));

    private static Matrix Subtract(Matrix a, Matrix b) =>
        new(a.Rows, a.Columns, [.. a.Values.Zip(b.Values, (x, y) => x - y)]);

    /// <summary>Random data whose leading components differ clearly in variance.</summary>
    private static Matrix Stretched(int n, int h, int seed)
    {
        Matrix data = Samples.Normal(n, h, seed, 0.05);
        Matrix scores = Samples.Normal(n, 4, seed + 1);
        Matrix directions = Samples.Normal(4, h, seed + 2);
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < h; k++)
            {
                for (int c = 0; c < 4; c++)
                    data[i, k] += Math.Pow(3, 3 - c) * scores[i, c] * directions[c, k];
                data[i, k] += 2;
            }
        }

        return data;
    }

    private static Matrix ByDecomposition(Matrix data, int dimension)
    {
        int n = data.Rows;
        Matrix<double> centered = Matrix<double>.Build.DenseOfArray(data.ToArray());
        centered = centered.MapIndexed((_, k, x) => x - centered.Column(k).Average());
        var svd = centered.Svd();
        double scale = Deviation * Math.Sqrt(n) / svd.S[0];
        var result = new Matrix(n, dimension);
        for (int c = 0; c < dimension; c++)
        {
            double sign = Math.Sign(svd.VT.Row(c).MaxBy(Math.Abs));
            for (int i = 0; i < n; i++)
                result[i, c] = sign * scale * svd.S[c] * svd.U[i, c];
        }

        return result;
    }
}
