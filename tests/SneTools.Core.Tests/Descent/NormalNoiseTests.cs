using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace SneTools.Tests;

public class NormalNoiseTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(123456789)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void The_numbers_of_a_seed_are_bit_for_bit_those_of_MathNet(int seed)
    {
        var noise = new NormalNoise(seed);
        var expected = new Normal(0, 1, new Xoshiro256StarStar(seed));
        for (int k = 0; k < 100_000; k++)
            Assert.Equal(BitConverter.DoubleToInt64Bits(expected.Sample()), BitConverter.DoubleToInt64Bits(noise.Next()));
    }

    [Fact]
    public void A_state_gives_the_numbers_that_follow_it()
    {
        var noise = new NormalNoise(5);
        for (int k = 0; k < 1001; k++)
            noise.Next();
        var copy = new NormalNoise(noise.State);
        NormalNoise clone = noise.Clone();
        for (int k = 0; k < 1000; k++)
        {
            double next = noise.Next();
            Assert.Equal(next, copy.Next());
            Assert.Equal(next, clone.Next());
        }
    }
}
