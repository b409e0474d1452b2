using Parquet;
using Parquet.Schema;

namespace SneTools;

/// <summary>Writes tables as Parquet: texts, numbers as doubles and counts as whole numbers of eight bytes, compressed by Snappy, a group of rows
/// after the other.</summary>
internal sealed class ParquetTableWriter : IDisposable
{
    /// <summary>Rows in a group: what readers that share the work among threads like to take at once.</summary>
    public const int GroupLength = 1 << 17;

    private readonly DataField[] _fields;
    private readonly ParquetWriter _writer;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Where to; one must be able to tell where in it one is. It is left open.</param>
    /// <param name="columns">The columns' names, and what each holds: string, double or long.</param>
    public ParquetTableWriter(Stream stream, IEnumerable<(string Name, Type Type)> columns)
    {
        _fields = [.. columns.Select(column => new DataField(column.Name, column.Type, isNullable: column.Type == typeof(string)))];
        _writer = ParquetWriter.CreateAsync(new ParquetSchema([.. _fields]), stream).GetAwaiter().GetResult();
    }

    /// <summary>Writes a table.</summary>
    /// <param name="data">The table.</param>
    /// <param name="stream">Where to. It is left open.</param>
    /// <param name="metadata">What the file says of itself, by name.</param>
    public static void Write(Dataset data, Stream stream, IReadOnlyDictionary<string, string>? metadata = null)
    {
        if (stream.CanSeek)
        {
            WriteTo(data, stream, metadata);
            return;
        }

        // The description at the end tells where everything lies, and a pipe does not know where it is.
        using var whole = new MemoryStream();
        WriteTo(data, whole, metadata);
        whole.WriteTo(stream);
    }

    /// <summary>Writes a group of rows.</summary>
    /// <param name="columns">Its cells: of every column an array of string?, double or long.</param>
    public void Write(IReadOnlyList<Array> columns)
    {
        using ParquetRowGroupWriter group = _writer.CreateRowGroup();
        for (int k = 0; k < _fields.Length; k++)
            WriteAsync(group, _fields[k], columns[k]).GetAwaiter().GetResult();
        group.CompleteValidate();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static Task WriteAsync(ParquetRowGroupWriter group, DataField field, Array values) => values switch
    {
        string?[] texts => group.WriteAsync(field, texts),
        double[] numbers => group.WriteAsync<double>(field, numbers.AsMemory()),
        long[] counts => group.WriteAsync<long>(field, counts.AsMemory()),
        _ => throw new ArgumentException($"{values.GetType()} is no column.", nameof(values)),
    };

    private static void WriteTo(Dataset data, Stream stream, IReadOnlyDictionary<string, string>? metadata)
    {
        IEnumerable<(string, Type)> labels = data.Labels.Select(label => (label.Name, typeof(string)));
        using var writer = new ParquetTableWriter(stream, labels.Concat(data.Columns.Select(name => (name, typeof(double)))));
        if (metadata is not null)
            writer._writer.CustomMetadata = metadata;
        for (int start = 0; start < data.Count; start += GroupLength)
        {
            int[] rows = [.. Enumerable.Range(start, Math.Min(GroupLength, data.Count - start))];
            writer.Write(
            [
                .. data.Labels.Select(label => Array.ConvertAll(rows, i => label.Values[i])),
                .. Enumerable.Range(0, data.Dimension).Select(c => Array.ConvertAll(rows, i => data.Values[i, c])),
            ]);
        }
    }
}
