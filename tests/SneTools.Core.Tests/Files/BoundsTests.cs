using System.Diagnostics;
using System.Text;
using Parquet;
using static SneTools.Tests.BinaryFile;
using static SneTools.Tests.HandmadeParquet;

namespace SneTools.Tests;

/// <summary>Files of a few bytes that promise a great deal, each the smallest of its kind: the answer is an error, soon, and cheap.</summary>
[Collection(nameof(Allocation))]
public class BoundsTests
{
    private const long FreeBytes = 64_000_000;
    private static readonly byte[] Six = Encode("f8", false, 1, 2, 3, 4, 5, 6);

    /// <summary>A block of 2³¹ differences, in one part.</summary>
    private static readonly byte[] EndlessBlock = [.. Varint(1UL << 31), 1, 6, 2, 2, 0];

    [Fact]
    public void A_list_of_more_elements_than_bytes_is_refused()
    {
        foreach (byte head in new byte[] { 0x29, 0x49, 0x59 })
            Refuses(Join([], [head, 0xFC, .. Varint(int.MaxValue), 0]));
    }

    [Fact]
    public void A_text_of_more_bytes_than_there_are_is_refused() =>
        Refuses(Join([], [0x29, 0x1C, 0x48, .. Varint(int.MaxValue), (byte)'a', 0, 0]));

    [Fact]
    public void A_number_that_does_not_end_is_refused() => Refuses(Join([], [0x36, .. Enumerable.Repeat((byte)0xFF, 50)]));

    [Fact]
    public void A_description_that_nests_without_end_is_refused() => Refuses(Join([], [.. Enumerable.Repeat((byte)0x1C, 100_000)]));

    [Fact]
    public void A_schema_of_records_within_records_without_end_is_refused()
    {
        ParquetSchemaNode[] nodes = [.. Enumerable.Range(0, 20_000).Select(_ => new ParquetSchemaNode { Name = "a", Children = 1 })];
        Refuses(Join([], ParquetFooterWriter.Write(nodes, [])));
    }

    [Fact]
    public void Rows_that_no_page_has_are_refused_before_their_table_is_made() => Assert.Contains(
        "fewer pages than values", Refuses(OneColumn(ParquetType.Double, 5_000_000, [Page(6, ParquetEncoding.Plain, Six)])).Message);

    [Fact]
    public void Values_that_a_page_has_not_are_refused()
    {
        const int Many = 1_000_000;
        Refuses(OneColumn(ParquetType.Double, Many, [Page(Many, ParquetEncoding.Plain, Six)]));
        Refuses(OneColumn(ParquetType.Double, Many, [Page(Many, ParquetEncoding.Plain, [4, 0, 0, 0, 3, 1, 0, 0, .. Six])], isOptional: true));
        Refuses(OneColumn(ParquetType.Double, Many, [Dictionary(6, Six), Page(Many, ParquetEncoding.Dictionary, [3, 12, 1])]));
        Refuses(OneColumn(ParquetType.Double, 6, [Page(6, ParquetEncoding.Dictionary, [1, 12, 0])]));
        Refuses(OneColumn(ParquetType.Bytes, Many, [Page(Many, ParquetEncoding.Plain, [1, 0, 0, 0, 49])], change: node => node.Meaning = 0), property: "a");
    }

    [Fact]
    public void A_dictionary_of_more_values_than_bytes_is_refused() =>
        Refuses(OneColumn(ParquetType.Double, 6, [Dictionary(1 << 30, Six), Page(6, ParquetEncoding.Dictionary, [1, 12, 0])]));

    [Fact]
    public void Levels_longer_than_their_page_are_refused() =>
        Refuses(OneColumn(ParquetType.Double, 6, [Page(6, ParquetEncoding.Plain, [0xFF, 0xFF, 0xFF, 0x7F, .. Six])], isOptional: true));

    [Fact]
    public void Blocks_of_differences_without_end_are_refused()
    {
        foreach (ParquetType type in new[] { ParquetType.Int32, ParquetType.Int64 })
            Refuses(OneColumn(type, 6, [Page(6, ParquetEncoding.Deltas, EndlessBlock)]));
        Refuses(OneColumn(ParquetType.Bytes, 6, [Page(6, ParquetEncoding.DeltaLengths, EndlessBlock)], change: node => node.Meaning = 0), property: "a");
        Refuses(OneColumn(ParquetType.Bytes, 6, [Page(6, ParquetEncoding.DeltaTexts, EndlessBlock)], change: node => node.Meaning = 0), property: "a");
    }

    [Fact]
    public void Texts_that_grow_by_a_letter_a_row_are_refused()
    {
        // 30 000 texts, each the one before and a letter more: 450 million letters.
        const int Count = 30_000;
        byte[] parts = [.. Enumerable.Repeat<byte[]>([2, 0, 0, 0, 0], Count / 128 + 1).SelectMany(block => block)];
        byte[] shared = [128, 1, 4, .. Varint(Count), 0, .. parts];
        byte[] ones = [128, 1, 4, .. Varint(Count), 2, .. Enumerable.Repeat<byte[]>([0, 0, 0, 0, 0], Count / 128 + 1).SelectMany(block => block)];
        byte[] page = Page(Count, ParquetEncoding.DeltaTexts, [.. shared, .. ones, .. Enumerable.Repeat((byte)'a', Count)]);
        Assert.Contains("would take", Refuses(OneColumn(ParquetType.Bytes, Count, [page], change: node => node.Meaning = 0), property: "a").Message);
    }

    [Theory]
    [InlineData(ParquetCodec.Snappy)]
    [InlineData(ParquetCodec.Gzip)]
    [InlineData(ParquetCodec.Brotli)]
    [InlineData(ParquetCodec.Lz4)]
    [InlineData(ParquetCodec.Zstd)]
    [InlineData(ParquetCodec.Lz4Raw)]
    public void A_page_that_is_to_become_far_more_than_it_can_is_refused(object codec)
    {
        byte[] contents = (ParquetCodec)codec switch
        {
            ParquetCodec.Snappy => [.. Varint(int.MaxValue), 0, 0],
            ParquetCodec.Zstd => [0x28, 0xB5, 0x2F, 0xFD, 0xA0, 0xFF, 0xFF, 0xFF, 0x7F, 1, 0, 0],
            _ => Six,
        };
        Refuses(OneColumn(ParquetType.Double, 6, [Page(6, ParquetEncoding.Plain, contents, int.MaxValue)], codec: (ParquetCodec)codec));
    }

    [Fact]
    public void A_decimal_of_a_thousand_million_digits_is_refused() => Refuses(OneColumn(
        ParquetType.FixedBytes, 2, [Page(2, ParquetEncoding.Plain, [0, 1])], change: node => (node.Size, node.Meaning, node.Scale, node.Precision) = (1, 5, 1 << 30, 1 << 30)));

    [Fact]
    public void A_thousand_columns_that_are_the_same_bytes_are_refused()
    {
        // Two million equal numbers in a run, and a description by which a thousand columns lie there.
        const int Rows = 2_000_000;
        byte[] body = [.. Dictionary(1, Encode("f8", false, 1)), .. Page(Rows, ParquetEncoding.Dictionary, [1, .. Varint(Rows << 1), 0])];
        ParquetSchemaNode[] columns = [.. Enumerable.Range(0, 1000).Select(k => new ParquetSchemaNode { Name = $"c{k}", Type = 5, Repetition = 0 })];
        ParquetChunk[] chunks = [.. columns.Select(column => new ParquetChunk(new ParquetLeaf([column.Name], ParquetType.Double, 0, 0, 0), ParquetCodec.None, Rows, 4, body.Length, null))];
        ParquetSchemaNode[] schema = [new ParquetSchemaNode { Name = "root", Children = columns.Length }, .. columns];
        Assert.Contains("would take 32000 MB", Refuses(Join(body, ParquetFooterWriter.Write(schema, [new ParquetGroup(Rows, chunks)]))).Message);
    }

    [Fact]
    public void A_million_rows_of_constant_columns_are_read_from_a_few_bytes()
    {
        const int Rows = 1_000_000;
        var texts = new string[Rows];
        Array.Fill(texts, "all the same");
        byte[] file = ParquetFile.Of([("a", new double[Rows]), ("i", Enumerable.Range(2, Rows).ToArray()), ("t", texts)], 4, new ParquetOptions { CompressionMethod = CompressionMethod.Zstd });
        Dataset data = Read(file);
        Assert.Equal((Rows, 2, 1_000_001.0, "all the same"), (data.Count, data.Dimension, data.Values[Rows - 1, 1], data.Labels[0].Values[Rows - 1]));

        byte[] run = [.. Varint(Rows << 1), 0];
        file = OneColumn(ParquetType.Double, Rows, [Dictionary(1, Encode("f8", false, 1.5)), Page(Rows, ParquetEncoding.Dictionary, [1, .. run])]);
        Assert.InRange(file.Length, 0, 250);
        Assert.All(Read(file).Values.Values, value => Assert.Equal(1.5, value));
    }

    [Fact]
    public void A_compressed_array_that_is_not_there_is_refused()
    {
        foreach (string shape in new[] { "(1000000000,)", "(2, 1000000000)", "(100000000000, 3)", "(4000000, 4)" })
            Refuses(Gzip(Npy("<f8", shape, [])));
        Refuses(Gzip(Idx(8, [uint.MaxValue, 1], [])));
    }

    [Fact]
    public void Names_of_columns_that_are_not_there_are_not_made()
    {
        using var folder = new TemporaryFolder();
        foreach (byte[] file in new[] { Idx(8, [1, 2_000_000_000], [1]), Npy("|u1", "(1, 2000000000)", [1]), Gzip(Npy("|u1", "(1, 5000000)", new byte[5_000_000])) })
        {
            File.WriteAllBytes(folder.File("f"), file);
            InBounds(() => Assert.Throws<SneException>(() => DataFile.ReadColumns(folder.File("f"))));
        }
    }

    [Fact]
    public void A_field_with_a_broken_escape_in_its_name_is_read_by_its_letters() => Assert.Equal(
        ["axb", "u"], Read(NpyOf(@"{'descr': [('a\xb', '|u1'), ('\u', '|u1')], 'fortran_order': False, 'shape': (2,), }", [1, 2, 3, 4])).Columns);

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1")]
    [InlineData("{'descr': [('a', '<f8')")]
    [InlineData("{'descr': [")]
    public void A_header_of_nothing_but_spaces_is_no_riddle(string start) => Refuses(NpyOf(start + new string(' ', 60_000), [], version: 2));

    [Theory]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public void A_line_of_nothing_but_commas_is_refused(int count) =>
        Assert.Contains("columns or more", Refuses(Encoding.ASCII.GetBytes(new string(',', count)), "f.csv").Message);

    [Fact]
    public void A_text_of_ten_thousand_columns_is_read()
    {
        string header = string.Join(',', Enumerable.Range(0, 10_000).Select(k => $"gene {k}"));
        string row = string.Join(',', Enumerable.Range(0, 10_000).Select(k => k % 7));
        Dataset data = InBounds(() => Read(Encoding.ASCII.GetBytes($"{header}\n{row}\n{row}\n")));
        Assert.Equal((2, 10_000, 9_999 % 7), (data.Count, data.Dimension, data.Values[1, 9_999]));
    }

    [Fact]
    public void A_compressed_text_of_columns_or_rows_without_end_is_refused()
    {
        Refuses(Gzip(Encoding.ASCII.GetBytes(new string(',', 10_000_000))), "f.csv");
        Refuses(Gzip(Encoding.ASCII.GetBytes(new string('a', 30_000_000))), "f.csv");
        Refuses(Gzip(Encoding.ASCII.GetBytes("a\n" + string.Concat(Enumerable.Repeat("1\n", 10_000_000)))), "f.csv");
    }

    [Fact]
    public void Compressed_labels_without_end_are_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("d"), Idx(8, [2], [1, 2]));
        foreach (char letter in "a\n")
        {
            File.WriteAllBytes(folder.File("l"), Gzip(Encoding.ASCII.GetBytes(new string(letter, 30_000_000))));
            InBounds(() => Assert.Throws<SneException>(() => DataFile.Read(folder.File("d"), new ImportOptions { LabelPath = folder.File("l") })));
        }
    }

    /// <summary>A gzip of 30 MB of zeros, and a header of more columns than 20 times the bytes.</summary>
    [Fact]
    public void Who_knows_a_file_says_how_much_it_may_take()
    {
        using var folder = new TemporaryFolder();
        byte[] text = Encoding.ASCII.GetBytes("a\n" + string.Concat(Enumerable.Repeat("1\n", 3_000_000)));
        File.WriteAllBytes(folder.File("rows.csv.gz"), Gzip(text));
        File.WriteAllBytes(folder.File("columns.csv"), Encoding.ASCII.GetBytes(string.Join(',', Enumerable.Range(0, 120_000)) + "\n"));
        foreach (string name in new[] { "rows.csv.gz", "columns.csv" })
        {
            SneException refusal = Assert.Throws<SneException>(() => DataFile.CountRows(folder.File(name)) + Read(name, null).Count);
            Assert.Equal(SneError.InvalidFile, refusal.Error);
            Assert.Contains("MaxExpandedSize", refusal.Message);
            Assert.Contains("as MaxExpandedSize says", Assert.Throws<SneException>(() => Read("rows.csv.gz", 1000)).Message);
        }

        Assert.Equal(3_000_000, Read("rows.csv.gz", 500_000_000).Count);
        Assert.Equal(120_000, DataFile.ReadColumns(folder.File("columns.csv"), new ImportOptions { MaxExpandedSize = 500_000_000 }).Count);
        Assert.Equal(SneError.InvalidOption, Assert.Throws<SneException>(() => Read("rows.csv.gz", 0)).Error);

        Dataset Read(string name, long? most) => DataFile.Read(folder.File(name), new ImportOptions { MaxExpandedSize = most });
    }

    private static SneException Refuses(byte[] file, string name = "f", string? property = null)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File(name), file);
        var options = new ImportOptions { MissingValue = MissingValuePolicy.Mean, Columns = new ColumnSelection(Property: property is null ? null : [property]) };
        return InBounds(() => Assert.Throws<SneException>(() => DataFile.Read(folder.File(name), options)));
    }

    /// <summary>Two seconds at most, or once more if it was the machine, and 64 MB.</summary>
    private static T InBounds<T>(Func<T> work)
    {
        for (int attempt = 0; ; attempt++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            long start = Stopwatch.GetTimestamp();
            T result = work();
            TimeSpan time = Stopwatch.GetElapsedTime(start);
            Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, FreeBytes);
            if (time < TimeSpan.FromSeconds(2))
                return result;
            Assert.True(attempt == 0, $"It took {time}.");
        }
    }
}
