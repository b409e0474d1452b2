namespace SneTools.Tests;

/// <summary>Points far from all others, whose terms are summed one by one.</summary>
public class RemotePointsTests
{
    private static readonly Gen<(Matrix Map, double Far)> Maps = Gen.Select(
        Gen.Int[3, 300], Gen.Int[1, 3], Gen.Int[0, 1_000_000], Gen.OneOf(0.3, 2, 20), Gen.OneOf(7, 30, 1e3, 1e4, 1e6))
        .Select((n, l, seed, deviation, far) =>
        {
            Matrix map = Samples.Normal(n, l, seed, deviation);
            map[0, 0] += far;
            map[1, l - 1] -= 2 * far;
            return (map, far);
        });

    [Fact]
    public void Their_sums_and_forces_are_those_of_plain_sums_however_far_they_are() => Maps.Sample(
        (map, _) =>
        {
            foreach (int threads in (int[])[1, 3])
                AssertRemote(map, Math.Log(0.05), threads);
        },
        iter: 100);

    [Fact]
    public void All_points_can_be_remote_and_none() => Maps.Sample(
        (map, _) =>
        {
            AssertRemote(map, double.PositiveInfinity, 2);
            AssertRemote(map, double.NegativeInfinity, 2);
        },
        iter: 20);

    [Fact]
    public void A_sum_that_rounding_made_no_number_is_that_of_a_remote_point()
    {
        using var team = new ThreadTeam(1);
        Matrix map = Samples.Normal(20, 2, 1, 3);
        var extent = Extent.Of(map);
        var remote = new RemotePoints(20, 2, team);
        double[] sums = [.. Enumerable.Repeat(1.0, 20)];
        (sums[4], sums[7]) = (double.NaN, double.NegativeInfinity);
        remote.Find(map, extent.Origin, extent.Widths, -3, sums);
        Assert.Equal([4, 7], Enumerable.Range(0, 20).Where(remote.Contains));
        Near.Equal(RowNormalizer.Log(default(GaussianKernel), map, 4), sums[4], 1e-9);
        remote.Find(map, extent.Origin, extent.Widths, -1e9, sums);
        Assert.DoesNotContain(Enumerable.Range(0, 20), remote.Contains);
    }

    private static void AssertRemote(Matrix map, double limit, int threads)
    {
        int n = map.Rows;
        using var team = new ThreadTeam(threads);
        var remote = new RemotePoints(n, map.Columns, team);
        var extent = Extent.Of(map);
        double[] exact = [.. Enumerable.Range(0, n).Select(i => RowNormalizer.Log(default(GaussianKernel), map, i))];

        // What a grid gives: right to 1e-6 of the kernel.
        double[] sums = [.. exact.Select(sum => Math.Log(Math.Exp(sum) + 1e-6))];
        double[] before = [.. sums];
        remote.Find(map, extent.Origin, extent.Widths, limit, sums);
        for (int i = 0; i < n; i++)
        {
            Assert.Equal(before[i] < limit, remote.Contains(i));
            if (remote.Contains(i))
                Near.Equal(exact[i], sums[i], 1e-9 * Math.Max(1, Math.Abs(exact[i])));
            else
                Assert.Equal(before[i], sums[i]);
        }

        var gradient = new Matrix(n, map.Columns);
        remote.AddForces(gradient);
        Matrix expected = Forces(map, exact, remote.Contains);
        Near.Equal(expected, gradient, 1e-9 * Math.Max(1e-300, Near.Size(expected)));
    }

    /// <summary>-2 K exp(-Lᵢ) (yᵢ-yⱼ) of every remote i, and its counterpart at j.</summary>
    private static Matrix Forces(Matrix map, double[] logRowSums, Func<int, bool> isRemote)
    {
        var result = new Matrix(map.Rows, map.Columns);
        for (int i = 0; i < map.Rows; i++)
        {
            if (!isRemote(i))
                continue;
            for (int j = 0; j < map.Rows; j++)
            {
                double q = i == j ? 0 : Math.Exp(-Definition.SquaredDistance(map, i, j) - logRowSums[i]);
                for (int c = 0; c < map.Columns; c++)
                {
                    double force = 2 * q * (map[i, c] - map[j, c]);
                    result[i, c] -= force;
                    result[j, c] += force;
                }
            }
        }

        return result;
    }
}
