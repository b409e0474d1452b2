namespace SneTools.Tests;

public class MortonOrderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_point_comes_once_and_near_ones_follow_each_other(int l)
    {
        const int N = 20_000;
        Matrix map = Samples.Normal(N, l, 1);
        int[] order = Order(map, 2);
        Assert.Equal(Enumerable.Range(0, N), order.Order());
        Assert.Equal(order, Order(map, 1));

        // Along the curve a step is a fraction of what it is from one random point to the next.
        double[] lengths = [0, 0];
        for (int place = 1; place < N; place++)
        {
            lengths[0] += Math.Sqrt(Definition.SquaredDistance(map, order[place - 1], order[place]));
            lengths[1] += Math.Sqrt(Definition.SquaredDistance(map, place - 1, place));
        }

        Assert.True(lengths[0] < 0.1 * lengths[1], $"{lengths[0]} along the curve, {lengths[1]} without it");
    }

    [Fact]
    public void The_quarters_of_a_square_come_one_after_the_other()
    {
        var map = new Matrix(8, 2, [0, 0, 1, 1, 0, 1, 1, 0, 0.1, 0.1, 0.9, 0.9, 0.1, 0.9, 0.9, 0.1]);
        Assert.Equal([0, 4, 3, 7, 6, 2, 5, 1], Order(map, 1));
    }

    [Fact]
    public void Points_in_one_place_stay_in_their_order() =>
        Assert.Equal([0, 1, 2, 3, 4], Order(new Matrix(5, 2), 2));

    private static int[] Order(Matrix map, int threads)
    {
        using var team = new ThreadTeam(threads);
        var bounds = new MapBounds(map.Rows, map.Columns, team);
        bounds.Take(map);
        return MortonOrder.Of(map, bounds, team);
    }
}
