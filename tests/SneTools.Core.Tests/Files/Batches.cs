namespace SneTools.Tests;

/// <summary>Files read in batches, beside the same files read at once.</summary>
internal static class Batches
{
    /// <summary>The batches of a file.</summary>
    public static List<Dataset> Of(string path, int? rows, ImportOptions? options = null) => Of(path, rows, options, out _);

    public static List<Dataset> Of(string path, int? rows, ImportOptions? options, out ReadingSummary summary)
    {
        var batches = new List<Dataset>();
        summary = DataFile.ReadBatches(path, options ?? new ImportOptions(), rows, batches.Add);
        return batches;
    }

    /// <summary>The batches of some contents.</summary>
    public static List<Dataset> Of(byte[] contents, int? rows, string name = "data", ImportOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File(name), contents);
        return Of(folder.File(name), rows, options);
    }

    /// <summary>The error that some contents give in batches.</summary>
    public static SneException Refused(byte[] contents, int? rows, string name = "data", ImportOptions? options = null) =>
        Assert.Throws<SneException>(() => Of(contents, rows, name, options));

    /// <summary>Fails unless the batches of a file, put together, are the file read at once, or both give one error.</summary>
    public static void RequireWhole(string path, int rows, ImportOptions options)
    {
        Dataset? whole = null;
        SneException? expected = Record.Exception(() => whole = DataFile.Read(path, options)) as SneException;
        var batches = new List<Dataset>();
        ReadingSummary? summary = null;
        SneException? error = Record.Exception(() => summary = DataFile.ReadBatches(path, options, rows, batches.Add)) as SneException;
        Assert.Equal((expected?.Error, expected?.Row, expected?.Column), (error?.Error, error?.Row, error?.Column));
        Assert.Equal(whole is null, summary is null);
        if (whole is null || summary is null)
        {
            Assert.NotNull(error);
            return;
        }

        Assert.Equal(whole.Values.Values.Select(BitConverter.DoubleToInt64Bits), batches.SelectMany(batch => batch.Values.Values).Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(whole.Count + whole.DroppedRows.Count, summary.Rows);
        Assert.Equal((whole.DroppedRows.Count, whole.DroppedRows.Count == 0 ? -1 : whole.DroppedRows[0]), (summary.DroppedRows, summary.FirstDroppedRow));
        Assert.Equal(whole.SourceRows, batches.SelectMany(batch => batch.SourceRows));
        Assert.All(batches, batch =>
        {
            Assert.Equal(0, batch.FirstRow % rows);
            Assert.InRange(batch.Count + batch.DroppedRows.Count, 1, rows);
            Assert.Equal(whole.Columns, batch.Columns);
            Assert.Equal(whole.Sources, batch.Sources);
            Assert.Equal(whole.Groups, batch.Groups);
            Assert.Equal(whole.Labels.Select(label => label.Name), batch.Labels.Select(label => label.Name));
        });
        for (int k = 0; k < whole.Labels.Count; k++)
            Assert.Equal(whole.Labels[k].Values, batches.SelectMany(batch => batch.Labels[k].Values));
        for (int k = 0; k < whole.Dimension; k++)
            Assert.Equal(Spelled(whole, k), batches.SelectMany(batch => Spelled(batch, k)));
        Assert.Equal(whole.Warnings, [.. batches[0].Warnings, .. summary.Warnings]);
        Assert.All(batches.Skip(1), batch => Assert.Empty(batch.Warnings));
    }

    /// <summary>The numbers of a column as the file has them.</summary>
    private static IEnumerable<string> Spelled(Dataset data, int column)
    {
        NumberTexts? spelling = data.Spellings.GetValueOrDefault(data.Columns[column]);
        return Enumerable.Range(0, data.Count).Select(i => spelling?.Text(i, data.Values[i, column]) ?? Cell.Format(data.Values[i, column]));
    }
}
