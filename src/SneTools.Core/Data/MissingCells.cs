namespace SneTools;

/// <summary>What the policies do about cells that hold no finite number.</summary>
internal static class MissingCells
{
    /// <summary>The rest of a table without some rows.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="labels">The columns that ride along.</param>
    /// <param name="rows">The rows to leave out, ascending.</param>
    /// <exception cref="SneException">No row is left.</exception>
    public static (Matrix Values, LabelColumn[] Labels) Drop(Matrix values, LabelColumn[] labels, int[] rows)
    {
        var dropped = new HashSet<int>(rows);
        int[] kept = [.. Enumerable.Range(0, values.Rows).Where(i => !dropped.Contains(i))];
        if (kept.Length == 0)
            throw Refusal.AllDropped(values.Rows);
        return (values.Select(kept), Array.ConvertAll(labels, label => label with { Values = Array.ConvertAll(kept, i => label.Values[i]) }));
    }

    /// <summary>The place of the first such cell, row by row; -1 if there is none.</summary>
    public static int IndexOf(ReadOnlySpan<double> values)
    {
        for (int k = 0; k < values.Length; k++)
        {
            if (!double.IsFinite(values[k]))
                return k;
        }

        return -1;
    }

    /// <summary>The place of the first such cell of a matrix, row by row; -1 if there is none.</summary>
    public static int IndexOf(Matrix values) => values.Singles is { } singles ? IndexOf(singles) : IndexOf(values.Values);

    /// <summary>The rows that have such a cell, counted from 0.</summary>
    public static int[] FindRows(Matrix values) => [.. Enumerable.Range(0, values.Rows).Where(
        i => values.ReadRow(i) is { Singles.IsEmpty: false } row ? IndexOf(row.Singles) >= 0 : IndexOf(values.Row(i)) >= 0)];

    private static int IndexOf(ReadOnlySpan<float> values)
    {
        for (int k = 0; k < values.Length; k++)
        {
            if (!float.IsFinite(values[k]))
                return k;
        }

        return -1;
    }

    /// <summary>Puts the mean of a column's finite numbers in the place of the others.</summary>
    /// <param name="values">The numbers, which are changed.</param>
    /// <param name="columns">The columns' names.</param>
    /// <returns>How many cells got a mean.</returns>
    /// <exception cref="SneException">A column has a gap and no finite number.</exception>
    public static int FillWithMeans(Matrix values, IReadOnlyList<string> columns)
    {
        int first = IndexOf(values);
        if (first < 0)
            return 0;
        var sums = new double[values.Columns];
        var counts = new int[values.Columns];
        for (int i = 0; i < values.Rows; i++)
        {
            ReadOnlySpan<double> row = values.Row(i);
            for (int k = 0; k < row.Length; k++)
            {
                if (double.IsFinite(row[k]))
                {
                    sums[k] += row[k];
                    counts[k]++;
                }
            }
        }

        int replaced = 0;
        for (int place = first; place < values.Values.Length; place++)
        {
            if (double.IsFinite(values.Values[place]))
                continue;
            int k = place % values.Columns;
            if (counts[k] == 0)
                throw Refusal.NoMean(columns[k]);
            values.Values[place] = sums[k] / counts[k];
            replaced++;
        }

        return replaced;
    }
}
