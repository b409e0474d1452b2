using Parquet;
using Parquet.Schema;

namespace SneTools;

/// <summary>Writes a map as Parquet: the columns that rode along as texts, Y1 … Yl as doubles, compressed by Snappy.</summary>
internal static class EmbeddingParquet
{
    /// <summary>Rows in a group: what readers that share the work among threads like to take at once.</summary>
    private const int GroupLength = 1 << 17;

    public static void Write(Embedding embedding, Stream stream)
    {
        DataField[] labels = [.. embedding.Labels.Select(label => new DataField(label.Name, typeof(string), isNullable: true))];
        DataField[] coordinates = [.. embedding.Coordinates.Select(name => new DataField(name, typeof(double), isNullable: false))];
        WriteAsync(embedding, stream, labels, coordinates).GetAwaiter().GetResult();
    }

    private static async Task WriteAsync(Embedding embedding, Stream stream, DataField[] labels, DataField[] coordinates)
    {
        var schema = new ParquetSchema([.. labels, .. coordinates]);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(schema, stream).ConfigureAwait(false);
        for (int start = 0; start < embedding.Count; start += GroupLength)
        {
            int count = Math.Min(GroupLength, embedding.Count - start);
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            for (int k = 0; k < labels.Length; k++)
            {
                IReadOnlyList<string?> values = embedding.Labels[k].Values;
                await group.WriteAsync(labels[k], [.. Enumerable.Range(start, count).Select(i => values[i])]).ConfigureAwait(false);
            }

            for (int c = 0; c < coordinates.Length; c++)
            {
                double[] values = [.. Enumerable.Range(start, count).Select(i => embedding.Map[i, c])];
                await group.WriteAsync<double>(coordinates[c], values.AsMemory()).ConfigureAwait(false);
            }

            group.CompleteValidate();
        }
    }
}
