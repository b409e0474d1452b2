namespace SneTools;

/// <summary>Distances that are given, from rows to points.</summary>
/// <param name="unit">Their unit of length.</param>
internal sealed class GivenQueries(double unit) : IQueryPoints
{
    /// <inheritdoc/>
    public double Unit => unit;

    /// <inheritdoc/>
    public IQueryDistances Queries(Matrix rows) => new Rows(rows, unit);

    private sealed class Rows(Matrix distances, double unit) : IQueryDistances
    {
        public void SquaredDistances(int query, int start, Span<double> target)
        {
            ReadOnlySpan<double> row = distances.Row(query)[start..];
            for (int place = 0; place < target.Length; place++)
            {
                double distance = row[place] / unit;
                target[place] = Math.Min(distance * distance, double.MaxValue);
            }
        }

        public double SquaredDistanceRounding(int query, int j)
        {
            double distance = distances[query, j] / unit;
            return Math.Min(8 * PairMetric.HalfUnit * distance * distance, double.MaxValue);
        }
    }
}
