using Parquet;
using Parquet.Schema;

namespace SneTools.Tests;

/// <summary>Parquet files of columns of any type.</summary>
internal static class ParquetFile
{
    /// <summary>A file of one group of rows or several.</summary>
    /// <param name="columns">The columns: names, and an array of values of a type that may be nullable, or of texts.</param>
    /// <param name="groups">How many groups share the rows.</param>
    /// <param name="options">How it is compressed and encoded.</param>
    public static byte[] Of(IReadOnlyList<(string Name, Array Values)> columns, int groups = 1, ParquetOptions? options = null)
    {
        DataField[] fields = [.. columns.Select(column => new DataField(column.Name, column.Values.GetType().GetElementType()!))];
        var stream = new MemoryStream();
        WriteAsync(stream, fields, columns, groups, options).GetAwaiter().GetResult();
        return stream.ToArray();
    }

    private static async Task WriteAsync(
        Stream stream,
        DataField[] fields,
        IReadOnlyList<(string Name, Array Values)> columns,
        int groups,
        ParquetOptions? options)
    {
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream, options);
        int rows = columns.Count == 0 ? 0 : columns[0].Values.Length;
        for (int g = 0; g < groups; g++)
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            var range = new Range(g * rows / groups, (g + 1) * rows / groups);
            for (int k = 0; k < fields.Length; k++)
                await WriteAsync(group, fields[k], columns[k].Values, range);
            group.CompleteValidate();
        }
    }

    private static Task WriteAsync(ParquetRowGroupWriter group, DataField field, Array values, Range range) => values switch
    {
        // To the runtime, unlike to the compiler, an array of ulong is one of long.
        _ when values.GetType() == typeof(ulong[]) => group.WriteAsync<ulong>(field, ((ulong[])values)[range].AsMemory()),
        string?[] texts => group.WriteAsync(field, texts[range]),
        byte[]?[] bytes => group.WriteAsync(field, bytes[range]),
        double[] numbers => group.WriteAsync<double>(field, numbers[range].AsMemory()),
        double?[] numbers => group.WriteAsync<double>(field, numbers[range].AsMemory()),
        float[] numbers => group.WriteAsync<float>(field, numbers[range].AsMemory()),
        int[] numbers => group.WriteAsync<int>(field, numbers[range].AsMemory()),
        int?[] numbers => group.WriteAsync<int>(field, numbers[range].AsMemory()),
        long[] numbers => group.WriteAsync<long>(field, numbers[range].AsMemory()),
        byte[] numbers => group.WriteAsync<byte>(field, numbers[range].AsMemory()),
        short[] numbers => group.WriteAsync<short>(field, numbers[range].AsMemory()),
        decimal[] numbers => group.WriteAsync<decimal>(field, numbers[range].AsMemory()),
        bool[] truths => group.WriteAsync<bool>(field, truths[range].AsMemory()),
        DateTime[] dates => group.WriteAsync<DateTime>(field, dates[range].AsMemory()),
        _ => throw new ArgumentException(values.GetType().Name),
    };
}
