namespace SneTools;

/// <summary>Numbers that are read from the texts of a column.</summary>
internal static class DerivedColumns
{
    /// <summary>The most values of a column of which nobody said that they are categories.</summary>
    public const int MostCategories = 50;

    /// <summary>Reads the numbers of a column.</summary>
    /// <param name="plan">The column, with its texts.</param>
    /// <param name="isMissingAllowed">True to give NaN for a text that says no number; false to refuse it.</param>
    /// <param name="rows">The number in the source, from 0, of every row; null if none is missing.</param>
    /// <returns>n × k, with the names of the k columns.</returns>
    /// <exception cref="SneException">A text says no number, or there are too many categories for the memory.</exception>
    public static (Matrix Values, string[] Names) Read(ColumnPlan plan, bool isMissingAllowed, int[]? rows) => plan.Kind switch
    {
        ColumnKind.Category => Categories(plan, isMissingAllowed, rows),
        ColumnKind.Vector => Vectors(plan, isMissingAllowed, rows),
        _ => Numbers(plan, isMissingAllowed, rows),
    };

    /// <summary>True for a text that says a number of a kind.</summary>
    /// <param name="text">The text.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="number">The number; NaN if there is none.</param>
    public static bool TryParse(string? text, ColumnKind kind, out double number)
    {
        number = double.NaN;
        return kind switch
        {
            ColumnKind.Category => !string.IsNullOrWhiteSpace(text),
            ColumnKind.Date => CellDate.TryParse(text, out number),
            ColumnKind.Truth => CellTruth.TryParse(text, out number),
            _ => Cell.TryParse(text, out number) && double.IsFinite(number),
        };
    }

    /// <summary>Says why a text says no number of a kind.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="row">The row, from 1.</param>
    /// <param name="column">The column.</param>
    public static SneException Refuse(Cell cell, ColumnKind kind, int row, string column) => (cell.IsEmpty, kind) switch
    {
        (true, _) => Refusal.Missing(row, column),
        (_, ColumnKind.Date) => Refusal.NotOfKind(row, column, cell.AsText()!, $"date or time: it must be written as {CellDate.Forms}"),
        (_, ColumnKind.Vector) => Refusal.NotOfKind(row, column, cell.AsText()!, "vector of numbers"),
        (_, ColumnKind.Truth) => Refusal.NotOfKind(row, column, cell.AsText()!, "truth value, true or false"),
        _ => Refusal.Of(cell, row, column),
    };

    /// <summary>The different texts of a column in order; null if they are more than a number.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="most">The most that are wanted.</param>
    public static string[]? Values(IEnumerable<string?> texts, int most)
    {
        var values = new HashSet<string>(StringComparer.Ordinal);
        foreach (string? text in texts)
        {
            if (!string.IsNullOrWhiteSpace(text) && values.Add(text) && values.Count > most)
                return null;
        }

        return [.. values.Order(StringComparer.Ordinal)];
    }

    private static (Matrix, string[]) Numbers(ColumnPlan plan, bool isMissingAllowed, int[]? rows)
    {
        IReadOnlyList<string?> texts = plan.Texts!;
        var numbers = new double[texts.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!TryParse(texts[i], plan.Kind, out numbers[i]) && !isMissingAllowed)
                throw Refuse(Cell.FromText(texts[i]), plan.Kind, Number(rows, i), plan.Name);
        }

        string name = plan.Kind switch
        {
            ColumnKind.Date => ColumnGroup.ElementName(plan.Name, "days"),
            ColumnKind.Truth => ColumnGroup.ElementName(plan.Name, "true"),
            _ => plan.Name,
        };
        return (new Matrix(numbers.Length, 1, numbers), [name]);
    }

    private static (Matrix, string[]) Categories(ColumnPlan plan, bool isMissingAllowed, int[]? rows)
    {
        IReadOnlyList<string?> texts = plan.Texts!;
        string[] values = Values(texts, int.MaxValue)!;
        MemoryBudget.Require(
            (double)texts.Count * values.Length * sizeof(double),
            $"A column for each of the {values.Length} values of '{plan.Name}'",
            "Leave it out of Categorical.");
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string value in values)
            places.Add(value, places.Count);
        var result = new Matrix(texts.Count, values.Length);
        for (int i = 0; i < texts.Count; i++)
        {
            if (texts[i] is { } text && places.TryGetValue(text, out int place))
                result[i, place] = 1;
            else if (isMissingAllowed)
                result.Row(i).Fill(double.NaN);
            else
                throw Refusal.Missing(Number(rows, i), plan.Name);
        }

        return (result, Array.ConvertAll(values, value => ColumnGroup.ElementName(plan.Name, value)));
    }

    private static (Matrix, string[]) Vectors(ColumnPlan plan, bool isMissingAllowed, int[]? rows)
    {
        IReadOnlyList<string?> texts = plan.Texts!;
        Matrix? result = null;
        for (int i = 0; i < texts.Count; i++)
        {
            double[]? vector = CellVector.Parse(texts[i]);
            if (vector is null && !isMissingAllowed)
                throw Refuse(Cell.FromText(texts[i]), plan.Kind, Number(rows, i), plan.Name);
            if (vector is null)
                continue;
            if (result is null)
            {
                result = new Matrix(texts.Count, vector.Length);
                result.Values.AsSpan().Fill(double.NaN);
            }

            if (vector.Length != result.Columns)
                throw Refusal.VectorLength(Number(rows, i), plan.Name, vector.Length, result.Columns);
            vector.CopyTo(result.Row(i));
        }

        result ??= new Matrix(texts.Count, 0);
        return (result, ColumnNames.Elements(plan.Name, result.Columns));
    }

    /// <summary>The number of a row in the source, from 1.</summary>
    private static int Number(int[]? rows, int row) => (rows?[row] ?? row) + 1;
}
