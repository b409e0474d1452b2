namespace SneTools.Tests;

public class PointDivergenceTests
{
    public static TheoryData<SneMethod> Methods => [.. Enum.GetValues<SneMethod>()];

    [Theory]
    [MemberData(nameof(Methods))]
    public void The_points_divergences_are_the_definition_and_add_up_to_that_of_the_embedding(SneMethod method)
    {
        Matrix points = Samples.FirstRows(Samples.Iris.Values, 60);
        Embedding embedding = Embed(points, new EmbeddingOptions
        {
            Objective = new Objective(method),
            Perplexity = 8,
            Precision = NumericPrecision.Double,
        });
        EmbeddingQuality quality = Measured.Quality(embedding.Map, embedding.Data, embedding: embedding);
        double[,] p = Stages.FromPerplexity(points, 8, 1).Probabilities.ToArray();
        var objective = new Objective(method);
        if (objective.IsJoint)
            p = Definition.Joint(p);
        double[,] logQ = Definition.LogQ(objective, embedding.Map);
        for (int i = 0; i < 60; i++)
        {
            double expected = Enumerable.Range(0, 60).Where(j => p[i, j] > 0).Sum(j => p[i, j] * (Math.Log(p[i, j]) - logQ[i, j]));
            Near.Equal(expected, quality.Points[i].Divergence!.Value, 1e-10);
        }

        Near.Equal(embedding.Divergence, quality.Points.Sum(point => point.Divergence!.Value), 1e-9);
        Near.Equal(embedding.Entropy, quality.Points.Sum(point => point.Entropy!.Value), 1e-9);
        Near.Equal(embedding.CrossEntropy, quality.Points.Sum(point => point.CrossEntropy!.Value), 1e-9);
        Assert.Equal(embedding.Divergence, quality.Divergence);
        Assert.Equal(embedding.MeanDivergence, quality.MeanDivergence);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void They_do_so_between_near_neighbors(SneMethod method)
    {
        Embedding embedding = Embed(Samples.Wine.Values, new EmbeddingOptions
        {
            Objective = new Objective(method),
            Perplexity = 10,
            NeighborCount = 30,
            Descent = new DescentOptions { MaxIteration = 60 },
        });
        EmbeddingQuality quality = Measured.Quality(embedding.Map, embedding.Data, embedding: embedding);

        // Probabilities and row sums are in single precision, and the grid is exact to 1e-3 of the gradient.
        Near.Equal(embedding.Divergence, quality.Points.Sum(point => point.Divergence!.Value), 1e-3 * embedding.CrossEntropy);
        Near.Equal(embedding.Entropy, quality.Points.Sum(point => point.Entropy!.Value), 1e-5 * embedding.Entropy);
    }

    [Fact]
    public void One_width_for_all_and_directions_are_taken_as_in_the_run()
    {
        Embedding width = Embed(Samples.FirstRows(Samples.Iris.Values, 50), new EmbeddingOptions { Sigma = 0.7, Precision = NumericPrecision.Double });
        Near.Equal(width.Divergence, Sum(width), 1e-9);
        Embedding cosine = Embed(Samples.FirstRows(Samples.Iris.Values, 50), new EmbeddingOptions { Metric = NeighborMetric.Cosine, Perplexity = 9, Precision = NumericPrecision.Double });
        Near.Equal(cosine.Divergence, Sum(cosine), 1e-7); // Rows of length 1 are rounded once more in one of the two.
    }

    [Fact]
    public void An_embedding_keeps_what_it_embedded()
    {
        Dataset data = Samples.Wine;
        Embedding embedding = Embed(data.Values, new EmbeddingOptions { PrincipalComponent = 5, Perplexity = 10, Descent = new DescentOptions { MaxIteration = 5 } });
        Assert.Equal(5, embedding.Data!.Columns);
        Assert.Null(embedding.NeighborGraph);
        Embedding sparse = Embed(data.Values, new EmbeddingOptions { NeighborCount = 20, Perplexity = 10, Descent = new DescentOptions { MaxIteration = 5 } });
        Assert.Same(data.Values, sparse.Data);
        Assert.Equal(20, sparse.NeighborGraph!.NeighborCount);
    }

    private static double Sum(Embedding embedding) =>
        Measured.Quality(embedding.Map, embedding.Data, embedding: embedding).Points.Sum(point => point.Divergence!.Value);

    private static Embedding Embed(Matrix points, EmbeddingOptions options) =>
        StochasticNeighborEmbedding.Fit(Samples.Named(points), options with { ThreadCount = 2 });
}
