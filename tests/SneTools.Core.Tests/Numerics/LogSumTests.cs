namespace SneTools.Tests;

public class LogSumTests
{
    [Fact]
    public void The_logarithm_of_one_plus_a_tiny_number_has_all_its_digits() =>
        Gen.Double[-300, -3].Select(Gen.Bool).Sample((exponent, isNegative) =>
        {
            double x = (isNegative ? -1 : 1) * Math.Pow(10, exponent);

            // The series is exact to x⁷/7 < 1e-20 of x here.
            double expected = x * (1 - (x * ((1.0 / 2) - (x * ((1.0 / 3) - (x * ((1.0 / 4) - (x * ((1.0 / 5) - (x / 6))))))))));
            Near.Equal(expected, LogSum.OnePlus(x), 1e-15 * Math.Abs(x)); // A handful of roundings.
        });

    [Fact]
    public void The_logarithm_of_one_plus_a_number_that_is_not_tiny_is_the_plain_one() =>
        Gen.Double[-0.9, 1e6].Sample(x =>
            Near.Equal(Math.Log(1 + x), LogSum.OnePlus(x), 1e-15 + (1e-15 * Math.Abs(Math.Log(1 + x))))); // Rounding of 1 + x.

    [Fact]
    public void Huge_logarithms_neither_overflow_nor_underflow()
    {
        Assert.Equal(1000 + Math.Log(2), LogSum.Of([1000, 1000]));
        Assert.Equal(-1e6 + Math.Log(3), LogSum.Of([-1e6, -1e6, -1e6]));
        Assert.Equal(1e300, LogSum.Of([1e300, -1e300]));
    }

    [Fact]
    public void The_sum_of_nothing_has_the_logarithm_of_zero()
    {
        Assert.Equal(double.NegativeInfinity, LogSum.Of([]));
        Assert.Equal(double.NegativeInfinity, LogSum.Of([double.NegativeInfinity, double.NegativeInfinity]));
        Assert.Equal(3, LogSum.Of([double.NegativeInfinity, 3, double.NegativeInfinity]));
    }

    [Fact]
    public void A_shift_of_all_logarithms_shifts_the_sum() =>
        Gen.Double[-5, 5].Array[1, 20].Select(Gen.Double[-600, 600]).Sample((values, shift) =>
        {
            double plain = Math.Log(values.Sum(Math.Exp));
            double shifted = LogSum.Of([.. values.Select(x => x + shift)]);
            Near.Equal(plain + shift, shifted, 1e-12); // Adding 600 rounds to 1e-13.
        });

    [Fact]
    public void Not_a_number_is_not_swallowed() => Assert.True(double.IsNaN(LogSum.Of([1, double.NaN, 2])));
}
