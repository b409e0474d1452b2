namespace SneTools.Tests;

public class DatasetTests
{
    private static readonly Dataset Data = new(
        new Matrix(3, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9.5]),
        ["a", "b", "c"],
        [new LabelColumn("name", ["x", "y", null]), new LabelColumn("group", ["1", "1", "2"])]);

    [Fact]
    public void A_choice_of_columns_keeps_the_texts_as_reading_with_the_same_choice_does()
    {
        Dataset chosen = Data.Select(new ColumnSelection(Property: ["c", "a"]));
        Assert.Equal(["a", "c"], chosen.Columns);
        Assert.Equal([1, 3, 4, 6, 7, 9.5], chosen.Values.Values);
        Assert.Equal(["name", "group"], chosen.Labels.Select(label => label.Name));
    }

    [Fact]
    public void A_number_asked_for_as_a_label_rides_along_first_as_text()
    {
        Dataset chosen = Data.Select(new ColumnSelection(Label: ["group", "c"]));
        Assert.Equal(["a", "b"], chosen.Columns);
        Assert.Equal(["group", "c", "name"], chosen.Labels.Select(label => label.Name));
        Assert.Equal(["3", "6", "9.5"], chosen.Labels[1].Values);
    }

    [Fact]
    public void Columns_excluded_are_gone()
    {
        Dataset chosen = Data.Select(new ColumnSelection(ExcludeProperty: ["a", "name"]));
        Assert.Equal(["b", "c"], chosen.Columns);
        Assert.Equal(["group"], chosen.Labels.Select(label => label.Name));
    }

    [Fact]
    public void Nothing_asked_for_is_the_same_data() => Assert.Same(Data, Data.Select(new ColumnSelection()));

    [Fact]
    public void A_text_asked_for_and_nothing_left_are_refused()
    {
        Assert.Equal(SneError.NotANumber, Refused(new ColumnSelection(Property: ["a", "name"])));
        Assert.Equal(SneError.NoNumericColumn, Refused(new ColumnSelection(ExcludeProperty: ["a", "b", "c"])));
        Assert.Equal(SneError.ColumnNotFound, Refused(new ColumnSelection(Property: ["d"])));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void A_number_that_is_not_finite_is_refused_with_its_place(double value)
    {
        var error = Assert.Throws<SneException>(() => new Dataset(new Matrix(2, 2, [1, 2, 3, value]), ["a", "b"]));
        Assert.Equal((SneError.NonFiniteValue, 2, "b"), (error.Error, error.Row, error.Column));
    }

    [Fact]
    public void Parts_that_do_not_fit_together_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Dataset(new Matrix(2, 2), ["a"]));
        Assert.Throws<ArgumentException>(() => new Dataset(new Matrix(2, 1), ["a"], [new LabelColumn("l", ["x"])]));
    }

    private static SneError Refused(ColumnSelection selection) =>
        Assert.Throws<SneException>(() => Data.Select(selection)).Error;
}
