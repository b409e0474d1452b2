namespace SneTools.ZooTests;

/// <summary>How large a map is, and how near its points lie.</summary>
/// <param name="Extent">The longer side of the box around it.</param>
/// <param name="Nearest">The median distance of a point to its nearest, over points that have no equal row; NaN if all have.</param>
/// <param name="Low">The tenth of these distances from below.</param>
internal sealed record MapShape(double Extent, double Nearest, double Low)
{
    public static MapShape Of(double[][] map, double[][] rows)
    {
        double extent = Enumerable.Range(0, map[0].Length).Max(k => map.Max(y => y[k]) - map.Min(y => y[k]));
        var groups = rows.GroupBy(row => row, RowComparer.Instance).ToDictionary(group => group.Key, group => group.Count(), RowComparer.Instance);
        double[] nearest = [.. Enumerable.Range(0, map.Length).Where(i => groups[rows[i]] == 1).Select(i => NearestOf(map, i)).Order()];
        return nearest.Length == 0
            ? new MapShape(extent, double.NaN, double.NaN)
            : new MapShape(extent, nearest[nearest.Length / 2], nearest[nearest.Length / 10]);
    }

    private static double NearestOf(double[][] map, int i)
    {
        double nearest = double.PositiveInfinity;
        double[] a = map[i];
        for (int j = 0; j < map.Length; j++)
        {
            double sum = j == i ? double.PositiveInfinity : 0;
            double[] b = map[j];
            for (int k = 0; k < a.Length; k++)
                sum += (a[k] - b[k]) * (a[k] - b[k]);
            nearest = Math.Min(nearest, sum);
        }

        return Math.Sqrt(nearest);
    }

    private sealed class RowComparer : IEqualityComparer<double[]>
    {
        public static RowComparer Instance { get; } = new();

        public bool Equals(double[]? x, double[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(double[] row)
        {
            var hash = default(HashCode);
            foreach (double value in row)
                hash.Add(value);
            return hash.ToHashCode();
        }
    }
}
