using static SneTools.Tests.BinaryFile;

namespace SneTools.Tests;

public class NpyTests
{
    [Theory]
    [InlineData("b1", 0, 1)]
    [InlineData("i1", -128, 127)]
    [InlineData("u1", 0, 255)]
    [InlineData("i2", -32768, 32767)]
    [InlineData("u2", 0, 65535)]
    [InlineData("i4", -2147483648, 2147483647)]
    [InlineData("u4", 0, 4294967295)]
    [InlineData("i8", -4503599627370496, 4503599627370496)]
    [InlineData("u8", 0, 9007199254740992)]
    [InlineData("f2", -65504, 0.000030517578125)]
    [InlineData("f4", -1.5e30f, 1e-30f)]
    [InlineData("f8", -1.5e300, 1e-300)]
    public void Numbers_of_every_type_and_byte_order_are_read(string type, double least, double most)
    {
        double[] numbers = [least, most, 1, 0, 1, most];
        foreach (bool isBigEndian in new[] { false, true })
        {
            byte[] bytes = Encode(type, isBigEndian, numbers);
            string order = bytes.Length == numbers.Length ? "|" : isBigEndian ? ">" : "<";
            Dataset data = Read(Npy(order + type, "(3, 2)", bytes));
            Assert.Equal("3 rows x 2 columns", data.ToString());
            Assert.Equal(["X1", "X2"], data.Columns);
            Assert.Equal(numbers, data.Values.Values);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_version_is_read(byte version) =>
        Assert.Equal([1, 2, 3, 4], Read(Npy("<i2", "(2, 2)", Encode("i2", false, 1, 2, 3, 4), version: version)).Values.Values);

    [Theory]
    [InlineData("(4,)", 4, 1)]
    [InlineData("(2, 2)", 2, 2)]
    [InlineData("(2L, 2L)", 2, 2)]
    [InlineData("(1,2,2)", 1, 4)]
    [InlineData("(2, 1, 2, 1)", 2, 2)]
    public void The_first_dimension_is_the_rows_and_the_others_are_columns(string shape, int rows, int columns)
    {
        Dataset data = Read(Npy("|u1", shape, [1, 2, 3, 4]));
        Assert.Equal((rows, columns), (data.Count, data.Dimension));
        Assert.Equal([1, 2, 3, 4], data.Values.Values);
    }

    [Fact]
    public void A_column_may_follow_a_column()
    {
        Dataset data = Read(Npy("|u1", "(3, 2)", [1, 3, 5, 2, 4, 6], isFortran: true));
        Assert.Equal([1, 2, 3, 4, 5, 6], data.Values.Values);
        Assert.Equal([1, 2, 3, 4], Read(Npy("|u1", "(3, 2)", [1, 3, 5, 2, 4, 6], isFortran: true), options: new ImportOptions { First = 2 }).Values.Values);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_table_longer_than_the_buffer_is_read(bool isFortran)
    {
        const int Rows = 700;
        const int Columns = 301;
        var numbers = new double[Rows * Columns];
        for (int i = 0; i < Rows; i++)
        {
            for (int k = 0; k < Columns; k++)
                numbers[isFortran ? (k * Rows) + i : (i * Columns) + k] = (1000 * i) + k;
        }

        byte[] file = Npy("<f4", $"({Rows}, {Columns})", Encode("f4", false, numbers), isFortran);
        Dataset data = Read(Gzip(file), options: new ImportOptions { Columns = new ColumnSelection(ExcludeProperty: ["X1"], Label: ["X3"]) });
        Assert.Equal(299, data.Dimension);
        for (int i = 0; i < Rows; i++)
        {
            Assert.Equal((1000 * i) + 1, data.Values[i, 0]);
            Assert.Equal((1000 * i) + 300, data.Values[i, 298]);
            Assert.Equal(Cell.Format((1000 * i) + 2), data.Labels[0].Values[i]);
        }
    }

    [Theory]
    [InlineData("f4")]
    [InlineData("f8")]
    public void Gaps_follow_the_policy(string type)
    {
        byte[] file = Npy("<" + type, "(4, 2)", Encode(type, false, 1, 2, double.NaN, 4, 5, double.PositiveInfinity, 7, 9));
        SneException error = Refused(file);
        Assert.Equal((SneError.NonFiniteValue, 2, "X1"), (error.Error, error.Row, error.Column));

        Dataset dropped = Read(file, options: new ImportOptions { MissingValue = MissingValuePolicy.Drop, Columns = new ColumnSelection(Property: ["X1"], Label: ["X2"]) });
        Assert.Equal([1, 5, 7], dropped.Values.Values);
        Assert.Equal([1], dropped.DroppedRows);
        Assert.Equal(["2", "Infinity", "9"], dropped.Labels[0].Values);

        Dataset filled = Read(file, options: new ImportOptions { MissingValue = MissingValuePolicy.Mean });
        Assert.Equal([1, 2, 13 / 3.0, 4, 5, 5, 7, 9], filled.Values.Values);
        Assert.Equal(2, filled.ReplacedCells);
    }

    [Fact]
    public void Gaps_that_leave_nothing_are_refused()
    {
        byte[] file = Npy("<f4", "(2, 1)", Encode("f4", false, double.NaN, double.NaN));
        Assert.Equal(SneError.EmptyInput, Refused(file, options: new ImportOptions { MissingValue = MissingValuePolicy.Drop }).Error);
        Assert.Equal(SneError.NoNumericColumn, Refused(file, options: new ImportOptions { MissingValue = MissingValuePolicy.Mean }).Error);
    }

    [Theory]
    [InlineData("<c8", "'<c8'")]
    [InlineData("|O", "'|O'")]
    [InlineData("<U3", "'<U3'")]
    [InlineData("|S5", "'|S5'")]
    [InlineData("<M8[ns]", "'<M8[ns]'")]
    [InlineData("<f16", "'<f16'")]
    public void Elements_that_are_no_numbers_of_a_common_type_are_refused(string descr, string message)
    {
        SneException error = Refused(Npy(descr, "(2, 2)", new byte[64]));
        Assert.Equal(SneError.InvalidFile, error.Error);
        Assert.Contains(message, error.Message);
    }

    [Theory]
    [InlineData("{'descr': [('a', '<i4'), ('b', '<f8', (2,))], 'fortran_order': False, 'shape': (2,), }", "fields")]
    [InlineData("{'fortran_order': False, 'shape': (2,), }", "descr")]
    [InlineData("{'descr': '<f8', 'shape': (2,), }", "fortran_order")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, }", "shape")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (-2,), }", "shape")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2, x), }", "shape")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2,", "shape")]
    [InlineData("", "descr")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (), }", "no rows")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (4294967296, 4294967296, 4294967296), }", "larger than any file")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999999999999,), }", "larger than any file")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775807,), }", "73786976294838206")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (300000000, 1), }", "300000000 x 1 numbers of 8 bytes")]
    public void A_header_that_cannot_be_right_is_refused(string header, string message)
    {
        SneException error = Refused(NpyOf(header, new byte[16]));
        Assert.Equal(SneError.InvalidFile, error.Error);
        Assert.Contains(message, error.Message);
    }

    [Theory]
    [InlineData("(0,)", SneError.EmptyInput)]
    [InlineData("(0, 9223372036854775807, 3)", SneError.EmptyInput)]
    [InlineData("(5, 0)", SneError.NoNumericColumn)]
    public void An_array_of_nothing_is_refused(string shape, SneError expected) =>
        Assert.Equal(expected, Refused(Npy("<f8", shape, [])).Error);

    [Fact]
    public void A_short_file_with_a_long_header_is_refused_before_memory_is_taken()
    {
        // 20 bytes, whose header is to have 2 GB.
        byte[] header = [.. NpySignature, 2, 0, 0, 0, 0, 0x80, .. new byte[8]];
        Assert.Contains("2147483648 bytes", Refused(header).Message);

        byte[] numbers = Npy("<f8", "(268435456, 1)", new byte[8]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("the file ends at", Refused(numbers).Message);
        Assert.Contains("can hold no more than", Refused(Gzip(numbers)).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_refused()
    {
        byte[] whole = Npy("<f8", "(3, 2)", Encode("f8", false, 1, 2, 3, 4, 5, 6));
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Contains(Refused(whole[..length], "x.npy").Error, new[] { SneError.InvalidFile });
            Assert.Equal(SneError.InvalidFile, Refused(Gzip(whole[..length]), "x.npy.gz").Error);
        }
    }

    [Fact]
    public void A_gzip_that_is_cut_off_or_damaged_anywhere_is_refused()
    {
        byte[] whole = Gzip(Npy("<f8", "(300, 2)", Encode("f8", false, [.. Samples.Normal(300, 2, 1).Values])));
        for (int length = 2; length < whole.Length; length += 97)
            Assert.Equal(SneError.InvalidFile, Refused(whole[..length], "x.npy.gz").Error);
        byte[] damaged = [.. whole];
        damaged[^6] ^= 1; // The checksum.
        Assert.Equal(SneError.InvalidFile, Refused(damaged, "x.npy.gz").Error);
    }

    [Fact]
    public void A_file_that_goes_on_is_refused()
    {
        byte[] file = Npy("|u1", "(2, 2)", [1, 2, 3, 4, 5]);
        Assert.Contains($"goes on to {file.Length}", Refused(file).Message);
        Assert.Contains($"goes on behind its 2 x 2 numbers, at offset {file.Length - 1}", Refused(Gzip(file)).Message);
    }

    [Fact]
    public void Another_version_is_refused() =>
        Assert.Contains("version 4.0", Refused([.. NpySignature, 4, 0, .. new byte[20]]).Message);

    [Fact]
    public void A_file_that_has_the_name_only_is_refused()
    {
        SneException error = Refused("a,b\n1,2\n3,4\n"u8.ToArray(), "x.npy");
        Assert.Equal(SneError.InvalidFile, error.Error);
        Assert.Contains("93 4E 55 4D 50 59; this one begins with 61 2C 62 0A 31 2C", error.Message);
    }
}
