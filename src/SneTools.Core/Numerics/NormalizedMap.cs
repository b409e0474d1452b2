namespace SneTools;

/// <summary>A map shifted to mean 0 and scaled to a sum of squares of 1, with what leads back: y = 2^e (size x + mean).</summary>
/// <param name="Rows">x, n × l; zeros where all points are in one place.</param>
/// <param name="Mean">The mean, in units of 2^e.</param>
/// <param name="Size">Root of the sum of squares around the mean, in units of 2^e; 0 where all points are in one place.</param>
/// <param name="Exponent">e: no coordinate of the map is larger than 2^(e + 1).</param>
internal sealed record NormalizedMap(Matrix Rows, double[] Mean, double Size, int Exponent)
{
    /// <summary>Normalizes a map.</summary>
    /// <param name="map">n × l.</param>
    /// <param name="name">What an error calls it.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidMap"/>: a coordinate is not finite.</exception>
    public static NormalizedMap Of(Matrix map, string name)
    {
        double largest = 0;
        for (int k = 0; k < map.Values.Length; k++)
        {
            if (!double.IsFinite(map.Values[k]))
                throw new SneException(SneError.InvalidMap, FormattableString.Invariant($"Row {(k / map.Columns) + 1} of {name}, coordinate {(k % map.Columns) + 1}: {map.Values[k]} is not a finite number."), (k / map.Columns) + 1);
            largest = Math.Max(largest, Math.Abs(map.Values[k]));
        }

        int exponent = largest == 0 ? 0 : Math.ILogB(largest);
        var rows = new Matrix(map.Rows, map.Columns, Array.ConvertAll(map.Values, value => Math.ScaleB(value, -exponent)));
        double[] mean = rows.Means();
        if (Enumerable.Range(0, rows.Columns).All(rows.IsConstant))
            return new NormalizedMap(new Matrix(rows.Rows, rows.Columns), rows.Row(0).ToArray(), 0, exponent);

        // A mean is rounded; the mean of what is left of it mends that.
        Subtract(rows, mean);
        double[] rest = rows.Means();
        Subtract(rows, rest);
        double size = Math.Sqrt(Distance.Dot(rows.Values, rows.Values));
        for (int k = 0; k < rows.Values.Length; k++)
            rows.Values[k] /= size;
        return new NormalizedMap(rows, [.. mean.Zip(rest, (m, r) => m + r)], size, exponent);
    }

    /// <summary>The mean, in the map's units.</summary>
    public double[] Center() => Array.ConvertAll(Mean, value => Math.ScaleB(value, Exponent));

    /// <summary>Rows of the same map, shifted and scaled likewise.</summary>
    /// <param name="map">m × l.</param>
    public Matrix Normalize(Matrix map)
    {
        var result = new Matrix(map.Rows, map.Columns);
        for (int k = 0; k < result.Values.Length; k++)
            result.Values[k] = (Math.ScaleB(map.Values[k], -Exponent) - Mean[k % map.Columns]) / Size;
        return result;
    }

    /// <summary>Rows in the map's units.</summary>
    /// <param name="rows">m × l, as <see cref="Rows"/> are.</param>
    /// <param name="scale">How much larger they are to become.</param>
    public Matrix Restore(Matrix rows, double scale)
    {
        var result = new Matrix(rows.Rows, rows.Columns);
        for (int k = 0; k < result.Values.Length; k++)
            result.Values[k] = Math.ScaleB((scale * Size * rows.Values[k]) + Mean[k % rows.Columns], Exponent);
        return result;
    }

    private static void Subtract(Matrix rows, double[] numbers)
    {
        for (int k = 0; k < rows.Values.Length; k++)
            rows.Values[k] -= numbers[k % numbers.Length];
    }
}
