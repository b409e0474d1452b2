namespace SneTools.Tests;

public class FourierLengthTests
{
    [Fact]
    public void The_length_found_is_the_least_even_product_of_2_3_and_5()
    {
        int[] good = [.. Products().Where(length => length % 2 == 0).Order()];
        for (int least = 0; least <= 5000; least++)
            Assert.Equal(good.First(length => length >= least), FourierLength.AtLeast(least));
    }

    [Fact]
    public void The_radices_multiply_to_the_length_with_the_fours_first()
    {
        foreach (int length in Products())
        {
            int[] radices = [.. FourierLength.Radices(length)];
            Assert.Equal(length, radices.Aggregate(1, (product, radix) => product * radix));
            Assert.All(radices, radix => Assert.Contains(radix, (int[])[2, 3, 4, 5]));
            Assert.True(radices.Count(radix => radix == 2) <= 1);
            Assert.Equal(radices.OrderBy(radix => radix == 4 ? 0 : radix), radices);
        }
    }

    [Theory]
    [InlineData(-4)]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(22)]
    public void Another_length_has_no_radices(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FourierLength.Radices(length).ToArray());

    /// <summary>The products of 2, 3 and 5 up to 6000 and a little beyond.</summary>
    private static IEnumerable<int> Products()
    {
        for (int two = 1; two <= 6000; two *= 2)
        {
            for (int three = two; three <= 6000; three *= 3)
            {
                for (int five = three; five <= 6000; five *= 5)
                    yield return five;
            }
        }
    }
}
