namespace SneTools.Tests;

public class DefaultPerplexityTests
{
    [Theory]
    [InlineData(200, 30, false)]
    [InlineData(91, 30, false)]
    [InlineData(90, 89.0 / 3, true)]
    [InlineData(31, 10, true)]
    [InlineData(10, 3, true)]
    [InlineData(4, 1.5, true)]
    [InlineData(3, 1.5, true)]
    public void Few_points_have_a_third_of_the_others_unless_a_perplexity_is_given(int n, double expected, bool isLowered)
    {
        using var team = new ThreadTeam(1);
        Dataset data = Samples.Named(Samples.Normal(n, 3, 1));
        Affinities found = Affinities.Create(data, new AffinityOptions(), team);
        Assert.Equal((expected, isLowered), (found.Width.Perplexity!.Value, found.Width.IsLowered));
        Assert.Equal(isLowered ? 1 : 0, found.Warnings.Count);
        Assert.All(found.Entropy, entropy => Assert.Equal(expected, Math.Exp(entropy), 1e-6));

        Embedding map = StochasticNeighborEmbedding.Fit(data, new EmbeddingOptions { Descent = new DescentOptions { MaxIteration = 1 } });
        Assert.Equal(expected, map.Perplexity);
        Assert.Equal(isLowered, map.Warnings.Any(warning => warning.Contains("and not 30", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_perplexity_that_is_given_is_taken_or_refused()
    {
        using var team = new ThreadTeam(1);
        Dataset data = Samples.Named(Samples.Normal(31, 3, 1));
        Affinities found = Affinities.Create(data, new AffinityOptions { Width = KernelWidth.OfPerplexity(30) }, team);
        Assert.Equal((30, false), (found.Width.Perplexity!.Value, found.Width.IsLowered));
        Assert.Empty(found.Warnings);
        SneException error = Assert.Throws<SneException>(() => Affinities.Create(data, new AffinityOptions { Width = KernelWidth.OfPerplexity(31) }, team));
        Assert.Equal(SneError.PerplexityOutOfRange, error.Error);
    }
}
