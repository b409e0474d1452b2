using CsCheck;

namespace SneTools.Tests;

public class MapAlignmentTests
{
    /// <summary>Maps of 6 to 40 points in 1 to 4 dimensions, with seeds for what is done to them.</summary>
    private static readonly Gen<(int N, int L, int Seed)> AnyMap = Gen.Select(Gen.Int[6, 40], Gen.Int[1, 4], Gen.Int[0, 1000]);

    [Fact]
    public void A_map_that_was_turned_turned_over_scaled_and_shifted_is_brought_back() => AnyMap.Sample(
        given =>
        {
            Matrix reference = Samples.Normal(given.N, given.L, given.Seed);
            Matrix rotation = Orthogonal(given.L, given.Seed + 1);
            double scale = Math.Exp(Samples.Normal(1, 1, given.Seed + 2)[0, 0]);
            Matrix shift = Samples.Normal(1, given.L, given.Seed + 3, 10);
            Matrix map = Moved(reference, rotation, scale, shift);
            var alignment = MapAlignment.Fit(map, reference);

            // The square of what rounding takes from places so many times as far away as the map is wide, and from their mean.
            double far = 1 + (shift.Values.Max(Math.Abs) / scale);
            Assert.InRange(alignment.ProcrustesDistance, 0, Math.Pow(10 * given.N * 1.1e-16 * far, 2));
            Near.Equal(reference, alignment.Apply(map), 1e-11); // Likewise, times a scale.
            Near.Equal(1 / scale, alignment.Scale, 1e-12 / scale);
            Near.Equal(Transposed(rotation), alignment.Rotation, 1e-10); // Six points may lie nearly in a plane.
            Assert.Equal(Determinant(rotation) < 0, alignment.IsReflected);
        },
        iter: 200);

    [Fact]
    public void No_other_rotation_and_scale_come_nearer() => AnyMap.Sample(
        given =>
        {
            Matrix map = Samples.Normal(given.N, given.L, given.Seed);
            Matrix reference = Samples.Normal(given.N, given.L, given.Seed + 5);
            var alignment = MapAlignment.Fit(map, reference);
            double best = Residual(alignment.Apply(map), reference);
            Near.Equal(alignment.ProcrustesDistance, best / Residual(Means(reference), reference), 1e-12);
            for (int trial = 0; trial < 50; trial++)
            {
                // Small changes of the best, and rotations of all kinds.
                Matrix other = trial < 25 ? Orthogonal(given.L, 100 + trial) : Moved(Orthogonal(given.L, trial, 0.05), alignment.Rotation, 1, new Matrix(1, given.L));
                double scale = alignment.Scale * (1 + (0.1 * Math.Sin(trial)));
                Matrix tried = Moved(map.Center(), other, scale, new Matrix(1, given.L, reference.Means()));
                Assert.True(Residual(tried, reference) >= best * (1 - 1e-12)); // Rounding of the sums.
            }
        },
        iter: 50);

    /// <summary>By scipy.spatial.procrustes, and scipy.linalg.orthogonal_procrustes of the maps shifted to mean 0 (SciPy 1.10).</summary>
    [Theory]
    [InlineData("iris", 2, 0, 1, 0.24004535422748463, 1.8584329782548412, false)]
    [InlineData("iris", 2, 0, 2, 0.36859174184504073, 1.6327721310043328, false)]
    [InlineData("iris", 1, 0, 3, 0.03365257258180211, 0.9700543119897131, true)]
    [InlineData("digits", 28, 20, 2, 0.5869475178224237, 0.6247624012982418, false)]
    [InlineData("digits", 20, 30, 10, 0.7938725605656104, 0.5168185500680036, false)]
    public void It_is_what_SciPy_finds(string name, int reference, int map, int columns, double distance, double scale, bool isReflected)
    {
        Matrix data = Samples.OfName(name).Values;
        var alignment = MapAlignment.Fit(Columns(data, map, columns), Columns(data, reference, columns));
        Near.Equal(distance, alignment.ProcrustesDistance, 1e-12);
        Near.Equal(scale, alignment.Scale, 1e-12);
        Assert.Equal(isReflected, alignment.IsReflected);
    }

    [Fact]
    public void It_is_the_same_distance_in_both_directions()
    {
        Matrix a = Samples.Normal(30, 2, 1);
        Matrix b = Samples.Normal(30, 2, 2);
        Near.Equal(MapAlignment.Fit(a, b).ProcrustesDistance, MapAlignment.Fit(b, a).ProcrustesDistance, 1e-14);
    }

    [Theory]
    [InlineData(1e300, 1e300)]
    [InlineData(1e-300, 1e-300)]
    [InlineData(1e-300, 1e300)]
    [InlineData(1e300, 1)]
    [InlineData(4e-322, 1)]
    public void Huge_and_tiny_maps_are_aligned_like_others(double size, double referenceSize)
    {
        Matrix map = Samples.Normal(20, 2, 3);
        Matrix reference = Samples.Normal(20, 2, 4);
        var plain = MapAlignment.Fit(map, reference);
        Matrix scaled = Samples.Map(map, y => y * size);
        Matrix scaledReference = Samples.Map(reference, y => y * referenceSize);
        var alignment = MapAlignment.Fit(scaled, scaledReference);

        // Numbers near the smallest have few digits.
        double tolerance = size < 1e-310 ? 0.05 : 1e-12;
        Near.Equal(plain.ProcrustesDistance, alignment.ProcrustesDistance, tolerance);
        Near.Equal(plain.Rotation, alignment.Rotation, tolerance);
        Matrix aligned = alignment.Apply(scaled);
        Near.Equal(plain.Apply(map), Samples.Map(aligned, y => y / referenceSize), 4 * tolerance);
        double[] displacements = alignment.Displacements(aligned, scaledReference);
        Assert.All(displacements.Zip(plain.Displacements(plain.Apply(map), reference)), pair => Near.Equal(pair.Second, pair.First / referenceSize, 4 * tolerance));
    }

    [Fact]
    public void Points_on_a_line_or_in_one_place_are_turned_no_more_than_they_must()
    {
        Matrix line = Flat(Samples.Normal(10, 3, 5), 1);
        Matrix turned = Moved(line, Rotation3(0.3), 2, new Matrix(1, 3));
        var alignment = MapAlignment.Fit(turned, line);
        Assert.InRange(alignment.ProcrustesDistance, 0, 1e-26); // Squares of rounding.
        Assert.False(alignment.IsReflected);
        Near.Equal(Transposed(Rotation3(0.3)), alignment.Rotation, 1e-12); // What rounding does to a rotation.

        var same = MapAlignment.Fit(line, line);
        Near.Equal(Identity(3), same.Rotation, 1e-12); // Likewise.

        Matrix one = Samples.Map(new Matrix(6, 2), _ => 0.1);
        var both = MapAlignment.Fit(one, Samples.Map(one, _ => 7));
        Assert.Equal((0.0, 1.0, false), (both.ProcrustesDistance, both.Scale, both.IsDefined));
        Near.SameBits(Identity(2), both.Rotation);
        Near.Equal(Samples.Map(one, _ => 7), both.Apply(one), 1e-15); // One rounding.
        Matrix spread = Samples.Normal(6, 2, 6);
        Assert.Equal(1, MapAlignment.Fit(one, spread).ProcrustesDistance);
        Assert.Equal(1, MapAlignment.Fit(spread, one).ProcrustesDistance);
        Assert.Equal(0, MapAlignment.Fit(new Matrix(1, 2), new Matrix(1, 2)).ProcrustesDistance);
    }

    [Fact]
    public void What_cannot_be_aligned_is_refused()
    {
        Refused("A map of 2 dimensions cannot be aligned with one of 3", new Matrix(4, 2), new Matrix(4, 3));
        Refused("A map of 4 points cannot be aligned with one of 5", new Matrix(4, 2), new Matrix(5, 2));
        Refused("without points", new Matrix(0, 2), new Matrix(0, 2));
        Refused("Row 2 of the map, coordinate 1: NaN", new Matrix(2, 2, [1, 2, double.NaN, 4]), new Matrix(2, 2));
        Refused("Row 1 of the reference, coordinate 2: Infinity", new Matrix(2, 2), new Matrix(2, 2, [1, double.PositiveInfinity, 3, 4]));

        static void Refused(string message, Matrix map, Matrix reference)
        {
            var error = Assert.Throws<SneException>(() => MapAlignment.Fit(map, reference));
            Assert.Equal(SneError.InvalidMap, error.Error);
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>y R s + t for every row.</summary>
    internal static Matrix Moved(Matrix map, Matrix rotation, double scale, Matrix shift)
    {
        var result = new Matrix(map.Rows, map.Columns);
        for (int i = 0; i < map.Rows; i++)
        {
            for (int c = 0; c < map.Columns; c++)
                result[i, c] = shift[0, c] + (scale * Enumerable.Range(0, map.Columns).Sum(d => map[i, d] * rotation[d, c]));
        }

        return result;
    }

    /// <summary>A random orthogonal matrix, of determinant 1 or -1, by Gram and Schmidt, twice: the first time leaves
    /// rows that were nearly parallel a little askew; near the identity if its noise is small.</summary>
    internal static Matrix Orthogonal(int l, int seed, double noise = double.NaN)
    {
        Matrix result = Samples.Normal(l, l, seed);
        for (int c = 0; c < l && !double.IsNaN(noise); c++)
        {
            for (int d = 0; d < l; d++)
                result[c, d] = (c == d ? 1 : 0) + (noise * result[c, d]);
        }

        for (int step = 0; step < 2 * l; step++)
        {
            int c = step % l;
            for (int b = 0; b < c; b++)
            {
                double product = Enumerable.Range(0, l).Sum(d => result[c, d] * result[b, d]);
                for (int d = 0; d < l; d++)
                    result[c, d] -= product * result[b, d];
            }

            double length = Math.Sqrt(Enumerable.Range(0, l).Sum(d => result[c, d] * result[c, d]));
            for (int d = 0; d < l; d++)
                result[c, d] /= length;
        }

        return result;
    }

    private static double Determinant(Matrix matrix)
    {
        if (matrix.Rows == 1)
            return matrix[0, 0];
        double sum = 0;
        for (int c = 0; c < matrix.Rows; c++)
        {
            var minor = new Matrix(matrix.Rows - 1, matrix.Rows - 1, [.. Enumerable.Range(1, matrix.Rows - 1).SelectMany(r => Enumerable.Range(0, matrix.Rows).Where(k => k != c).Select(k => matrix[r, k]))]);
            sum += (c % 2 == 0 ? 1 : -1) * matrix[0, c] * Determinant(minor);
        }

        return sum;
    }

    private static Matrix Rotation3(double angle) => new(3, 3, [Math.Cos(angle), Math.Sin(angle), 0, -Math.Sin(angle), Math.Cos(angle), 0, 0, 0, 1]);

    private static Matrix Identity(int l)
    {
        var result = new Matrix(l, l);
        for (int c = 0; c < l; c++)
            result[c, c] = 1;
        return result;
    }

    private static Matrix Transposed(Matrix matrix) => new(matrix.Columns, matrix.Rows, [.. Enumerable.Range(0, matrix.Columns).SelectMany(c => Enumerable.Range(0, matrix.Rows).Select(r => matrix[r, c]))]);

    /// <summary>The map with nothing but its first coordinates.</summary>
    private static Matrix Flat(Matrix map, int columns) => new(map.Rows, map.Columns, [.. map.Values.Select((value, k) => k % map.Columns < columns ? value : 0)]);

    private static Matrix Columns(Matrix data, int first, int count) => new(data.Rows, count, [.. Enumerable.Range(0, data.Rows).SelectMany(i => data.Row(i).Slice(first, count).ToArray())]);

    private static Matrix Means(Matrix map) => new(map.Rows, map.Columns, [.. Enumerable.Range(0, map.Rows).SelectMany(_ => map.Means())]);

    private static double Residual(Matrix a, Matrix b) => a.Values.Zip(b.Values, (x, y) => (x - y) * (x - y)).Sum();
}
