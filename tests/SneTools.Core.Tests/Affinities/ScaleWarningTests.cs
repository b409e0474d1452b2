namespace SneTools.Tests;

public sealed class ScaleWarningTests
{
    private const int Rows = 40;

    [Theory]
    [InlineData(4, 1, false)]
    [InlineData(4, 5, false)] // 25 parts of 28: 89 %
    [InlineData(4, 10, true)] // 100 parts of 103: 97 %
    [InlineData(2, 10, true)]
    [InlineData(1, 10, false)]
    public void One_column_decides_alone_from_95_percent_of_the_variance_on(int columns, double factor, bool isNamed)
    {
        IReadOnlyList<string> found = DataWarnings.OfScale(Table(columns, 1, factor), NeighborMetric.Euclidean);
        Assert.Equal(isNamed ? 1 : 0, found.Count);
        if (isNamed)
            Assert.StartsWith("The column 'c0' holds 9", found[0]);
    }

    [Theory]
    [InlineData(19, 2, false)]
    [InlineData(20, 2, true)]
    [InlineData(30, 3, true)]
    [InlineData(60, 4, false)]
    public void Each_tenth_of_the_columns_counts_for_one_up_to_three(int columns, int large, bool isNamed) =>
        Assert.Equal(isNamed ? 1 : 0, DataWarnings.OfScale(Table(columns, large, 100), NeighborMetric.Manhattan).Count);

    [Theory]
    [InlineData(NeighborMetric.Cosine)]
    [InlineData(NeighborMetric.Correlation)]
    [InlineData(NeighborMetric.Canberra)]
    [InlineData(NeighborMetric.Hamming)]
    [InlineData(NeighborMetric.Jaccard)]
    public void It_is_none_for_a_metric_that_a_columns_unit_is_nothing_to_or_that_is_no_sum_of_columns(NeighborMetric metric) =>
        Assert.Empty(DataWarnings.OfScale(Table(4, 1, 100), metric));

    [Fact]
    public void It_is_none_for_data_that_were_prepared()
    {
        using var team = new ThreadTeam(1);
        Dataset data = Table(4, 1, 100);
        Assert.NotEmpty(DataWarnings.OfScale(data, NeighborMetric.Euclidean));
        Assert.Empty(DataWarnings.OfScale(data.Standardize(), NeighborMetric.Euclidean));
        Assert.Empty(DataWarnings.OfScale(data.Prepare(false, 2, team), NeighborMetric.Euclidean));
    }

    [Fact]
    public void A_run_has_it_unless_the_scale_is_intended()
    {
        Dataset data = Table(4, 1, 100);
        var options = new EmbeddingOptions { Perplexity = 5, Descent = new DescentOptions { MaxIteration = 1 } };
        Assert.Contains(StochasticNeighborEmbedding.Fit(data, options).Warnings, warning => warning.Contains("'c0' holds", StringComparison.Ordinal));
        Assert.DoesNotContain(StochasticNeighborEmbedding.Fit(data, options with { IsScaleIntended = true }).Warnings, warning => warning.Contains("holds", StringComparison.Ordinal));
        Assert.DoesNotContain(StochasticNeighborEmbedding.Fit(data, options with { Standardize = true }).Warnings, warning => warning.Contains("holds", StringComparison.Ordinal));
    }

    private static Dataset Table(int columns, int large, double factor)
    {
        var values = new Matrix(Rows, columns);
        for (int i = 0; i < Rows; i++)
        {
            for (int k = 0; k < columns; k++)
                values[i, k] = (k < large ? factor : 1) * ((i + k) % 2 == 0 ? 1 : -1) * (i % 4 < 2 ? 1.01 : 0.99); // variances of one size
        }

        return new Dataset(values, [.. Enumerable.Range(0, columns).Select(k => FormattableString.Invariant($"c{k}"))]);
    }
}
