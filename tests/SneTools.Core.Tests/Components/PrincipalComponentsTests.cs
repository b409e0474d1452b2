using MathNet.Numerics.LinearAlgebra;

namespace SneTools.Tests;

public class PrincipalComponentsTests
{
    [Fact]
    public void Components_are_those_of_a_singular_value_decomposition() =>
        Gen.Select(Gen.Int[3, 90], Gen.Int[1, 90], Gen.Int[0, 1000]).Sample(
            (n, h, seed) =>
            {
                Matrix data = Uneven(n, h, seed);
                int count = Math.Max(1, Math.Min(n - 1, h) / 2);
                (double[] variances, Matrix scores) = ByDecomposition(data, count);
                PrincipalComponents components = Fit(data, count);

                // Deviations fall by a twentieth from one to the next; rounding is 1e-16 of the largest variance.
                for (int c = 0; c < count; c++)
                    Near.Equal(variances[c], components.Variances[c] * components.Unit * components.Unit, 1e-12 * variances[0]);
                Near.Equal(scores, Project(components, data), 1e-9 * Near.Size(scores));
            },
            iter: 100);

    [Theory]
    [InlineData(700, 70)]
    [InlineData(70, 700)]
    [InlineData(1, 3)]
    [InlineData(33, 17)]
    public void Threads_do_not_change_a_bit(int n, int h)
    {
        Matrix data = Uneven(n, h, 1);
        int count = Math.Min(n, h);
        using var one = new ThreadTeam(1);
        using var four = new ThreadTeam(4);
        PrincipalComponents a = PrincipalComponents.Fit(data, count, one);
        PrincipalComponents b = PrincipalComponents.Fit(data, count, four);
        Near.SameBits(a.Loadings, b.Loadings);
        Near.SameBits(a.Project(data, one), b.Project(data, four));
    }

    [Fact]
    public void Registers_of_both_widths_agree()
    {
        Matrix data = Uneven(300, 45, 2);
        using var team = new ThreadTeam(2);
        var rows = new CenteredRows(data, data.Means(), 2);
        foreach (bool ofRows in new[] { false, true })
        {
            Matrix narrow = InnerProducts<Lanes256<double>>.Compute(rows, ofRows, team);
            Near.Equal(narrow, InnerProducts<Lanes512<double>>.Compute(rows, ofRows, team), 1e-12 * Near.Size(narrow));
            Near.Equal(narrow, Products(rows, ofRows), 1e-12 * Near.Size(narrow));
        }

        Matrix vectors = Samples.Normal(21, 45, 3);
        Matrix expected = RowProjection.Compute<Lanes256<double>>(rows, vectors, team);
        Near.Equal(expected, RowProjection.Compute<Lanes512<double>>(rows, vectors, team), 1e-12 * Near.Size(expected));
        Near.Equal(Enumerable.Range(0, 45).Sum(k => rows[7, k] * vectors[20, k]), expected[7, 20], 1e-12 * Near.Size(expected));
    }

    [Theory]
    [InlineData(50, 8)]
    [InlineData(9, 9)]
    public void All_components_are_a_rotation(int n, int h)
    {
        Matrix data = Uneven(n, h, 3);
        Matrix scores = Project(Fit(data, h), data);
        for (int i = 1; i < n; i++)
            Near.Equal(Distance.Squared(data.Row(0), data.Row(i)), Distance.Squared(scores.Row(0), scores.Row(i)), 1e-11 * h * 100);
    }

    [Fact]
    public void As_many_components_as_rows_keep_all_distances()
    {
        Matrix data = Uneven(12, 40, 3);
        PrincipalComponents components = Fit(data, 12);
        Assert.Equal(11, components.Rank); // Centered rows sum to 0.
        Matrix scores = Project(components, data);
        Assert.All(Enumerable.Range(0, 12), i => Assert.Equal(0, scores[i, 11]));
        for (int i = 1; i < 12; i++)
            Near.Equal(Distance.Squared(data.Row(0), data.Row(i)), Distance.Squared(scores.Row(0), scores.Row(i)), 1e-9);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1e12)]
    [InlineData(1e308)]
    public void Equal_rows_have_scores_of_0(double value)
    {
        var data = new Matrix(30, 4);
        Array.Fill(data.Values, value);
        Assert.All(Project(Fit(data, 4), data).Values, score => Assert.Equal(0, score));
    }

    [Theory]
    [InlineData(1e-150)]
    [InlineData(1e-300)]
    [InlineData(1e150)]
    [InlineData(1e300)]
    public void The_unit_of_the_data_does_not_matter(double unit)
    {
        Matrix data = Uneven(40, 6, 1);
        Matrix scores = Project(Fit(data, 3), data);
        Matrix scaled = Samples.Map(data, x => unit * x);
        Near.Equal(scores, Samples.Map(Project(Fit(scaled, 3), scaled), x => x / unit), 1e-11);
    }

    [Fact]
    public void Numbers_farther_apart_than_a_double_can_tell_are_refused()
    {
        using var team = new ThreadTeam(1);
        var data = new Matrix(3, 2, [1.7e308, 1, -1.7e308, 2, -1.7e308, 4]);
        Assert.Equal(SneError.NonFiniteValue, Assert.Throws<SneException>(() => PrincipalComponents.Fit(data, 1, team)).Error);
    }

    [Fact]
    public void A_mean_far_from_0_costs_no_more_digits_than_the_data_have()
    {
        Matrix data = Samples.Map(Uneven(500, 20, 4), x => Math.Round(x * 1024) / 1024);
        Matrix far = Samples.Map(data, x => x + 1e9); // Exact: 30 bits and 10 behind the point.
        Near.Equal(Project(Fit(data, 5), data), Project(Fit(far, 5), far), 1e-6);
    }

    [Theory]
    [InlineData(0, 150, 4)]
    [InlineData(-1, 150, 4)]
    [InlineData(5, 150, 4)]
    [InlineData(4, 3, 9)]
    public void A_number_of_components_that_the_data_do_not_have_is_refused(int count, int n, int h)
    {
        var error = Assert.Throws<SneException>(() => Fit(Uneven(n, h, 1), count));
        Assert.Equal(SneError.PrincipalComponentOutOfRange, error.Error);
        Assert.EndsWith($"from 1 to {Math.Min(n, h)}.", error.Message);
    }

    [Fact]
    public void Reduced_data_keep_their_labels_and_name_their_columns()
    {
        using var team = new ThreadTeam(1);
        Dataset reduced = Samples.Iris.Prepare(false, 2, team);
        Assert.Equal(["PC1", "PC2"], reduced.Columns);
        Assert.Equal("150 rows x 2 columns", reduced.ToString());
        Assert.Same(Samples.Iris.Labels[0].Values, reduced.Labels[0].Values);
        Assert.Same(Samples.Iris.Values, Samples.Iris.Prepare(false, null, team).Values);
    }

    [Fact]
    public void The_work_ends_when_it_is_canceled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        using var team = new ThreadTeam(2, source.Token);
        Assert.Throws<OperationCanceledException>(() => PrincipalComponents.Fit(Samples.Iris.Values, 2, team));
        PrincipalComponents components = Fit(Samples.Iris.Values, 2);
        Assert.Throws<OperationCanceledException>(() => components.Project(Samples.Iris.Values, team));
    }

    [Fact]
    public void A_run_reduces_its_data_after_scaling_them()
    {
        var options = new EmbeddingOptions { Standardize = true, PrincipalComponent = 3, Perplexity = 10, Descent = new DescentOptions { MaxIteration = 5 } };
        Embedding map = StochasticNeighborEmbedding.Fit(Samples.Iris, options);
        Assert.Equal(["PC1", "PC2", "PC3"], map.Affinities!.Data!.Columns);
        using var team = new ThreadTeam(1);
        Dataset reduced = Samples.Iris.Prepare(true, 3, team);
        Embedding expected = StochasticNeighborEmbedding.Fit(reduced, options with { Standardize = false, PrincipalComponent = null });
        Near.SameBits(expected.Map, map.Map);
    }

    [Fact]
    public void The_map_has_no_more_dimensions_than_there_are_components()
    {
        var options = new EmbeddingOptions { PrincipalComponent = 2, Dimension = 3 };
        Assert.Equal(SneError.DimensionOutOfRange, Assert.Throws<SneException>(() => StochasticNeighborEmbedding.Fit(Samples.Iris, options)).Error);
        Assert.Equal(
            SneError.PrincipalComponentOutOfRange,
            Assert.Throws<SneException>(() => StochasticNeighborEmbedding.Fit(Samples.Iris, options with { PrincipalComponent = 5 })).Error);
    }

    private static PrincipalComponents Fit(Matrix data, int count)
    {
        using var team = new ThreadTeam(2);
        return PrincipalComponents.Fit(data, count, team);
    }

    private static Matrix Project(PrincipalComponents components, Matrix data)
    {
        using var team = new ThreadTeam(2);
        return components.Project(data, team);
    }

    /// <summary>Random data in a random basis, whose deviations fall by a twentieth from one direction to the next.</summary>
    private static Matrix Uneven(int n, int h, int seed)
    {
        Matrix scores = Samples.Normal(n, h, seed);
        Matrix<double> basis = Matrix<double>.Build.DenseOfArray(Samples.Normal(h, h, seed + 1).ToArray()).QR().Q;
        Matrix<double> mixed = Matrix<double>.Build.Dense(n, h, (i, k) => scores[i, k] * 5 * Math.Pow(0.95, k)) * basis;
        return Matrix.FromArray(mixed.Add(3).ToArray());
    }

    private static (double[] Variances, Matrix Scores) ByDecomposition(Matrix data, int count)
    {
        Matrix<double> centered = Matrix<double>.Build.DenseOfArray(data.Center().ToArray());
        var svd = centered.Svd();
        var scores = new Matrix(data.Rows, count);
        for (int c = 0; c < count; c++)
        {
            int sign = Math.Sign(svd.VT.Row(c).MaxBy(Math.Abs));
            for (int i = 0; i < data.Rows; i++)
                scores[i, c] = sign * svd.S[c] * svd.U[i, c];
        }

        return ([.. svd.S.Take(count).Select(s => s * s / data.Rows)], scores);
    }

    private static Matrix Products(CenteredRows rows, bool ofRows)
    {
        int count = ofRows ? rows.Rows : rows.Columns;
        int length = ofRows ? rows.Columns : rows.Rows;
        var result = new Matrix(count, count);
        for (int a = 0; a < count; a++)
        {
            for (int b = 0; b < count; b++)
            {
                result[a, b] = Enumerable.Range(0, length)
                    .Sum(k => ofRows ? rows[a, k] * rows[b, k] : rows[k, a] * rows[k, b]);
            }
        }

        return result;
    }
}
