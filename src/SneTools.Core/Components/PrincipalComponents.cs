namespace SneTools;

/// <summary>The directions in which data vary most, and what is left of the data in these directions.</summary>
public sealed class PrincipalComponents
{
    /// <summary>Takes over directions that were found.</summary>
    internal PrincipalComponents(double[] means, double unit, Matrix loadings, double[] variances, int rank)
    {
        Means = means;
        Unit = unit;
        Loadings = loadings;
        Variances = variances;
        Rank = rank;
    }

    /// <summary>Number of components, k.</summary>
    public int Count => Loadings.Rows;

    /// <summary>The mean of every column, h numbers.</summary>
    public IReadOnlyList<double> Means { get; }

    /// <summary>The directions, k × h: unit vectors at right angles, that of the largest variance first. A vector's largest
    /// number is positive. With fewer rows than columns, directions that the data lack are 0.</summary>
    public Matrix Loadings { get; }

    /// <summary>The variances along the directions (over n), in squares of <see cref="Unit"/>.</summary>
    public IReadOnlyList<double> Variances { get; }

    /// <summary>A power of two of about the data's extent, in which variances are numbers of middling size.</summary>
    public double Unit { get; }

    /// <summary>How many of the components are more than rounding.</summary>
    public int Rank { get; }

    /// <summary>Finds the directions.</summary>
    /// <param name="data">n × h.</param>
    /// <param name="count">How many: from 1 to the lesser of n and h.</param>
    /// <param name="team">The threads that do the work. The result does not depend on their number.</param>
    /// <remarks>They are the eigenvectors of the h × h covariance, or come out of the n × n products of rows where there are
    /// fewer rows than columns.</remarks>
    /// <exception cref="SneException"><see cref="SneError.PrincipalComponentOutOfRange"/>; <see cref="SneError.NonFiniteValue"/>: numbers lie
    /// farther apart than a double can tell.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static PrincipalComponents Fit(
        Matrix data,
        int count,
        ThreadTeam team)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(team);
        RequireCount(count, data.Rows, data.Columns);
        var statistics = ColumnStatistics.Of(data, team);

        if (!double.IsFinite(statistics.LargestDeviation))
            throw new SneException(SneError.NonFiniteValue, "The numbers of a column lie farther apart than the largest number there is, 1.8e308: divide them, or use Standardize, which does.");

        // In units of the largest number, so that no product overflows or vanishes.
        double unit = statistics.LargestDeviation > 0
            ? Math.ScaleB(1, Math.ILogB(statistics.LargestDeviation))
            : 1;
        var centered = new CenteredRows(data, statistics.Means, unit);
        bool isWide = data.Columns > data.Rows;
        Matrix products = isWide
            ? InnerProducts.OfRows(centered, team)
            : InnerProducts.OfColumns(centered, team);
        var eigen = SymmetricEigenvectors.Leading(products, count, team);

        // What rounding leaves of a component that the data lack points nowhere in particular.
        int rank = eigen.Values.Count(value => value > 1e-13 * products.Rows * eigen.Values[0]);
        Matrix loadings = isWide ? Combine(centered, eigen.Vectors, rank, team) : eigen.Vectors;
        for (int c = 0; c < count; c++)
            FixSign(loadings.Row(c));
        double[] variances = [.. eigen.Values.Select(value => Math.Max(0, value / data.Rows))];
        return new PrincipalComponents(statistics.Means, unit, loadings, variances, rank);
    }

    /// <summary>The places of rows along the directions.</summary>
    /// <param name="data">m × h: the rows that the directions were found for, or others.</param>
    /// <param name="team">The threads that do the work. The result does not depend on their number.</param>
    /// <returns>m × k.</returns>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public Matrix Project(Matrix data, ThreadTeam team)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(team);
        if (data.Columns != Loadings.Columns)
            throw new ArgumentException($"{data.Columns} columns where {Loadings.Columns} are expected.", nameof(data));
        return RowProjection.Compute(new CenteredRows(data, [.. Means]), Loadings, team);
    }

    /// <summary>Throws unless data have a number of components.</summary>
    /// <param name="count">The number of components.</param>
    /// <param name="rows">Number of rows, n.</param>
    /// <param name="columns">Number of columns, h.</param>
    /// <exception cref="SneException"><see cref="SneError.PrincipalComponentOutOfRange"/>.</exception>
    internal static void RequireCount(int count, int rows, int columns)
    {
        int most = Math.Min(rows, columns);
        if (count >= 1 && count <= most)
            return;
        throw new SneException(
            SneError.PrincipalComponentOutOfRange,
            $"{count} principal {(count == 1 ? "component is" : "components are")} out of range for data of {rows} {(rows == 1 ? "row" : "rows")} and {columns} {(columns == 1 ? "column" : "columns")}: the number must be from 1 to {most}.",
            column: "PrincipalComponent");
    }

    /// <summary>Directions as sums of rows, weighted by eigenvectors of the rows' products.</summary>
    private static Matrix Combine(
        CenteredRows data,
        Matrix weights,
        int rank,
        ThreadTeam team)
    {
        var loadings = new Matrix(weights.Rows, data.Columns);
        team.Run(rank, c =>
        {
            Span<double> loading = loadings.Row(c);
            for (int i = 0; i < data.Rows; i++)
            {
                for (int k = 0; k < loading.Length; k++)
                    loading[k] += weights[c, i] * data[i, k];
            }

            double norm = Math.Sqrt(Distance.Dot(loading, loading));
            for (int k = 0; k < loading.Length; k++)
                loading[k] /= norm;
        });
        return loadings;
    }

    private static void FixSign(Span<double> loading)
    {
        double largest = 0;
        foreach (double number in loading)
            largest = Math.Abs(number) > Math.Abs(largest) ? number : largest;
        if (largest >= 0)
            return;
        for (int k = 0; k < loading.Length; k++)
            loading[k] = -loading[k];
    }
}
