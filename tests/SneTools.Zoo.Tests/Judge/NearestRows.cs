namespace SneTools.ZooTests;

/// <summary>Which rows are the nearest, by comparing all.</summary>
internal static class NearestRows
{
    /// <summary>Distances are kept in single precision by the program: so far may two differ and the order be right.</summary>
    private const double Resolution = 1e-6;

    /// <summary>The k nearest of every row; of equally near ones the first.</summary>
    public static int[][] Find(double[][] rows, int k)
    {
        var distances = new PairDistances(rows);
        int n = rows.Length;
        var squares = new double[n];
        var rounding = new double[n];
        var result = new int[n][];
        for (int i = 0; i < n; i++)
        {
            distances.Row(i, squares, rounding);
            squares[i] = double.PositiveInfinity;
            double[] keys = (double[])squares.Clone();
            int[] order = [.. Enumerable.Range(0, n)];
            Array.Sort(keys, order);
            result[i] = [.. order.Take(k)];
        }

        return result;
    }

    /// <summary>What is wrong with a graph of neighbors: the first row that leaves a nearer point out; null if none does.</summary>
    public static string? FindFault(double[][] rows, NeighborGraph graph)
    {
        var distances = new PairDistances(rows);
        int n = rows.Length;
        var squares = new double[n];
        var rounding = new double[n];
        var isNeighbor = new bool[n];
        for (int i = 0; i < n; i++)
        {
            Array.Clear(isNeighbor);
            foreach (int j in graph.Neighbors(i))
                isNeighbor[j] = true;
            distances.Row(i, squares, rounding);
            double farthest = 0;
            double nearest = double.PositiveInfinity;
            for (int j = 0; j < n; j++)
            {
                if (isNeighbor[j])
                    farthest = Math.Max(farthest, squares[j] - rounding[j]);
                else if (j != i)
                    nearest = Math.Min(nearest, squares[j] + rounding[j]);
            }

            if (nearest < farthest * (1 - Resolution))
                return FormattableString.Invariant($"row {i} leaves out a point at d² {nearest:g8} and has one at {farthest:g8}");
        }

        return null;
    }
}
