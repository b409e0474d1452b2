namespace SneTools.Tests;

public class MapBoundsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 1)]
    [InlineData(9001, 2)]
    [InlineData(20_000, 3)]
    [InlineData(8195, 4)]
    public void The_box_is_that_of_a_plain_loop_whatever_the_number_of_threads(int n, int l)
    {
        Matrix map = Samples.Map(Samples.Normal(n, l, 1, 10), y => y + 2);
        foreach (int threads in (int[])[1, 3])
        {
            using var team = new ThreadTeam(threads);
            var bounds = new MapBounds(n, l, team);
            bounds.Take(map);
            double widest = 0;
            for (int c = 0; c < l; c++)
            {
                double[] column = [.. Enumerable.Range(0, n).Select(i => map[i, c])];
                Assert.Equal((column.Min(), column.Max() - column.Min()), (bounds.Origin[c], bounds.Extents[c]));
                widest = Math.Max(widest, bounds.Extents[c]);
            }

            Assert.Equal(widest, bounds.Extent);
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_coordinate_that_is_no_finite_number_shows_wherever_it_is(double value)
    {
        const int N = 10_000;
        using var team = new ThreadTeam(2);
        var bounds = new MapBounds(N, 2, team);
        foreach (int i in (int[])[0, 1, 4999, 9999])
        {
            Matrix map = Samples.Normal(N, 2, 1);
            map[i, 1] = value;
            bounds.Take(map);
            Assert.False(double.IsFinite(bounds.Extent));
        }
    }
}
