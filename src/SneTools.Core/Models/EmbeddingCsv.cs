using System.Data;
using System.Globalization;
using System.Text;
using Sylvan.Data.Csv;

namespace SneTools;

/// <summary>Writes a map as text: the columns that rode along, then Y1 … Yl, a line for every point.</summary>
public static class EmbeddingCsv
{
    /// <summary>Writes a map in UTF-8 with a header line; numbers read back as the same doubles.</summary>
    /// <param name="embedding">The map.</param>
    /// <param name="stream">Where to. It is left open.</param>
    /// <param name="delimiter">The character between cells.</param>
    public static void Write(Embedding embedding, Stream stream, char delimiter = ',')
    {
        ArgumentNullException.ThrowIfNull(embedding);
        ArgumentNullException.ThrowIfNull(stream);
        using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), -1, leaveOpen: true);
        var settings = new CsvDataWriterOptions
        {
            Delimiter = delimiter,
            Culture = CultureInfo.InvariantCulture,
            NewLine = "\n",
        };
        using DataTable table = ToTable(embedding);
        using DataTableReader reader = table.CreateDataReader();
        using CsvDataWriter writer = CsvDataWriter.Create(text, settings);
        writer.Write(reader);
    }

    private static DataTable ToTable(Embedding embedding)
    {
        var table = new DataTable { Locale = CultureInfo.InvariantCulture, CaseSensitive = true };
        foreach (LabelColumn label in embedding.Labels)
            table.Columns.Add(label.Name, typeof(string));
        foreach (string coordinate in embedding.Coordinates)
            table.Columns.Add(coordinate, typeof(string));
        int labels = embedding.Labels.Count;
        var row = new object?[labels + embedding.Dimension];
        table.BeginLoadData();
        for (int i = 0; i < embedding.Count; i++)
        {
            for (int k = 0; k < labels; k++)
                row[k] = embedding.Labels[k].Values[i];
            for (int c = 0; c < embedding.Dimension; c++)
                row[labels + c] = Cell.Format(embedding.Map[i, c]);
            table.LoadDataRow(row, fAcceptChanges: true);
        }

        table.EndLoadData();
        return table;
    }
}
