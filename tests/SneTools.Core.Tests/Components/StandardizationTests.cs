namespace SneTools.Tests;

public class StandardizationTests
{
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
    [InlineData(1e-300)]
    [InlineData(1e-170)]
    [InlineData(1e160)]
    [InlineData(1e307)]
    public void Standardized_columns_do_not_depend_on_the_unit(double unit)
    {
        Matrix values = Samples.Normal(20, 2, 1);
        Matrix expected = Samples.Named(values).Standardize().Values;
        Near.Equal(expected, Samples.Named(Samples.Map(values, x => unit * x)).Standardize().Values, 1e-12); // Rounded once more.
    }

    [Fact]
    public void Means_and_deviations_are_those_of_the_columns()
    {
        var fit = Standardization.Fit(new Matrix(4, 2, [1, 7, 3, 7, 1, 7, 3, 7]));
        Assert.Equal([2, 7], fit.Means);
        Assert.Equal([1, 0], fit.Deviations);
    }

    [Fact]
    public void Other_rows_are_scaled_as_those_that_were_fitted_bit_for_bit()
    {
        Matrix all = Samples.Normal(30, 3, 4);
        var fit = Standardization.Fit(all);
        Near.SameBits(Samples.Named(all).Standardize().Values.Select([4, 17]), fit.Apply(all.Select([4, 17])));
        Assert.Equal([0.5], Standardization.Fit(new Matrix(2, 1, [-1, 3])).Apply(new Matrix(1, 1, [2])).Values);
        Assert.Throws<ArgumentException>(() => fit.Apply(new Matrix(1, 2)));
    }

    [Fact]
    public void A_column_that_was_constant_is_zero_in_other_rows_too() =>
        Assert.Equal([0], Standardization.Fit(new Matrix(2, 1, [7, 7])).Apply(new Matrix(1, 1, [8])).Values);
}
