namespace SneTools.Tests;

public class CellListTests
{
    private static readonly Gen<(Matrix Map, double Edge)> Maps = Gen.Select(
        Gen.Int[1, 120], Gen.Int[1, 3], Gen.Int[0, 1_000_000], Gen.OneOf(0.0, 1e-3, 1, 30), Gen.OneOf(0, 50, 1e4, 1e9), Gen.OneOf(4, 0.7))
        .Select((n, l, seed, deviation, outlier, edge) =>
        {
            Matrix map = Samples.Normal(n, l, seed, deviation);
            map[0, l - 1] += outlier;
            return (map, edge);
        });

    [Fact]
    public void The_rings_around_a_point_meet_every_point_once_and_in_the_right_ring() => Maps.Sample(
        (map, edge) =>
        {
            var extent = Extent.Of(map);
            var cells = new CellList(map.Columns);
            cells.Build(map, extent.Origin, extent.Widths, edge);
            Assert.True(cells.Edge >= edge);
            Span<int> center = stackalloc int[3];
            Span<int> other = stackalloc int[3];
            foreach (int i in (int[])[0, map.Rows / 2, map.Rows - 1])
            {
                cells.Locate(map.Row(i), center);
                var seen = new int[map.Rows];
                for (int ring = 0; ring <= cells.MaxRing; ring++)
                {
                    var visitor = new Collector([]);
                    cells.Visit(center, ring, ref visitor);
                    foreach (int j in visitor.Points)
                    {
                        seen[j]++;
                        cells.Locate(map.Row(j), other);
                        int away = 0;
                        for (int axis = 0; axis < 3; axis++)
                            away = Math.Max(away, Math.Abs(center[axis] - other[axis]));
                        Assert.Equal(ring, away);
                    }
                }

                Assert.All(seen, count => Assert.Equal(1, count));
            }
        },
        iter: 200);

    [Fact]
    public void A_list_can_be_built_again_for_another_map()
    {
        var cells = new CellList(2);
        foreach (double deviation in (double[])[30, 1, 100])
        {
            Matrix map = Samples.Normal(50, 2, 1, deviation);
            var extent = Extent.Of(map);
            cells.Build(map, extent.Origin, extent.Widths, 4);
            var visitor = new Collector([]);
            for (int ring = 0; ring <= cells.MaxRing; ring++)
                cells.Visit([0, 0, 0], ring, ref visitor);
            Assert.Equal(Enumerable.Range(0, 50), visitor.Points.Order());
        }
    }

    private readonly struct Collector(List<int> points) : CellList.IVisitor
    {
        public List<int> Points { get; } = points;

        public void Visit(ReadOnlySpan<int> points) => Points.AddRange(points);
    }
}
