using System.Globalization;

namespace SneTools;

/// <summary>The columns that a map was made of, as they were before they were scaled: what points can be colored by beside the columns that ride
/// along.</summary>
internal static class EmbeddedColumns
{
    /// <summary>Rows that were reduced to principal components are kept beside these up to so many bytes.</summary>
    private const long MostBytes = 64L << 20;

    private const int Digits = 12;

    /// <summary>The rows whose columns are kept: those that were embedded, and before them those that principal components took the place of, if
    /// they are not too many.</summary>
    /// <param name="data">The rows as they were given.</param>
    /// <param name="prepared">The rows as they were embedded.</param>
    public static Dataset[] Keep(Dataset data, Dataset prepared) =>
        Preparation.Of(prepared)?.Components is not null && data != prepared && data.Dimension > 0 && sizeof(double) * (long)data.Count * data.Dimension <= MostBytes
            ? [data, prepared]
            : prepared.Dimension > 0 ? [prepared] : [];

    /// <summary>The names of the columns: those of the source, and those of their numbers where one gave several.</summary>
    /// <param name="embedding">The map.</param>
    public static string[] Names(Embedding embedding) => [.. embedding.Sources
        .Where(source => source.Count == embedding.Count)
        .SelectMany(source => Groups(source).Where(IsOne).Select(group => group.Name).Concat(source.Columns))
        .Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>A column, as texts; null if there is none of the name.</summary>
    /// <param name="embedding">The map.</param>
    /// <param name="name">The name, of which the case does not matter.</param>
    public static LabelColumn? Find(Embedding embedding, string name)
    {
        foreach (Dataset source in embedding.Sources.Where(source => source.Count == embedding.Count))
        {
            if (Groups(source).FirstOrDefault(group => IsOne(group) && IsNamed(group.Name, name)) is { } group)
                return new LabelColumn(group.Name, Texts(source, group));
            int column = Enumerable.Range(0, source.Columns.Count).FirstOrDefault(k => IsNamed(source.Columns[k], name), -1);
            if (column >= 0)
                return new LabelColumn(source.Columns[column], [.. Numbers(source, column).Select(Cell.Format)]);
        }

        return null;
    }

    /// <summary>True for columns whose cells were one value each: a category, a date, true or false.</summary>
    private static bool IsOne(ColumnGroup group) => group.Kind is ColumnKind.Category or ColumnKind.Date or ColumnKind.Truth;

    private static string?[] Texts(Dataset source, ColumnGroup group) => group.Kind switch
    {
        ColumnKind.Category => Category(source, group),
        ColumnKind.Date => Dates(Numbers(source, group.First)),
        _ => [.. Numbers(source, group.First).Select(value => value > 0.5 ? "true" : "false")],
    };

    private static bool IsNamed(string column, string name) => column.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyList<ColumnGroup> Groups(Dataset source) => Preparation.Of(source) is { Components: null } known ? known.Groups : source.Groups;

    private static string?[] Category(Dataset source, ColumnGroup group)
    {
        var values = new string?[source.Count];
        for (int i = 0; i < values.Length; i++)
        {
            for (int k = group.First; k < group.First + group.Count; k++)
            {
                if (source.Values[i, k] > 0)
                    values[i] = source.Columns[k][(group.Name.Length + 1)..^1];
            }
        }

        return values;
    }

    private static double[] Numbers(Dataset source, int column)
    {
        bool isCategory = Groups(source).Any(group => group.Kind == ColumnKind.Category && column >= group.First && column < group.First + group.Count);
        Standardization? standardization = isCategory || Preparation.Of(source) is not { Components: null } known ? null : known.Standardization;
        var numbers = new double[source.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            double value = source.Values[i, column];
            numbers[i] = standardization is null ? value : Rounded(standardization.Means[column] + (value * standardization.RelativeDeviations[column] * standardization.Ranges[column]));
        }

        return numbers;
    }

    /// <summary>Dates as they are read: days since 1970, or where all are shares of a day, times.</summary>
    private static string[] Dates(double[] days) => days.All(day => day is >= 0 and < 1)
        ? [.. days.Select(day => DateTime.UnixEpoch.AddDays(day).ToString("HH:mm:ss", CultureInfo.InvariantCulture))]
        : days.All(day => day is > -700_000 and < 2_900_000)
            ? [.. days.Select(day => DateTime.UnixEpoch.AddDays(day).ToString(day == Math.Floor(day) ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture))]
            : [.. days.Select(Cell.Format)];

    /// <summary>What was scaled and is scaled back is not the same to the last bit: 7.3999999999999995 is 7.4.</summary>
    private static double Rounded(double value) => double.Parse(value.ToString($"G{Digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
