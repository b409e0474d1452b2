using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SneTools.Tests;

/// <summary>Points as codes of seven bits against sums of whole numbers.</summary>
public class PointCodesTests
{
    private const int Columns = 21;

    private static readonly MetricRows Rows = new(Samples.Normal(200, Columns, 6), NeighborMetric.Euclidean);

    [Fact]
    public void A_score_is_the_product_of_codes_less_half_the_square()
    {
        using PointCodes points = Points();
        using var queries = new CodeQueries(points, Rows, [3, 77, 150]);
        int[] found = Scans.Best(3, lists => queries.Scan([0, 1, 2], 0, points.Count, lists, TestContext.Current.CancellationToken));
        int[][] codes = [.. Enumerable.Range(0, 200).Select(i => Codes(points, i))];
        int[] expected = [.. ((int[])[3, 77, 150]).SelectMany(query => Enumerable.Range(0, 200)
            .OrderByDescending(i => codes[query].Zip(codes[i], (x, y) => x * y).Sum() - (codes[i].Sum(y => y * y) / 2))
            .ThenByDescending(i => i)
            .Take(20)
            .Order())];
        Assert.Equal(expected, found);
    }

    [Fact]
    public void Every_processor_finds_the_same()
    {
        using PointCodes points = Points();
        using var queries = new CodeQueries(points, Rows, [50, 51, 52, 53]);
        int[] Find<TKernel>()
            where TKernel : struct, IScoreKernel => Scans.Best(4, lists => queries.Run<TKernel>([0, 1, 2, 3], 0, points.Count, lists));

        int[] plain = Find<CodeKernel<CodeLanes256<CodeProducts.Single>>>();
        if (Avx2.IsSupported)
            Assert.Equal(plain, Find<CodeKernel<CodeLanes256<CodeProducts.Pairs>>>());
        if (AvxVnni.IsSupported)
            Assert.Equal(plain, Find<VnniKernel>());
        if (Vector512.IsHardwareAccelerated && Avx512BW.IsSupported)
            Assert.Equal(plain, Find<CodeKernel<CodeLanes512>>());
    }

    [Fact]
    public void The_largest_products_do_not_overflow()
    {
        // All coordinates of a point are at one end of what codes reach, or at the other.
        Matrix ends = new(64, 400);
        for (int i = 0; i < 64; i++)
            ends.Row(i).Fill(i % 2 == 0 ? 1 : -1);
        var rows = new MetricRows(ends, NeighborMetric.Euclidean);
        using var points = new PointCodes(400, CodeScale.Find(rows, 64, 1), PointPanels.InOrder(64));
        for (int panel = 0; panel < points.Count; panel++)
            points.Fill(panel, rows);
        using var queries = new CodeQueries(points, rows, [0, 1]);
        int[] found = Scans.Best(2, lists => queries.Scan([0, 1], 0, points.Count, lists, TestContext.Current.CancellationToken));
        Assert.All(found[..20], i => Assert.Equal(0, i % 2));
        Assert.All(found[20..], i => Assert.Equal(1, i % 2));
    }

    [Fact]
    public void The_step_leaves_most_out_of_no_point_but_those_far_away()
    {
        Matrix points = Samples.Normal(1000, 8, 1);
        points[17, 3] = 1e4;
        var rows = new MetricRows(points, NeighborMetric.Euclidean);

        // Normal numbers are within five deviations; a step for the one far away would be two thirds of one.
        Assert.InRange(CodeScale.Find(rows, 1000, 1) * CodeScale.Largest / Scale(rows), 2, 8);
    }

    private static double Scale(MetricRows rows) => Math.Sqrt(rows.SquaredRoundingFactor);

    private static PointCodes Points()
    {
        var points = new PointCodes(Columns, CodeScale.Find(Rows, 200, 1), PointPanels.InOrder(200));
        for (int panel = 0; panel < points.Count; panel++)
            points.Fill(panel, Rows);
        return points;
    }

    private static int[] Codes(PointCodes points, int i)
    {
        var point = new float[Columns];
        Rows.Round(i, point);
        var codes = new int[Columns];
        points.Encode(point, codes);
        return codes;
    }
}
