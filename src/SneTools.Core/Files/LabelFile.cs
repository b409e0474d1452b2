namespace SneTools;

/// <summary>A file with a label for every row of another, which is read as far as rows come.</summary>
/// <param name="path">The file.</param>
/// <param name="texts">Its labels, read as they are asked for; disposing of them closes the file.</param>
internal sealed class LabelFile(string path, IEnumerator<string?> texts) : IDisposable
{
    private int _count;

    /// <summary>A batch of rows with their labels beside them.</summary>
    /// <param name="batch">The rows, which follow those of the batch before, except rows that were left out.</param>
    /// <exception cref="SneException"><see cref="SneError.RowCountMismatch"/>: there are fewer labels; or they cannot be read, or the rows have
    /// a column of their name.</exception>
    public Dataset Join(Dataset batch) => DataFile.Naming(path, () =>
    {
        Pass(batch.FirstRow);
        var labels = new string?[batch.Count + batch.DroppedRows.Count];
        for (int i = 0; i < labels.Length; i++)
            labels[i] = Next();
        return batch.AddLabel(new LabelColumn(DataFile.LabelName, labels));
    });

    /// <summary>Looks whether there are as many labels as rows.</summary>
    /// <param name="rows">All rows.</param>
    /// <exception cref="SneException"><see cref="SneError.RowCountMismatch"/>: there are not.</exception>
    public void RequireEnd(int rows) => DataFile.Naming(path, () =>
    {
        Pass(rows);
        while (texts.MoveNext())
            _count++;
        return _count == rows ? 0 : throw new SneException(SneError.RowCountMismatch, $"There are {_count} labels for {rows} rows.", column: DataFile.LabelName);
    });

    /// <inheritdoc/>
    public void Dispose() => texts.Dispose();

    private void Pass(int rows)
    {
        while (_count < rows)
            Next();
    }

    private string? Next()
    {
        if (!texts.MoveNext())
            throw new SneException(SneError.RowCountMismatch, $"There are {_count} labels, and more rows.", column: DataFile.LabelName);
        _count++;
        return texts.Current;
    }
}
