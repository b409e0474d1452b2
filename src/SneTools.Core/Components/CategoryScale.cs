namespace SneTools;

/// <summary>How far apart categories are: two different ones as far as a number one standard deviation above its mean from one as much
/// below.</summary>
/// <remarks>A category is a column that holds a number s in the rows that are of it, and 0 in the others, so that two different ones are
/// √2 s apart. With s = √2 σ that is 2σ. σ is 1 where columns are standardized, else the root mean square of the standard deviations of all
/// columns that are no categories, or 1 if there are none.</remarks>
internal static class CategoryScale
{
    /// <summary>The groups of columns that are categories.</summary>
    public static ColumnGroup[] Categories(IEnumerable<ColumnGroup> groups) => [.. groups.Where(group => group.Kind == ColumnKind.Category)];

    /// <summary>The number s of data.</summary>
    /// <param name="data">The data, whose categories are zeros and ones: n × h.</param>
    /// <param name="isStandardized">Whether their columns are standardized.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Null where there are no categories.</returns>
    public static double? Of(Dataset data, bool isStandardized, CancellationToken cancellation)
    {
        ColumnGroup[] categories = Categories(data.Groups);
        if (categories.Length == 0)
            return null;
        return Math.Sqrt(2) * (isStandardized ? 1 : Deviation(data.Values, categories, cancellation));
    }

    /// <summary>Scales the columns of categories from 1 to s.</summary>
    /// <param name="scale">The number s.</param>
    /// <param name="categories">The columns.</param>
    /// <param name="rows">m × h, whose categories are zeros and ones.</param>
    /// <param name="target">m × h, whose columns of categories are set.</param>
    public static void Apply(double scale, ColumnGroup[] categories, Matrix rows, Matrix target)
    {
        for (int i = 0; i < rows.Rows; i++)
        {
            foreach (ColumnGroup group in categories)
            {
                for (int k = group.First; k < group.First + group.Count; k++)
                    target[i, k] = scale * rows[i, k];
            }
        }
    }

    private static double Deviation(Matrix values, ColumnGroup[] categories, CancellationToken cancellation)
    {
        IReadOnlyList<double> deviations = Standardization.Fit(values, cancellation).Deviations;
        double[] others =
        [
            .. deviations.Where((_, k) => !Array.Exists(categories, group => k >= group.First && k < group.First + group.Count)),
        ];
        double largest = others.Append(0).Max();
        return largest > 0 && double.IsFinite(largest)
            ? largest * Math.Sqrt(others.Average(deviation => deviation / largest * (deviation / largest)))
            : 1;
    }
}
