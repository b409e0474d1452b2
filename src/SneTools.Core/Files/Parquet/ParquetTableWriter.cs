using Parquet;
using Parquet.Schema;

namespace SneTools;

/// <summary>Writes a table as Parquet: the columns that ride along as texts, the others as doubles, compressed by Snappy.</summary>
internal static class ParquetTableWriter
{
    /// <summary>Rows in a group: what readers that share the work among threads like to take at once.</summary>
    private const int GroupLength = 1 << 17;

    /// <summary>Writes a table.</summary>
    /// <param name="data">The table.</param>
    /// <param name="stream">Where to. It is left open.</param>
    public static void Write(Dataset data, Stream stream)
    {
        DataField[] labels = [.. data.Labels.Select(label => new DataField(label.Name, typeof(string), isNullable: true))];
        DataField[] numbers = [.. data.Columns.Select(name => new DataField(name, typeof(double), isNullable: false))];
        if (stream.CanSeek)
        {
            WriteAsync(data, stream, labels, numbers).GetAwaiter().GetResult();
            return;
        }

        // The description at the end tells where everything lies, and a pipe does not know where it is.
        using var whole = new MemoryStream();
        WriteAsync(data, whole, labels, numbers).GetAwaiter().GetResult();
        whole.WriteTo(stream);
    }

    private static async Task WriteAsync(Dataset data, Stream stream, DataField[] labels, DataField[] numbers)
    {
        var schema = new ParquetSchema([.. labels, .. numbers]);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(schema, stream).ConfigureAwait(false);
        for (int start = 0; start < data.Count; start += GroupLength)
        {
            int count = Math.Min(GroupLength, data.Count - start);
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            for (int k = 0; k < labels.Length; k++)
            {
                IReadOnlyList<string?> values = data.Labels[k].Values;
                await group.WriteAsync(labels[k], [.. Enumerable.Range(start, count).Select(i => values[i])]).ConfigureAwait(false);
            }

            for (int c = 0; c < numbers.Length; c++)
            {
                double[] values = [.. Enumerable.Range(start, count).Select(i => data.Values[i, c])];
                await group.WriteAsync<double>(numbers[c], values.AsMemory()).ConfigureAwait(false);
            }

            group.CompleteValidate();
        }
    }
}
