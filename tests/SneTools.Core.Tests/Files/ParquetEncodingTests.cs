using System.Buffers.Binary;
using static SneTools.Tests.BinaryFile;
using static SneTools.Tests.HandmadeParquet;

namespace SneTools.Tests;

/// <summary>Pages that other writers write, byte by byte.</summary>
public class ParquetEncodingTests
{
    /// <summary>The numbers from 1 to 5: the first, and a block of four parts in which every difference is 1.</summary>
    private static readonly byte[] Deltas = [128, 1, 4, 5, 2, 2, 0, 0, 0, 0];
    private static readonly byte[] Ones = [128, 1, 4, 3, 2, 0, 0, 0, 0, 0];

    [Fact]
    public void Differences_are_added_up()
    {
        Assert.Equal([1, 2, 3, 4, 5], Numbers(OneColumn(ParquetType.Int64, 5, [Page(5, ParquetEncoding.Deltas, Deltas)])));
        Assert.Equal([1, 2, 3, 4, 5], Numbers(OneColumn(ParquetType.Int32, 5, [SecondPage(5, 0, ParquetEncoding.Deltas, [], Deltas)])));

        // Least difference -2, parts of 8 numbers with 3 bits each: -2 + (0 to 7).
        byte[] wide = [8, 1, 9, 20, 3, 3, 0b1000_1000, 0b1100_0110, 0b1111_1010];
        Assert.Equal([10, 8, 7, 7, 8, 10, 13, 17, 22], Numbers(OneColumn(ParquetType.Int64, 9, [Page(9, ParquetEncoding.Deltas, wide)])));
    }

    [Fact]
    public void Truths_in_runs_are_read() => Assert.Equal(
        [1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 0, 1],
        Numbers(OneColumn(ParquetType.Boolean, 12, [Page(12, ParquetEncoding.Runs, [6, 0, 0, 0, 12, 1, 6, 0, 3, 5])])));

    [Fact]
    public void Bytes_that_were_split_are_joined() => Assert.Equal(
        [1, 2, 3],
        Numbers(OneColumn(ParquetType.Single, 3, [Page(3, ParquetEncoding.SplitBytes, [0, 0, 0, 0, 0, 0, 128, 0, 64, 63, 64, 64])])));

    [Fact]
    public void Texts_are_read_from_their_lengths_and_from_what_they_share()
    {
        Assert.Equal(["1", "2", "3"], Texts(OneColumn(ParquetType.Bytes, 3, [Page(3, ParquetEncoding.DeltaLengths, [.. Ones, .. "123"u8])], change: IsText)));
        byte[] shared = [128, 1, 4, 3, 0, 2, 0, 0, 0, 0];
        Assert.Equal(["1", "12", "123"], Texts(OneColumn(ParquetType.Bytes, 3, [Page(3, ParquetEncoding.DeltaTexts, [.. shared, .. Ones, .. "123"u8])], change: IsText)));
    }

    [Fact]
    public void A_page_of_the_second_version_has_its_levels_before_it()
    {
        byte[] page = SecondPage(4, 1, ParquetEncoding.Plain, [3, 0b1101], Encode("i4", false, 1, 2, 3));
        Dataset data = Read(OneColumn(ParquetType.Int32, 4, [page], isOptional: true), options: new ImportOptions { MissingValue = MissingValuePolicy.Drop });
        Assert.Equal([1], data.DroppedRows);
        Assert.Equal([1, 2, 3], data.Values.Values);
    }

    [Fact]
    public void A_dictionary_and_plain_pages_may_follow_each_other() => Assert.Equal(
        [7, 7, 7, 9, 9, 9, 1, 2],
        Numbers(OneColumn(ParquetType.Double, 8, [Dictionary(2, Encode("f8", false, 7, 9)), Page(6, ParquetEncoding.Dictionary, [1, 6, 0, 6, 1]), Page(2, ParquetEncoding.Plain, Encode("f8", false, 1, 2))])));

    [Fact]
    public void Decimal_numbers_of_fixed_bytes_are_read() => Assert.Equal(
        [0.01, 2.56],
        Numbers(OneColumn(ParquetType.FixedBytes, 2, [Page(2, ParquetEncoding.Plain, [0, 0, 1, 0, 1, 0])], change: node => (node.Size, node.Meaning, node.Scale, node.Precision) = (3, 5, 2, 6))));

    [Fact]
    public void LZ4_is_read_with_and_without_the_frames_of_Hadoop()
    {
        // A block of nothing but literals: their number in the upper half of a byte, and they.
        byte[] block = [0xF0, 1, .. Encode("f8", false, 1.5, 2.5)];
        var sizes = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(sizes, 16);
        BinaryPrimitives.WriteInt32BigEndian(sizes.AsSpan(4), block.Length);
        foreach (byte[] contents in new[] { block, [.. sizes, .. block] })
            Assert.Equal([1.5, 2.5], Numbers(OneColumn(ParquetType.Double, 2, [Page(2, ParquetEncoding.Plain, contents, 16)], codec: ParquetCodec.Lz4)));
        Assert.Equal([1.5, 2.5], Numbers(OneColumn(ParquetType.Double, 2, [Page(2, ParquetEncoding.Plain, block, 16)], codec: ParquetCodec.Lz4Raw)));
    }

    private static void IsText(ParquetSchemaNode node) => node.Meaning = 0;

    private static double[] Numbers(byte[] file) => Read(file, options: new ImportOptions { Columns = new ColumnSelection(Property: ["a"]) }).Values.Values;

    private static IReadOnlyList<string?> Texts(byte[] file)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("t"), file);
        int rows = 3;
        File.WriteAllBytes(folder.File("d"), Npy("|u1", $"({rows},)", new byte[rows]));
        return DataFile.Read(folder.File("d"), new ImportOptions { LabelPath = folder.File("t") }).Labels[0].Values;
    }
}
