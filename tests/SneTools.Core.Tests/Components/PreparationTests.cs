namespace SneTools.Tests;

/// <summary>Rows that come later are prepared as those were that the preparation was found for.</summary>
public class PreparationTests
{
    public static TheoryData<bool, int?> Ways => new()
    {
        { false, null },
        { true, null },
        { false, 3 },
        { true, 3 },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void The_same_rows_get_the_same_bits_one_by_one_and_whatever_comes_with_them(bool standardize, int? component)
    {
        Dataset data = Mixed(70);
        using var team = new ThreadTeam(2);
        Dataset prepared = data.Prepare(standardize, component, team);
        Preparation preparation = Preparation.Of(prepared)!;
        Near.SameBits(prepared.Values, preparation.Apply(data.Values, team));
        for (int i = 0; i < data.Count; i++)
            Near.SameBits(prepared.Values.Select([i]), preparation.Apply(data.Values.Select([i]), team));
        Near.SameBits(prepared.Values.Select([40, 3, 3, 69, 7]), preparation.Apply(data.Values.Select([40, 3, 3, 69, 7]), team));
        Assert.Equal(prepared.Dimension, preparation.Dimension);
        Assert.Equal(data.Columns, preparation.Columns);
    }

    [Fact]
    public void A_data_set_that_was_prepared_keeps_how_it_was()
    {
        using var team = new ThreadTeam(1);
        Dataset prepared = Mixed(30).Prepare(true, 2, team);
        Assert.Same(prepared, prepared.Prepare(false, null, team));
        Assert.Same(Preparation.Of(prepared), Preparation.Of(prepared.Prepare(false, null, team)));
        Assert.Equal(["PC1", "PC2"], prepared.Columns);
        Assert.Null(Preparation.Of(Mixed(30)));
    }

    [Fact]
    public void Rows_that_nothing_is_done_to_are_the_source_itself()
    {
        using var team = new ThreadTeam(1);
        Dataset prepared = Samples.Iris.Prepare(false, null, team);
        Assert.Same(Samples.Iris.Values, prepared.Values);
        Assert.Same(Samples.Iris.Values, Preparation.Of(prepared)!.Apply(Samples.Iris.Values, team));
    }

    /// <summary>Numbers of which one is constant, and categories.</summary>
    private static Dataset Mixed(int n)
    {
        var table = new TableBuilder(["a", "b", "c", "color"], new ColumnSelection(Categorical: ["color"]), MissingValuePolicy.Error);
        Matrix numbers = Samples.Normal(n, 2, 8, 40);
        for (int i = 0; i < n; i++)
            table.Add([Cell.FromNumber(numbers[i, 0]), Cell.FromNumber(7), Cell.FromNumber(numbers[i, 1]), Cell.FromText(i % 3 == 0 ? "red" : "blue")]);
        return table.Build();
    }
}
