namespace SneTools.Tests;

/// <summary>The columns that a map was made of are there as they were, however they were prepared.</summary>
public class EmbeddedColumnsTests
{
    private const int Count = 30;

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(false, 3)]
    [InlineData(true, 3)]
    public void They_are_those_of_the_rows(bool standardize, int? components)
    {
        Embedding embedding = Fit(standardize, components).Embedding;
        Require(embedding, tolerance: standardize && components is null ? 1e-10 : 0); // scaled and scaled back, to twelve digits
        Assert.Equal(components is not null, EmbeddedColumns.Names(embedding).Contains("PC1"));
        Assert.Null(EmbeddedColumns.Find(embedding, "none"));
    }

    [Fact]
    public void A_model_that_was_written_has_them_still()
    {
        Require(Model.Read(Model.Bytes(Fit(true, null))).Embedding, 1e-10);
        Require(Model.Read(Model.Bytes(Fit(true, null).Compact())).Embedding, 1e-10);
        Assert.Null(EmbeddedColumns.Find(Model.Read(Model.Bytes(Fit(true, 3))).Embedding, "a")); // components are all that it holds
    }

    [Fact]
    public void Of_many_numbers_reduced_to_components_these_alone_are_kept()
    {
        var data = new Dataset(new Matrix(2000, 5000), ColumnNames.Numbered("X", 5000));
        Assert.Equal(["PC1"], EmbeddedColumns.Keep(data, Prepared(data)).Select(kept => kept.Columns[0]));
        var few = new Dataset(new Matrix(20, 50), ColumnNames.Numbered("X", 50));
        Assert.Equal(["X1", "PC1"], EmbeddedColumns.Keep(few, Prepared(few)).Select(kept => kept.Columns[0]));
    }

    private static Dataset Prepared(Dataset data) => data.With(
        new Matrix(data.Count, 1),
        ["PC1"],
        new Preparation(data.Columns, [], null, null, new PrincipalComponents(new double[data.Dimension], 1, new Matrix(1, data.Dimension), new double[1], 1)));

    private static SneModel Fit(bool standardize, int? components) => SneModel.Fit(
        Model.Mixed(Count), Model.Options(SneMethod.TSne, EngineKind.Auto, 5) with { Standardize = standardize, PrincipalComponent = components });

    private static void Require(Embedding embedding, double tolerance)
    {
        Dataset source = Model.Mixed(Count);
        Assert.Superset(new HashSet<string> { "a", "day", "color" }, new HashSet<string>(EmbeddedColumns.Names(embedding)));
        LabelColumn numbers = EmbeddedColumns.Find(embedding, "A")!;
        Assert.Equal("a", numbers.Name);
        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(source.Values[i, 0], Cell.FromText(numbers.Values[i]).Number, tolerance);
            Assert.Equal($"2024-05-{(i % 28) + 1:00}", EmbeddedColumns.Find(embedding, "day")!.Values[i]);
            Assert.Equal(i % 3 == 0 ? "red" : "blue", EmbeddedColumns.Find(embedding, "color")!.Values[i]);
        }
    }
}
