namespace SneTools.Tests;

/// <summary>What a shard's file holds.</summary>
internal sealed record Shard(ShardSummary Summary, string[] Columns, int[] Rows, Matrix Map, double[] Distance, double[] Novelty, IReadOnlyList<LabelColumn> Labels)
{
    /// <summary>Reads a file, by the part of the library that writes none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="summary">What was told of it; null where that is not looked at.</param>
    /// <param name="labels">The columns that ride along; null for all.</param>
    public static Shard Read(string path, ShardSummary? summary, string[]? labels = null)
    {
        string[] columns = [.. DataFile.ReadColumns(path)];
        if (summary is not null)
            Assert.Equal(columns, summary.Columns);
        if (summary is { Placed: 0 })
            return new Shard(summary, columns, [], new Matrix(0, 2), [], [], []);
        string row = columns[0];
        string[] numbers = [row, "Y1", "Y2", columns[^2], columns[^1]];
        Dataset data = DataFile.Read(path, new ImportOptions { Columns = new ColumnSelection(Property: numbers, Label: labels ?? [.. columns.Except(numbers)]) });
        return new Shard(
            summary!,
            columns,
            [.. Column(row).Select(number => (int)number)],
            new Matrix(data.Count, 2, [.. Column("Y1").Zip(Column("Y2"), (y1, y2) => (double[])[y1, y2]).SelectMany(place => place)]),
            Column(columns[^2]),
            Column(columns[^1]),
            data.Labels);

        double[] Column(string name)
        {
            int k = data.Columns.ToList().IndexOf(name);
            return [.. Enumerable.Range(0, data.Count).Select(i => data.Values[i, k])];
        }
    }

    /// <summary>Several, one after the other.</summary>
    public static Shard Join(Shard[] parts)
    {
        Shard[] filled = [.. parts.Where(part => part.Rows.Length > 0)];
        Assert.All(parts, part => Assert.Equal(parts[0].Columns, part.Columns));
        return new Shard(
            parts[0].Summary,
            parts[0].Columns,
            [.. parts.SelectMany(part => part.Rows)],
            new Matrix(parts.Sum(part => part.Rows.Length), 2, [.. parts.SelectMany(part => part.Map.Values)]),
            [.. parts.SelectMany(part => part.Distance)],
            [.. parts.SelectMany(part => part.Novelty)],
            filled.Length == 0 ? [] : [.. filled[0].Labels.Select((label, k) => new LabelColumn(label.Name, [.. filled.SelectMany(part => part.Labels[k].Values)]))]);
    }

    /// <summary>Fails unless two have the same rows, bit for bit, with the same texts where both have some.</summary>
    public static void Same(Shard expected, Shard actual)
    {
        Assert.Equal(expected.Rows, actual.Rows);
        Near.SameBits(expected.Map, actual.Map);
        Assert.Equal(expected.Distance.Select(BitConverter.DoubleToInt64Bits), actual.Distance.Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(expected.Novelty, actual.Novelty);
        if (expected.Labels.Count == 0)
            return;
        Assert.Equal(expected.Labels.Select(label => label.Name), actual.Labels.Select(label => label.Name));
        for (int k = 0; k < expected.Labels.Count; k++)
            Assert.Equal(expected.Labels[k].Values, actual.Labels[k].Values);
    }

    /// <summary>The texts of a column.</summary>
    public IReadOnlyList<string?> Label(string name) => Labels.Single(label => label.Name == name).Values;

    /// <summary>Some of the rows, without texts.</summary>
    public Shard Part(int first, int count)
    {
        int[] rows = [.. Enumerable.Range(first, count)];
        return new Shard(Summary, Columns, [.. rows.Select(i => Rows[i])], Map.Select(rows), [.. rows.Select(i => Distance[i])], [.. rows.Select(i => Novelty[i])], []);
    }
}
