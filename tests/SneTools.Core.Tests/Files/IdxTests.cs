using static SneTools.Tests.BinaryFile;

namespace SneTools.Tests;

public class IdxTests
{
    [Theory]
    [InlineData(0x08, "u1", 0, 255)]
    [InlineData(0x09, "i1", -128, 127)]
    [InlineData(0x0B, "i2", -32768, 32767)]
    [InlineData(0x0C, "i4", -2147483648, 2147483647)]
    [InlineData(0x0D, "f4", -1.5e30f, 1e-30f)]
    [InlineData(0x0E, "f8", -1.5e300, 1e-300)]
    public void Numbers_of_every_type_are_read(byte code, string type, double least, double most)
    {
        byte[] file = Idx(code, [2, 3], Encode(type, true, least, most, 0, 1, 2, 3));
        foreach (byte[] contents in new[] { file, Gzip(file) })
        {
            Dataset data = Read(contents);
            Assert.Equal(["X1", "X2", "X3"], data.Columns);
            Assert.Equal([least, most, 0, 1, 2, 3], data.Values.Values);
        }
    }

    [Theory]
    [InlineData(new uint[] { 8 }, 8, 1)]
    [InlineData(new uint[] { 2, 4 }, 2, 4)]
    [InlineData(new uint[] { 2, 2, 2 }, 2, 4)]
    [InlineData(new uint[] { 2, 1, 2, 1, 2 }, 2, 4)]
    public void The_first_dimension_is_the_rows_and_the_others_are_columns(uint[] shape, int rows, int columns)
    {
        Dataset data = Read(Idx(8, shape, [1, 2, 3, 4, 5, 6, 7, 8]));
        Assert.Equal((rows, columns), (data.Count, data.Dimension));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], data.Values.Values);
    }

    [Fact]
    public void Columns_are_chosen_by_their_names()
    {
        byte[] file = Idx(8, [2, 4], [1, 2, 3, 4, 5, 6, 7, 8]);
        Dataset data = Read(file, options: new ImportOptions { Columns = new ColumnSelection(["X*"], ["X2"], ["x4"]) });
        Assert.Equal(["X1", "X3"], data.Columns);
        Assert.Equal([1, 3, 5, 7], data.Values.Values);
        Assert.Equal("X4", data.Labels[0].Name);
        Assert.Equal(["4", "8"], data.Labels[0].Values);
        Assert.Equal(SneError.ColumnNotFound, Refused(file, options: new ImportOptions { Columns = new ColumnSelection(["X5"]) }).Error);
        Assert.Equal(SneError.NoNumericColumn, Refused(file, options: new ImportOptions { Columns = new ColumnSelection(Label: ["*"]) }).Error);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(9, 3)]
    public void The_first_rows_alone_can_be_read(int first, int expected)
    {
        byte[] file = Idx(8, [3, 2], [1, 2, 3, 4, 5, 6]);
        Assert.Equal(expected, Read(file, options: new ImportOptions { First = first }).Count);
        Assert.Equal(expected, Read(Gzip(file), options: new ImportOptions { First = first }).Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Fewer_than_one_row_cannot_be_asked_for(int first) => Assert.Equal(
        SneError.InvalidOption,
        Assert.Throws<SneException>(() => Read(Idx(8, [1], [1]), options: new ImportOptions { First = first })).Error);

    [Theory]
    [InlineData(0x0A, 1, "0A")]
    [InlineData(0x00, 1, "00")]
    [InlineData(0x0F, 1, "0F")]
    public void An_unknown_type_is_refused(byte type, byte dimensions, string message)
    {
        SneException error = Refused([0, 0, type, dimensions, 0, 0, 0, 1, 0]);
        Assert.Equal(SneError.InvalidFile, error.Error);
        Assert.EndsWith($"this one's is {message}.", error.Message);
    }

    [Fact]
    public void A_header_without_dimensions_is_refused() =>
        Assert.Contains("no dimensions", Refused([0, 0, 8, 0, 1, 2]).Message);

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_refused()
    {
        byte[] whole = Idx(0x0B, [2, 2], Encode("i2", true, 1, 2, 3, 4));
        for (int length = 0; length < whole.Length; length++)
            Assert.Equal(SneError.InvalidFile, Refused(whole[..length], "x-idx2-short").Error);
    }

    [Fact]
    public void Sizes_that_the_file_does_not_have_are_refused()
    {
        SneException error = Refused(Idx(8, [60000, 28, 28], [1, 2, 3]));
        Assert.EndsWith("promises 60000 x 28 x 28 numbers of 1 bytes from offset 16 to 47040016; the file ends at 19.", error.Message);
        Assert.Contains("larger than any file", Refused(Idx(8, [uint.MaxValue, uint.MaxValue, uint.MaxValue], [])).Message);
        Assert.EndsWith("the file goes on to 11.", Refused(Idx(8, [2], [1, 2, 3])).Message);
    }

    [Theory]
    [InlineData("train-images-idx3-ubyte")]
    [InlineData("train-images.idx3-ubyte")]
    [InlineData("x.idx")]
    [InlineData("x.IDX1")]
    public void A_file_that_has_the_name_only_is_refused(string name)
    {
        SneException error = Refused("a,b\n1,2\n"u8.ToArray(), name);
        Assert.Equal(SneError.InvalidFile, error.Error);
        Assert.Contains("begins with the bytes 00 00; this one begins with 61 2C 62 0A", error.Message);
    }
}
