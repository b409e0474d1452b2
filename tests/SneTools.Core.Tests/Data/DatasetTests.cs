namespace SneTools.Tests;

public class DatasetTests
{
    private static readonly Dataset Data = new(
        new Matrix(3, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9.5]),
        ["a", "b", "c"],
        [new LabelColumn("name", ["x", "y", null]), new LabelColumn("group", ["1", "1", "2"])]);

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

    [Fact]
    public void Standardized_columns_have_mean_zero_and_deviation_one_and_constant_ones_are_zero() =>
        Gen.Select(Gen.Int[2, 50], Gen.Int[0, 1000], Gen.Double[-5, 5]).Sample((n, seed, exponent) =>
        {
            Matrix values = Samples.Map(Samples.Normal(n, 3, seed), x => Math.Pow(10, exponent) * (x + 3));
            for (int i = 0; i < n; i++)
                values[i, 1] = 0.1;
            Matrix standard = Samples.Named(values).Standardize().Values;
            foreach (int k in (int[])[0, 2])
            {
                double[] column = [.. Enumerable.Range(0, n).Select(i => standard[i, k])];
                Near.Equal(0, column.Average(), 1e-11); // Rounding of the mean, over a deviation that may be a thousandth of it.
                Near.Equal(1, Math.Sqrt(column.Average(x => x * x)), 1e-13); // A sum of 50 squares.
            }

            Assert.All(Enumerable.Range(0, n), i => Assert.Equal(0, standard[i, 1]));
        });

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
