namespace SneTools.ZooTests;

/// <summary>Squared distances between rows, from differences, in a unit that is a power of two near the size of the table: no square
/// overflows or vanishes, and the unit costs no rounding.</summary>
internal sealed class PairDistances
{
    private readonly double[][] _rows;

    public PairDistances(double[][] rows)
    {
        double range = Enumerable.Range(0, rows[0].Length)
            .Max(k => rows.Max(row => row[k]) - rows.Min(row => row[k]));
        Exponent = range > 0 ? Math.ILogB(range) : 0;
        _rows = [.. rows.Select(row => row.Select(x => Math.ScaleB(x, -Exponent)).ToArray())];
    }

    public int Count => _rows.Length;

    /// <summary>The unit is 2 to this power.</summary>
    public int Exponent { get; }

    /// <summary>Distances from one row to all, and how far rounding alone may have moved each.</summary>
    /// <param name="i">The row.</param>
    /// <param name="squares">Out: d² to every row.</param>
    /// <param name="rounding">Out: a bound of the error of d² when every number of the table is a decimal that was rounded to the
    /// nearest double: each difference is off by at most 2⁻⁵³(|a|+|b|) and once more for its own rounding.</param>
    public void Row(int i, double[] squares, double[] rounding)
    {
        for (int j = 0; j < Count; j++)
            (squares[j], rounding[j]) = Between(_rows[i], _rows[j]);
    }

    public double Squared(int i, int j) => Between(_rows[i], _rows[j]).Square;

    private static (double Square, double Rounding) Between(double[] a, double[] b)
    {
        double square = 0;
        double moved = 0;
        for (int k = 0; k < a.Length; k++)
        {
            double difference = a[k] - b[k];
            square += difference * difference;
            moved += Math.Abs(difference) * (Math.Abs(a[k]) + Math.Abs(b[k]));
        }

        const double HalfUlp = 1.0 / (1L << 53);
        return (square, (4 * HalfUlp * moved) + (a.Length * HalfUlp * square));
    }
}
