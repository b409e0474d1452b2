namespace SneTools;

/// <summary>The places of points along the leading principal coordinates of their distances (Torgerson 1952; Gower 1966): those of rows
/// along their principal components, where the distances are straight ones between rows.</summary>
/// <remarks>
/// Of a few points they are the leading eigenvectors of B = -½ J D² J with J = 1 - 11ᵀ/m, each times the root of its eigenvalue; others are
/// placed among them by their distances (Gower 1968). Distances that no rows have give negative eigenvalues, which are left out.
/// </remarks>
internal static class PrincipalCoordinates
{
    /// <summary>Size up to which all eigenvectors are computed.</summary>
    private const int Dense = 200;

    /// <summary>Finds the coordinates of some points, and places all along them.</summary>
    /// <param name="points">The points, n.</param>
    /// <param name="kept">Whose coordinates, m.</param>
    /// <param name="count">How many coordinates.</param>
    /// <param name="team">The threads that do the work. The result does not depend on their number.</param>
    public static LeadingScores Fit(IPointDistances points, int[] kept, int count, ThreadTeam team)
    {
        int m = kept.Length;
        count = Math.Min(count, m);
        var products = new Matrix(m, m);
        double unit = TakeSquares(points, kept, products, team);
        double[] means = Center(products);
        SymmetricEigenvectors eigen = m <= Dense
            ? SymmetricEigenvectors.ByFactorization(products, count, team.Cancellation)
            : new LeadingSubspace(products, count, team).Find();
        double largest = eigen.Values.Length > 0 ? eigen.Values[0] : 0;
        int rank = eigen.Values.Count(value => value > 1e-13 * m * largest && value > 0);
        for (int c = 0; c < count; c++)
            FixSign(eigen.Vectors.Row(c));

        var scores = new Matrix(points.Count, count);
        double mean = means.Average();
        var blocks = new RowBlocks(points.Count);
        team.Run(blocks.Count, block =>
        {
            for (int i = blocks.Start(block); i < blocks.End(block); i++)
                Place(points, kept, i, unit, means, mean, eigen, rank, scores.Row(i));
        });
        return new LeadingScores(scores, rank, rank > 0 ? Math.Sqrt(largest / m) : 0);
    }

    /// <summary>Writes the squared distances between some points, in units of the largest; gives that unit.</summary>
    private static double TakeSquares(IPointDistances points, int[] kept, Matrix squares, ThreadTeam team)
    {
        var blocks = new RowBlocks(kept.Length);
        team.Run(blocks.Count, block =>
        {
            for (int a = blocks.Start(block); a < blocks.End(block); a++)
            {
                for (int b = 0; b < kept.Length; b++)
                    squares[a, b] = a == b ? 0 : points.SquaredDistance(kept[a], kept[b]);
            }
        });
        double largest = 0;
        foreach (double square in squares.Values)
            largest = Math.Max(largest, square);
        double unit = largest > 0 ? largest : 1;
        foreach (ref double square in squares.Values.AsSpan())
            square /= unit;
        return unit;
    }

    /// <summary>From squared distances to inner products; gives the means of the rows as they were.</summary>
    private static double[] Center(Matrix squares)
    {
        int m = squares.Rows;
        double[] means = squares.Means();
        double mean = means.Average();
        for (int a = 0; a < m; a++)
        {
            Span<double> row = squares.Row(a);
            for (int b = 0; b < m; b++)
                row[b] = -0.5 * (row[b] + (mean - (means[a] + means[b])));
        }

        return means;
    }

    private static void Place(
        IPointDistances points, int[] kept, int i, double unit, double[] means, double mean, SymmetricEigenvectors eigen, int rank, Span<double> place)
    {
        var products = new double[kept.Length];
        double own = 0;
        for (int b = 0; b < products.Length; b++)
        {
            products[b] = kept[b] == i ? 0 : points.SquaredDistance(i, kept[b]) / unit;
            own += products[b] / products.Length;
        }

        for (int b = 0; b < products.Length; b++)
            products[b] = -0.5 * (products[b] + (mean - (own + means[b])));
        for (int c = 0; c < rank; c++)
            place[c] = Distance.Dot(products, eigen.Vectors.Row(c)) / Math.Sqrt(eigen.Values[c]);
    }

    private static void FixSign(Span<double> vector)
    {
        double largest = 0;
        foreach (double number in vector)
            largest = Math.Abs(number) > Math.Abs(largest) ? number : largest;
        for (int k = 0; k < vector.Length && largest < 0; k++)
            vector[k] = -vector[k];
    }
}
