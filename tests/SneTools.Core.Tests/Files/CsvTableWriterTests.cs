using System.Globalization;
using System.Text;

namespace SneTools.Tests;

public class CsvTableWriterTests
{
    private static readonly string[] Parts =
        ["a", "Z", "é", "漢", " ", ",", ";", "\t", "\"", "'", "\n", "\r\n", "#", "=", "1", "-", ".", "|", "\\"];

    private static readonly Gen<double> Finite =
        Gen.Frequency((1, Gen.Double), (1, Gen.Long.Select(BitConverter.Int64BitsToDouble)))
            .Where(x => double.IsFinite(x) && x != 0);

    private static readonly Gen<string?> Texts =
        Gen.Frequency(
            (1, Gen.Const((string?)null)),
            (9, Gen.Int[0, Parts.Length - 1].Select(k => Parts[k]).Array[1, 6].Select(parts => (string?)string.Concat(parts))));

    [Fact]
    public void Coordinates_read_back_bit_for_bit_and_labels_to_the_letter() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 3], Gen.Int[0, 3]).SelectMany((n, l, labels) => Gen.Select(
            Finite.Array[n * l].Select(values => new Matrix(n, l, values)), Texts.Array[n].Array[labels], Gen.Int[0, 2].Select(k => ",;\t"[k])))
        .Sample((map, labels, delimiter) =>
        {
            LabelColumn[] columns = [.. labels.Select((values, k) => new LabelColumn($"label {k}", values))];
            using var folder = new TemporaryFolder();
            string path = Write(folder, Table(map, columns), delimiter);
            Dataset read = DataFile.Read(path, new ImportOptions
            {
                Delimiter = delimiter,
                Columns = new ColumnSelection(Label: [.. columns.Select(column => column.Name)]),
            });
            Near.SameBits(map, read.Values);
            Assert.Equal(Embedding.CoordinateNames(map.Columns), read.Columns);
            Assert.Equal(columns.Select(column => column.Name), read.Labels.Select(label => label.Name));
            for (int k = 0; k < columns.Length; k++)
            {
                Assert.Equal(
                    columns[k].Values.Select(text => string.IsNullOrEmpty(text) ? null : text), read.Labels[k].Values);
            }
        });

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void Numbers_are_written_alike_under_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Assert.Equal("Y1,Y2\n-1.5,1E-12\n", Text(Table(new Matrix(1, 2, [-1.5, 1e-12]), [])));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Labels_come_first_with_their_names_and_lines_end_alike_everywhere() => Assert.Equal(
        "species,Y1\nsetosa,1\n,2\n",
        Text(Table(new Matrix(2, 1, [1, 2]), [new LabelColumn("species", ["setosa", null])])));

    [Fact]
    public void Negative_zero_keeps_its_sign() => Assert.Equal("Y1\n-0\n", Text(Table(new Matrix(1, 1, [-0.0]), [])));

    [Fact]
    public void The_stream_is_left_open_and_starts_without_a_byte_order_mark()
    {
        using var stream = new MemoryStream();
        CsvTableWriter.Write(Table(new Matrix(1, 1, [1]), []), stream, ',', hasHeader: true);
        Assert.True(stream.CanWrite);
        Assert.Equal((byte)'Y', stream.ToArray()[0]);
    }

    private static Dataset Table(Matrix map, IReadOnlyList<LabelColumn> labels) => new(map, Embedding.CoordinateNames(map.Columns), labels);

    private static string Write(TemporaryFolder folder, Dataset table, char delimiter)
    {
        using FileStream stream = File.Create(folder.File("map.csv"));
        CsvTableWriter.Write(table, stream, delimiter, hasHeader: true);
        return folder.File("map.csv");
    }

    private static string Text(Dataset table)
    {
        using var stream = new MemoryStream();
        CsvTableWriter.Write(table, stream, ',', hasHeader: true);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
