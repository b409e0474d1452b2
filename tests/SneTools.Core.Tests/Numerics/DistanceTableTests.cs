namespace SneTools.Tests;

public class DistanceTableTests
{
    [Fact]
    public void Every_distance_is_the_one_number_that_it_is_everywhere() => Gen.Select(
        Gen.Int[1, 90], Gen.Int[1, 20], Gen.Int[0, 1000], Gen.OneOf(0, 1e-6, 1e-4, 1e-3, 1.0), Gen.OneOf(0.0, 1.0, 1e3)).Sample(
        (n, h, seed, size, apart) =>
        {
            // Two clouds of any size at any distance, and the whole of it away from the origin.
            Matrix points = Samples.Normal(n, h, seed, size);
            for (int i = 0; i < n; i++)
                points[i, 0] += 7 + (apart * (i % 2));
            AssertDistances(points, 0, n, 0);
        });

    [Fact]
    public void Any_rows_may_be_asked_for_from_any_group_of_columns_on()
    {
        Matrix points = Samples.Normal(300, 5, 3);
        foreach ((int first, int rows, int column) in new[] { (0, 1, 0), (5, 2, 0), (17, 3, 8), (290, 10, 256), (299, 1, 296), (16, 16, 16) })
            AssertDistances(points, first, rows, column);
    }

    [Fact]
    public void Equal_rows_are_at_no_distance_at_all()
    {
        var points = new Matrix(20, 3);
        for (int i = 0; i < 20; i++)
            (points[i, 0], points[i, 1], points[i, 2]) = (0.1 * (i % 2), 1e6 / 3, -0.7);
        foreach ((int i, int j, double distance) in Compute(points, 0, 20, 0))
        {
            if (i % 2 == j % 2)
                Assert.Equal(0, distance);
        }
    }

    private static void AssertDistances(Matrix points, int first, int rows, int column)
    {
        var seen = new MetricRows(points, NeighborMetric.Euclidean);
        foreach ((int i, int j, double distance) in Compute(points, first, rows, column))
        {
            Assert.Equal(seen.SquaredDistance(i, j), distance);
            Assert.Equal(seen.SquaredDistance(j, i), distance);
            double expected = Definition.SquaredDistance(points, i, j);
            Near.Equal(expected, distance * seen.Unit * seen.Unit, 1e-14 * expected); // The same squares, added in another order.
        }
    }

    private static unsafe List<(int I, int J, double Distance)> Compute(Matrix points, int first, int rows, int column)
    {
        using var table = new EuclideanTable(new MetricRows(points, NeighborMetric.Euclidean));
        using var target = new NativeBuffer<double>((long)rows * table.Stride);
        table.Compute(first, rows, column, target.Pointer);
        var result = new List<(int, int, double)>();
        for (int r = 0; r < rows; r++)
        {
            for (int j = column; j < points.Rows; j++)
                result.Add((first + r, j, target.Pointer[(r * table.Stride) + j]));
        }

        return result;
    }
}
