namespace SneTools;

/// <summary>What the policies do about cells that hold no finite number.</summary>
internal static class MissingCells
{
    /// <summary>Makes a data set of all rows that were read, after the policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="selection">The columns asked for.</param>
    /// <param name="values">The numbers, which may be changed.</param>
    /// <param name="names">The columns' names.</param>
    /// <param name="labels">The columns that ride along.</param>
    /// <exception cref="SneException">The policy refuses a cell, or leaves no row.</exception>
    public static Dataset Apply(
        MissingValuePolicy policy,
        ColumnSelection selection,
        Matrix values,
        string[] names,
        LabelColumn[] labels)
    {
        int replaced = policy == MissingValuePolicy.Mean ? FillWithMeans(values, names) : 0;
        int[] dropped = policy == MissingValuePolicy.Drop ? FindRows(values) : [];
        if (dropped.Length > 0)
        {
            int[] kept = [.. Enumerable.Range(0, values.Rows).Except(dropped)];
            if (kept.Length == 0)
                throw Refusal.AllDropped(values.Rows);
            values = values.Select(kept);
            labels = Array.ConvertAll(labels, label => label with { Values = Array.ConvertAll(kept, i => label.Values[i]) });
        }

        return new Dataset(values, names, selection.Order(labels), dropped, replaced);
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

    /// <summary>The rows that have such a cell, counted from 0.</summary>
    private static int[] FindRows(Matrix values) =>
        [.. Enumerable.Range(0, values.Rows).Where(i => IndexOf(values.Row(i)) >= 0)];

    /// <summary>Puts the mean of a column's finite numbers in the place of the others.</summary>
    /// <param name="values">The numbers, which are changed.</param>
    /// <param name="columns">The columns' names.</param>
    /// <returns>How many cells got a mean.</returns>
    /// <exception cref="SneException">A column has a gap and no finite number.</exception>
    public static int FillWithMeans(Matrix values, IReadOnlyList<string> columns)
    {
        int first = IndexOf(values.Values);
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
