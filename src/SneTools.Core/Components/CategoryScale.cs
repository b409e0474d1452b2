namespace SneTools;

/// <summary>How far apart categories are: two different ones as far as a number one standard deviation above its mean from one as much
/// below.</summary>
/// <remarks>A category is a column that holds a number s in the rows that are of it, and 0 in the others, so that two different ones are
/// √2 s apart. With s = √2 σ that is 2σ. σ is 1 where columns are standardized, else the root mean square of the standard deviations of all
/// columns that are no categories, or 1 if there are none.</remarks>
internal static class CategoryScale
{
    /// <summary>Scales the columns of categories from 1 to s.</summary>
    /// <param name="data">The data, whose categories are zeros and ones: n × h.</param>
    /// <param name="standardized">The numbers with all columns standardized; null where they are not.</param>
    /// <returns>n × h; the numbers given, changed or not, where there is nothing to scale or they are standardized.</returns>
    public static Matrix Apply(Dataset data, Matrix? standardized)
    {
        ColumnGroup[] categories = [.. data.Groups.Where(group => group.Kind == ColumnKind.Category)];
        if (categories.Length == 0)
            return standardized ?? data.Values;
        double scale = Math.Sqrt(2) * (standardized is null ? Deviation(data.Values, categories) : 1);
        Matrix result = standardized ?? data.Values.Clone();
        for (int i = 0; i < result.Rows; i++)
        {
            foreach (ColumnGroup group in categories)
            {
                for (int k = group.First; k < group.First + group.Count; k++)
                    result[i, k] = scale * data.Values[i, k];
            }
        }

        return result;
    }

    private static double Deviation(Matrix values, ColumnGroup[] categories)
    {
        IReadOnlyList<double> deviations = Standardization.Fit(values).Deviations;
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
