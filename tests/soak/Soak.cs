using System;
/// <summary>What a soak draws and judges number by number, which a script is too slow for.</summary>
public static class Soak
{
    // Numbers of a kind, row by row.
    public static double[][] Table(Random random, string kind, int n, int h)
    {
        double factor = kind switch { "huge" => 1e150, "tiny" => 1e-150, "far" => 1e-3, _ => 1 };
        var rows = new double[n][];
        for (int i = 0; i < n; i++)
        {
            rows[i] = new double[h];
            if (kind == "equal rows" && i > 3 && random.Next(3) == 0)
            {
                rows[i] = rows[random.Next(i)];
                continue;
            }

            for (int k = 0; k < h; k++)
            {
                double x = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                rows[i][k] = factor * kind switch
                {
                    "clusters" => x + (8 * (((i * 7) + k) % 4)),
                    "constant column" => k == 0 ? 3 : x,
                    "integers" => Math.Round(3 * x),
                    "skewed" => Math.Exp(2 * x),
                    "far" => 1e6 + x,
                    "one far out" => i == 0 ? 1e6 * x : x,
                    "scales" => x * Math.Pow(10, k % 7),
                    _ => x,
                };
            }
        }

        return rows;
    }

    public static bool IsFinite(double[] values) => Array.TrueForAll(values, double.IsFinite);

    public static bool IsSame(double[] one, double[] other)
    {
        if (one.Length != other.Length)
            return false;
        for (int k = 0; k < one.Length; k++)
        {
            if (BitConverter.DoubleToInt64Bits(one[k]) != BitConverter.DoubleToInt64Bits(other[k]))
                return false;
        }

        return true;
    }

    // The largest difference of a row's sum from 1; below 0 for a probability that is none.
    public static double SumError(double[,] p)
    {
        double worst = 0;
        for (int i = 0; i < p.GetLength(0); i++)
        {
            double sum = 0;
            for (int j = 0; j < p.GetLength(1); j++)
            {
                if (!(p[i, j] >= 0 && p[i, j] <= 1) || (i == j && p[i, j] != 0))
                    return double.NaN;
                sum += p[i, j];
            }

            worst = Math.Max(worst, Math.Abs(sum - 1));
        }

        return worst;
    }

    // The k-th smallest distance of a row to the others, for numbers whose squares are numbers.
    public static double Kth(double[] values, int h, int row, int k)
    {
        int n = values.Length / h;
        var distances = new double[n];
        for (int j = 0; j < n; j++)
        {
            double sum = 0;
            for (int c = 0; c < h; c++)
                sum += (values[(row * h) + c] - values[(j * h) + c]) * (values[(row * h) + c] - values[(j * h) + c]);
            distances[j] = j == row ? -1 : Math.Sqrt(sum);
        }

        Array.Sort(distances);
        return distances[k];
    }
}
