namespace SneTools.Tests;

public sealed class RunParametersTests
{
    private static readonly EmbeddingOptions Short = new() { Perplexity = 15, Descent = new DescentOptions { MaxIteration = 3 } };

    [Fact]
    public void What_is_the_default_is_not_said_but_what_a_reader_looks_for_first()
    {
        var said = StochasticNeighborEmbedding.Fit(Samples.Iris, Short).Parameters;
        Assert.Equal(["Method", "Perplexity", "Dimension", "Label", "Initialization", "MaxIteration", "Seed"], said.Keys.Cast<string>());
        Assert.Equal([SneMethod.Sne, 15.0, 2, "species", "Pca", 3, 0], said.Values.Cast<object>().Select(value => value is string[] names ? names[0] : value));
    }

    [Fact]
    public void What_affinities_decided_is_said_in_the_place_of_what_they_made_void()
    {
        using var team = new ThreadTeam(1);
        Affinities affinities = Affinities.Create(Samples.Iris.Prepare(true, 3, team), new AffinityOptions { Width = KernelWidth.OfPerplexity(9) }, team);
        Embedding embedding = StochasticNeighborEmbedding.Fit(Samples.Iris, Short with { Perplexity = null, Affinities = affinities });
        Assert.Equal(9.0, embedding.Parameters["Perplexity"]);
        Assert.Equal(true, embedding.Parameters["Standardize"]);
        Assert.Equal(3, embedding.Parameters["PrincipalComponent"]);
        Assert.Null(embedding.Options!.Affinities);
    }

    [Fact]
    public void A_file_says_them_so_that_they_are_read_again()
    {
        Embedding embedding = StochasticNeighborEmbedding.Fit(Samples.Iris, Short with { Sigma = 0.7, Perplexity = null, Objective = new Objective(SneMethod.TSne) });
        var read = RunParameters.Read(RunParameters.Metadata(embedding));
        Assert.Equal(["TSne", 0.7, 2, "species", "Pca", 3, 0], read!.Values.Cast<object>().Select(value => value is object[] names ? names[0] : value));
        Assert.Null(RunParameters.Read(new Dictionary<string, string> { ["SneTools.Parameters"] = "[" }));
        Assert.Null(RunParameters.Read(new Dictionary<string, string> { ["SneTools.Parameters"] = "3" }));
        Assert.Null(RunParameters.Read(new Dictionary<string, string>()));
    }

    [Fact]
    public void Of_a_start_they_name_the_map_that_was_given()
    {
        Matrix start = StochasticNeighborEmbedding.Fit(Samples.Iris, Short).Map;
        Embedding embedding = StochasticNeighborEmbedding.Fit(Samples.Iris, Short with { Initialization = InitialMap.Given(start) });
        Assert.Same(start, embedding.Parameters["Initialization"]);
        Assert.DoesNotContain("Initialization", RunParameters.Metadata(embedding)["SneTools.Parameters"], StringComparison.Ordinal);
    }
}
