namespace SneTools.Tests;

public class SweepParameterTests
{
    [Theory]
    [InlineData("Perplexity", "12.5", 12.5)]
    [InlineData("perplexity", 12, 12.0)]
    [InlineData("Seed", "7", 7)]
    [InlineData("Seed", 7.0, 7)]
    [InlineData("Standardize", "True", true)]
    [InlineData("Standardize", 1, true)]
    [InlineData("Standardize", "0", false)]
    [InlineData("Method", " tsne ", "TSne")]
    [InlineData("Method", SneMethod.TConditionalSne, "TConditionalSne")]
    [InlineData("Engine", "BarnesHut", "Multipole")]
    [InlineData("Metric", "cityblock", "Manhattan")]
    [InlineData("Initialization", "spectral", "Spectral")]
    public void A_value_is_read_from_a_number_a_truth_or_a_text(string name, object value, object expected) =>
        Assert.Equal(expected, SweepParameter.Named(name).Parse(value));

    [Theory]
    [InlineData("Perplexity", "many")]
    [InlineData("Perplexity", "1,5")]
    [InlineData("Perplexity", true)]
    [InlineData("Seed", 1.5)]
    [InlineData("Seed", 1e12)]
    [InlineData("Method", "UMAP")]
    [InlineData("Method", 2)]
    [InlineData("Standardize", "perhaps")]
    [InlineData("Initialization", "Given")]
    [InlineData("Property", "")]
    [InlineData("PerplexityList", "")]
    [InlineData("PerplexityList", "30, many")]
    [InlineData("PerplexityList", new object[0])]
    public void A_value_that_is_none_is_refused_by_the_name_of_its_parameter(string name, object value)
    {
        SneException error = Assert.Throws<SneException>(() => SweepParameter.Named(name).Parse(value));
        Assert.Equal((SneError.InvalidOption, name), (error.Error, error.Column));
    }

    [Fact]
    public void Names_of_columns_are_a_list_or_a_text_with_commas()
    {
        SweepParameter property = SweepParameter.Named("Property");
        Assert.Equal(["a", "b*"], (string[])property.Parse("a, b*"));
        Assert.Equal(["a,b", "c"], (string[])property.Parse(new object[] { "a,b", "c" }));
    }

    [Fact]
    public void Several_numbers_are_a_list_or_a_text_with_commas()
    {
        SweepParameter list = SweepParameter.Named("PerplexityList");
        Assert.Equal([10, 50.5], (double[])list.Parse("10, 50.5"));
        Assert.Equal([10, 50.5], (double[])list.Parse(new object[] { 10, "50.5" }));
        Assert.Equal([10.0], (double[])list.Parse(10));
    }

    [Fact]
    public void An_unknown_parameter_is_refused_with_those_that_there_are()
    {
        SneException error = Assert.Throws<SneException>(() => SweepParameter.Named("Perplexty"));
        Assert.Equal(SneError.InvalidOption, error.Error);
        Assert.Contains("'Perplexty'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Perplexity", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_parameter_changes_the_settings()
    {
        var examples = new Dictionary<string, object>
        {
            ["Affinity"] = "Uniform",
            ["Initialization"] = "Random",
            ["Method"] = "TSne",
            ["Optimizer"] = "LBfgs",
            ["Engine"] = "Exact",
            ["Neighbor"] = "Exact",
            ["Metric"] = "Cosine",
            ["Precision"] = "Single",
            ["MissingValue"] = "Drop",
        };
        foreach (SweepParameter parameter in SweepParameter.All)
        {
            object? value = examples.TryGetValue(parameter.Name, out object? given) ? parameter.Parse(given) : null;
            foreach (object candidate in (object[])["a", true, 7.0])
                value ??= Try(() => parameter.Parse(candidate));
            var before = new SweepSettings();
            Assert.NotEqual(before, parameter.Apply(before, value!));
        }

        static object? Try(Func<object> parse)
        {
            try
            {
                return parse();
            }
            catch (SneException)
            {
                return null;
            }
        }
    }
}
