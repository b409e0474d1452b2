using CsCheck;

namespace SneTools.Tests;

public class MapComparisonTests
{
    [Fact]
    public void The_overlap_is_the_share_of_common_neighbors() => Gen.Select(Gen.Int[6, 60], Gen.Int[1, 3], Gen.Int[0, 1000]).Sample(
        (n, l, seed) =>
        {
            Matrix a = Samples.Normal(n, l, seed);
            Matrix b = Changed(a, 0.3, seed + 1);
            int k = 1 + (seed % (n - 2));
            MapComparison comparison = Compare(a, b, null, new MapComparisonOptions { NeighborCount = k });
            double[] expected = [.. Enumerable.Range(0, n).Select(i => (double)Nearest(a, i, k).Intersect(Nearest(b, i, k)).Count() / k)];
            Assert.Equal(expected, comparison.Points.Select(point => point.NeighborOverlap));
            Near.Equal(expected.Average(), comparison.NeighborOverlap, 1e-12); // Two orders of one sum.
            Near.Equal((double)k / (n - 1), comparison.ChanceOverlap, 0);
        },
        iter: 100);

    [Fact]
    public void Points_that_are_equally_near_can_stand_for_each_other()
    {
        // A lattice, where every point has several fourth neighbors; turned, their distances are rounded otherwise.
        var lattice = new Matrix(100, 2, [.. Enumerable.Range(0, 100).SelectMany(i => (double[])[i / 10, i % 10])]);
        Matrix turned = MapAlignmentTests.Moved(lattice, MapAlignmentTests.Orthogonal(2, 3), 1, new Matrix(1, 2, [5, 5]));
        for (int k = 1; k < 10; k++)
            Assert.Equal(1, Compare(turned, lattice, null, new MapComparisonOptions { NeighborCount = k }).NeighborOverlap);
    }

    [Fact]
    public void A_map_in_one_place_has_no_neighbors_in_common_but_by_chance()
    {
        MapComparison comparison = Compare(new Matrix(400, 2), Samples.Normal(400, 2, 1));
        Assert.Equal((MapVerdict.Different, 1.0), (comparison.Verdict, comparison.ProcrustesDistance));
        Assert.InRange(comparison.NeighborOverlap, 0, 2 * comparison.ChanceOverlap); // 4 000 neighbors by chance, 100 expected: ten standard errors.
        Assert.Null(comparison.DistanceCorrelation);
        Assert.Contains("in one place", Assert.Single(comparison.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_matched_by_label_give_what_rows_matched_by_number_give() => Gen.Int[0, 1000].Sample(
        seed =>
        {
            const int N = 40;
            Matrix a = Samples.Normal(N, 2, seed);
            Matrix b = Changed(a, 0.2, seed + 1);
            MapComparison plain = Compare(b, a);
            int[] order = [.. Enumerable.Range(0, N)];
            new Random(seed).Shuffle(order);
            string[] labels = [.. order.Select(i => $"row {i}")];
            var matching = RowMatching.ByLabel(labels, [.. Enumerable.Range(0, N).Select(i => $"row {i}")], "id");
            MapComparison shuffled = Compare(b.Select(order), a, matching, labels: labels);
            Near.Equal(plain.ProcrustesDistance, shuffled.ProcrustesDistance, 1e-13); // Sums in another order.
            Near.Equal(plain.NeighborOverlap, shuffled.NeighborOverlap, 1e-12); // Likewise.
            Near.Equal(plain.Aligned.Select(order), shuffled.Aligned, 1e-12); // Likewise.
            foreach (PointComparison point in shuffled.Points)
            {
                Assert.Equal((order[point.Index], labels[point.Index]), (point.ReferenceIndex, point.Label));
                Near.Equal(plain.Points[point.ReferenceIndex].Displacement, point.Displacement, 1e-12); // Likewise.
                Assert.Equal(plain.Points[point.ReferenceIndex].NeighborOverlap, point.NeighborOverlap);
            }
        },
        iter: 20);

    [Fact]
    public void Rows_of_one_map_alone_are_counted_and_aligned_with_the_others()
    {
        Matrix reference = Samples.Normal(30, 2, 1);
        Matrix rotation = MapAlignmentTests.Orthogonal(2, 4);
        Matrix map = MapAlignmentTests.Moved(reference, rotation, 3, new Matrix(1, 2, [1, 2]));
        int[] kept = [.. Enumerable.Range(5, 25)];
        var matching = RowMatching.ByLabel([.. Enumerable.Range(0, 30).Select(i => $"{i}")], [.. kept.Select(i => $"{i}")], "id");
        MapComparison comparison = Compare(map, reference.Select(kept), matching);
        Assert.Equal((25, 5, 0), (comparison.Count, comparison.Unmatched, comparison.UnmatchedReference));
        Assert.Equal(MapVerdict.Same, comparison.Verdict);
        Near.Equal(reference, comparison.Aligned, 1e-12); // Rounding; the five are as they were, though nobody knew them.
        Assert.Contains("25 rows are in both maps", Assert.Single(comparison.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Maps_are_identical_the_same_or_different()
    {
        Matrix map = Samples.Normal(50, 2, 1);
        Assert.Equal((MapVerdict.Identical, true), (Compare(map, map.Clone()).Verdict, Compare(map, map).IsSame));
        Matrix turned = MapAlignmentTests.Moved(map, MapAlignmentTests.Orthogonal(2, 2), 5, new Matrix(1, 2));
        Assert.Equal(MapVerdict.Same, Compare(turned, map).Verdict);

        // A table with four digits is the same map; one point elsewhere makes another.
        Assert.Equal(MapVerdict.Same, Compare(Samples.Map(map, y => Math.Round(y, 3)), map).Verdict);
        Matrix other = map.Clone();
        other[7, 0] += 0.1;
        MapComparison moved = Compare(other, map);
        Assert.Equal((MapVerdict.Different, false), (moved.Verdict, moved.IsSame));
        Assert.Equal(7, moved.Points.MaxBy(point => point.Displacement)!.Index);
        Assert.Equal(MapVerdict.Same, Compare(other, map, null, new MapComparisonOptions { Tolerance = 0.01 }).Verdict);
        Assert.Contains("Two points", Assert.Single(Compare(Samples.Normal(2, 2, 1), Samples.Normal(2, 2, 2)).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Displacements_are_those_of_the_aligned_map()
    {
        Matrix reference = Samples.Normal(40, 3, 1);
        MapComparison comparison = Compare(Samples.Normal(40, 3, 2), reference);
        double[] expected = [.. Enumerable.Range(0, 40).Select(i => Math.Sqrt(Enumerable.Range(0, 3).Sum(c => Math.Pow(comparison.Aligned[i, c] - reference[i, c], 2))))];
        Assert.All(comparison.Points, point => Near.Equal(expected[point.Index], point.Displacement, 1e-12)); // Rounding.
        Near.Equal(Math.Sqrt(comparison.ProcrustesDistance), comparison.RelativeDisplacement!.Value, 1e-12); // Two ways to one number.
    }

    [Fact]
    public void The_number_of_threads_makes_no_difference()
    {
        Matrix a = Samples.Normal(3000, 2, 1);
        Matrix b = Changed(a, 0.1, 2);
        MapComparison one = Compare(a, b, threads: 1);
        MapComparison three = Compare(a, b, threads: 3);
        Assert.Equal(one.Points, three.Points);
        Assert.Equal((one.ProcrustesDistance, one.NeighborOverlap, one.DistanceCorrelation), (three.ProcrustesDistance, three.NeighborOverlap, three.DistanceCorrelation));
    }

    [Fact]
    public void What_cannot_be_compared_is_refused()
    {
        Matrix map = Samples.Normal(5, 2, 1);
        Refused(SneError.InvalidMap, () => Compare(map, Samples.Normal(5, 3, 1)));
        Refused(SneError.RowCountMismatch, () => Compare(map, Samples.Normal(6, 2, 1)));
        Refused(SneError.NoCommonRow, () => Compare(map, map, RowMatching.ByLabel(["a", "b", "c", "d", "e"], ["a", "v", "w", "x", "y"], "id")));
        Refused(SneError.NoCommonRow, () => Compare(Samples.Normal(1, 2, 1), Samples.Normal(1, 2, 1)));
        Refused(SneError.InvalidMap, () => Compare(Samples.Map(map, _ => double.NaN), map));
        Refused(SneError.NeighborCountOutOfRange, () => Compare(map, map, null, new MapComparisonOptions { NeighborCount = 5 }));
        Refused(SneError.NeighborCountOutOfRange, () => Compare(map, map, null, new MapComparisonOptions { NeighborCount = 0 }));
        Refused(SneError.InvalidOption, () => Compare(map, map, null, new MapComparisonOptions { Tolerance = double.NaN }));

        static void Refused(SneError expected, Action compare) => Assert.Equal(expected, Assert.Throws<SneException>(compare).Error);
    }

    private static MapComparison Compare(Matrix map, Matrix reference, RowMatching? matching = null, MapComparisonOptions? options = null, int threads = 2, string[]? labels = null)
    {
        using var team = new ThreadTeam(threads);
        return MapComparison.Run(map, reference, matching, options ?? new MapComparisonOptions(), team, labels);
    }

    private static Matrix Changed(Matrix map, double noise, int seed)
    {
        Matrix result = Samples.Normal(map.Rows, map.Columns, seed, noise);
        for (int k = 0; k < result.Values.Length; k++)
            result.Values[k] += map.Values[k];
        return result;
    }

    private static int[] Nearest(Matrix map, int i, int k) =>
        [.. Enumerable.Range(0, map.Rows).Where(j => j != i).OrderBy(j => BruteForce.SquaredDistance(map, i, j)).Take(k)];
}
