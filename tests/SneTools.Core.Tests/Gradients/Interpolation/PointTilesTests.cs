using System.Numerics;

namespace SneTools.Tests;

public unsafe class PointTilesTests
{
    private static readonly Gen<(Matrix Map, double Spacing)> Maps = Gen.Select(
        Gen.Int[1, 200], Gen.Int[1, 3], Gen.Int[0, 1_000_000], Gen.OneOf(0.0, 1e-3, 1, 8), Gen.OneOf(0.5, 0.2))
        .Select((n, l, seed, deviation, spacing) => (Samples.Normal(n, l, seed, deviation), spacing));

    [Fact]
    public void Every_point_is_in_one_tile_with_its_place_in_the_grid() => Maps.Sample(
        (map, spacing) =>
        {
            AssertPlaces<double>(map, spacing, 1e-9);
            AssertPlaces<float>(map, spacing, 1e-6);
        },
        iter: 60);

    [Theory]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(20_000)]
    [InlineData(140_000)]
    public void The_number_of_threads_does_not_change_the_order(int n)
    {
        Matrix map = Samples.Normal(n, 2, 1, 6);
        AssertPlaces<float>(map, 0.25, 1e-6);
        int[] one = Order(1);
        Assert.Equal(one, Order(2));
        Assert.Equal(one, Order(5));

        int[] Order(int threads)
        {
            using var team = new ThreadTeam(threads);
            using var tiles = new PointTiles<float>(n, 2, team);
            var extent = Extent.Of(map);
            tiles.Place(map, extent.Origin, extent.Grid(0.25));
            return new ReadOnlySpan<int>(tiles.Order.Pointer, n).ToArray();
        }
    }

    [Fact]
    public void A_smaller_map_after_a_larger_one_leaves_nothing_behind()
    {
        using var team = new ThreadTeam(1);
        using var tiles = new PointTiles<double>(100, 2, team);
        foreach (double deviation in (double[])[20, 0.1, 5])
            AssertPlaces(tiles, Samples.Normal(100, 2, 3, deviation), 0.25, 1e-9);
    }

    private static void AssertPlaces<T>(Matrix map, double spacing, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var team = new ThreadTeam(2);
        using var tiles = new PointTiles<T>(map.Rows, map.Columns, team);
        AssertPlaces(tiles, map, spacing, tolerance);
    }

    private static void AssertPlaces<T>(PointTiles<T> tiles, Matrix map, double spacing, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var extent = Extent.Of(map);
        GridGeometry grid = extent.Grid(spacing);
        tiles.Place(map, extent.Origin, grid);
        int end = 0;
        for (int tile = 0; tile < tiles.Count; tile++)
        {
            Assert.Equal(end, tiles.Start(tile));
            end = tiles.End(tile);
            for (int place = tiles.Start(tile); place < end; place++)
                AssertPlace(place, tile);
        }

        Assert.Equal(map.Rows, end);
        Assert.Equal(
            Enumerable.Range(0, map.Rows), new ReadOnlySpan<int>(tiles.Order.Pointer, map.Rows).ToArray().Order());

        void AssertPlace(int place, int tile)
        {
            ReadOnlySpan<double> point = map.Row(tiles.Order.Pointer[place]);
            int first = tiles.First.Pointer[place];
            int[] cell = [first % grid.Width, first / grid.Width % grid.Height, first / grid.Width / grid.Height];
            int[] shape = [grid.Width, grid.Height, grid.Depth];
            int[] tileShape = [tiles.Shape.Width, tiles.Shape.Height, tiles.Shape.Depth];
            int rest = tile;
            for (int axis = 0; axis < map.Columns; axis++)
            {
                int coordinate = map.Columns - 1 - axis;
                double offset = double.CreateTruncating(tiles.Offset.Pointer[((long)axis * map.Rows) + place]);
                Assert.InRange(offset, -0.5, 0.5);
                Assert.InRange(cell[axis], 0, shape[axis] - SplineWindow.Order);
                Near.Equal((point[coordinate] - extent.Origin[coordinate]) / spacing, cell[axis] + 0.5 + offset, tolerance);
                Assert.Equal(cell[axis] / PointTiles<T>.Edge, rest % tileShape[axis]);
                rest /= tileShape[axis];
            }
        }
    }
}
