namespace SneTools.Tests;

public class DistanceRankingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1e-3)]
    [InlineData(1e-9)]
    [InlineData(1e-60)]
    public void The_order_is_that_of_a_stable_sort_in_double_precision(double spread)
    {
        // Numbers around 1 that differ by so little that single precision cannot tell most of them apart, and equal ones.
        var random = new Random(3);
        double offset = spread < 1e-20 ? 0 : 1;
        for (int n = 1; n < 400; n += 57)
        {
            double[] distances = [.. Enumerable.Range(0, n).Select(_ => offset + (spread * Math.Round(40 * random.NextDouble())))];
            int self = n / 2;
            int[] expected = [.. Enumerable.Range(0, n).Where(j => j != self).OrderBy(j => distances[j]), self];
            var ranking = new DistanceRanking(n);
            ranking.Sort(distances.AsSpan().ToArray(), self);
            Assert.Equal(expected, ranking.Order.ToArray());
            for (int place = 0; place < n; place++)
                Assert.Equal(place + 1, ranking.Ranks[expected[place]]);
        }
    }
}
