namespace SneTools.Tests;

/// <summary>The definitions of design and papers, written out plainly and without regard to speed.</summary>
internal static class Definition
{
    public static double SquaredDistance(Matrix points, int i, int j)
    {
        double sum = 0;
        for (int k = 0; k < points.Columns; k++)
            sum += (points[i, k] - points[j, k]) * (points[i, k] - points[j, k]);
        return sum;
    }

    /// <summary>p(j|i) for one precision per point.</summary>
    public static double[,] Conditional(Matrix points, Func<int, double> precision)
    {
        int n = points.Rows;
        var p = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            double sum = 0;
            double nearest = Enumerable.Range(0, n).Where(j => j != i).Min(j => SquaredDistance(points, i, j));
            for (int j = 0; j < n; j++)
            {
                if (j != i)
                    sum += p[i, j] = Math.Exp(-precision(i) * (SquaredDistance(points, i, j) - nearest));
            }

            for (int j = 0; j < n; j++)
                p[i, j] /= sum;
        }

        return p;
    }

    /// <summary>pᵢⱼ = (p(j|i) + p(i|j)) / 2n.</summary>
    public static double[,] Joint(double[,] conditional)
    {
        int n = conditional.GetLength(0);
        var p = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
                p[i, j] = (conditional[i, j] + conditional[j, i]) / (2 * n);
        }

        return p;
    }

    /// <summary>log w(d²).</summary>
    public static double LogWeight(Objective objective, double squaredDistance)
    {
        double alpha = objective.DegreeOfFreedom;
        return objective.Method is SneMethod.Sne or SneMethod.SymmetricSne
            ? -squaredDistance
            : -(alpha + 1) / 2 * Math.Log(1 + (squaredDistance / alpha));
    }

    /// <summary>φ = -w'/w.</summary>
    public static double Phi(Objective objective, double squaredDistance)
    {
        double alpha = objective.DegreeOfFreedom;
        return objective.Method is SneMethod.Sne or SneMethod.SymmetricSne
            ? 1
            : (alpha + 1) / (2 * (alpha + squaredDistance));
    }

    /// <summary>log q of all pairs, -∞ on the diagonal.</summary>
    public static double[,] LogQ(Objective objective, Matrix map)
    {
        int n = map.Rows;
        var result = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                result[i, j] = i == j
                    ? double.NegativeInfinity
                    : LogWeight(objective, SquaredDistance(map, i, j));
            }
        }

        double[] normalizers = LogNormalizers(objective, result);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
                result[i, j] -= normalizers[i];
        }

        return result;
    }

    /// <summary>Σ p log(p/q).</summary>
    public static double Divergence(Objective objective, double[,] p, Matrix map)
    {
        double[,] logQ = LogQ(objective, map);
        double sum = 0;
        for (int i = 0; i < map.Rows; i++)
        {
            for (int j = 0; j < map.Rows; j++)
            {
                if (p[i, j] > 0)
                    sum += p[i, j] * (Math.Log(p[i, j]) - logQ[i, j]);
            }
        }

        return sum;
    }

    /// <summary>The part of the cost that depends on the map, -Σ p log q, with p multiplied in its attractive part only.
    /// </summary>
    public static double ExaggeratedCrossEntropy(Objective objective, double[,] p, Matrix map, double exaggeration)
    {
        double[,] logQ = LogQ(objective, map);
        double sum = 0;
        for (int i = 0; i < map.Rows; i++)
        {
            for (int j = 0; j < map.Rows; j++)
            {
                if (i == j)
                    continue;
                double logWeight = LogWeight(objective, SquaredDistance(map, i, j));
                sum -= p[i, j] * (((exaggeration - 1) * logWeight) + logQ[i, j]);
            }
        }

        return sum;
    }

    /// <summary>Central differences of the whole cost, five points to each: the error is of fourth order.</summary>
    public static Matrix Differences(Objective objective, double[,] p, Matrix map, double exaggeration, double step = 1e-3)
    {
        var result = new Matrix(map.Rows, map.Columns);
        Matrix moved = map.Clone();
        for (int k = 0; k < map.Values.Length; k++)
        {
            result.Values[k] = ((8 * (At(k, step) - At(k, -step))) - (At(k, 2 * step) - At(k, -2 * step))) / (12 * step);
            moved.Values[k] = map.Values[k];
        }

        return result;

        double At(int k, double change)
        {
            moved.Values[k] = map.Values[k] + change;
            return ExaggeratedCrossEntropy(objective, p, moved, exaggeration);
        }
    }

    private static double[] LogNormalizers(Objective objective, double[,] logWeights)
    {
        int n = logWeights.GetLength(0);
        var rows = new double[n];
        for (int i = 0; i < n; i++)
        {
            int row = i;
            rows[i] = LogSumExp([.. Enumerable.Range(0, n).Select(j => logWeights[row, j])]);
        }

        if (objective.IsJoint)
            Array.Fill(rows, LogSumExp(rows));
        return rows;
    }

    private static double LogSumExp(double[] values)
    {
        double largest = values.Max();
        return largest + Math.Log(values.Sum(x => Math.Exp(x - largest)));
    }
}
