namespace SneTools.Tests;

public sealed class OtherNamesTests
{
    [Theory]
    [InlineData("t-SNE", SneMethod.TSne)]
    [InlineData("T_sne", SneMethod.TSne)]
    [InlineData("symmetric", SneMethod.SymmetricSne)]
    [InlineData("S-SNE", SneMethod.SymmetricSne)]
    [InlineData(" sne ", SneMethod.Sne)]
    public void Neither_case_nor_hyphens_count(string name, SneMethod expected) => Assert.Equal(expected, OtherNames.Find<SneMethod>(name));

    [Theory]
    [InlineData("umap")]
    [InlineData("2")]
    [InlineData("")]
    [InlineData("L2")] // a metric
    public void What_is_no_name_of_a_method_is_none(string name) => Assert.Null(OtherNames.Find<SneMethod>(name));

    [Fact]
    public void Every_choice_goes_by_its_own_name()
    {
        Assert.All(Enum.GetValues<NeighborMetric>(), metric => Assert.Equal(metric, OtherNames.Find<NeighborMetric>($"{metric}")));
        Assert.All(Enum.GetValues<OptimizerKind>(), kind => Assert.Equal(kind, OtherNames.Find<OptimizerKind>($"{kind}")));
    }
}
