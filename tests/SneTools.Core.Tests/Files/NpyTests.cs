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
            Assert.Equal(type is "f4" || type[1] < '4', data.Values.Singles is not null); // Kept as they came, where single precision holds all.
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

    /// <summary>What numpy.arange(24).reshape(2, 3, 4) is after reshape(n, -1), from both of its orders in a file.</summary>
    [Fact]
    public void More_dimensions_are_flattened_in_either_order_as_NumPy_does()
    {
        double[] rows = [.. Enumerable.Range(0, 24).Select(x => (double)x)];
        double[] columns = [.. from k in Enumerable.Range(0, 4) from j in Enumerable.Range(0, 3) from i in Enumerable.Range(0, 2) select (double)((12 * i) + (4 * j) + k)];
        Assert.Equal(rows, Read(Npy("<f4", "(2, 3, 4)", Encode("f4", false, rows))).Values.Values);
        Assert.Equal(rows, Read(Npy("<f4", "(2, 3, 4)", Encode("f4", false, columns), isFortran: true)).Values.Values);
        Dataset one = Read(Npy("<f4", "(2, 3, 4)", Encode("f4", false, columns), isFortran: true), options: new ImportOptions { Columns = new ColumnSelection(Property: ["X2"], Label: ["X7"]) });
        Assert.Equal([1.0, 13], one.Values.Values);
        Assert.Equal(["6", "18"], one.Labels[0].Values);
    }

    [Fact]
    public void A_label_is_the_number_itself()
    {
        byte[] longs = [.. new[] { 9007199254740993, -1, long.MaxValue, 4 }.SelectMany(BitConverter.GetBytes)];
        var selection = new ColumnSelection(Label: ["X1"]);
        Assert.Equal(["9007199254740993", "9223372036854775807"], Read(Npy("<i8", "(2, 2)", longs), options: new ImportOptions { Columns = selection }).Labels[0].Values);
        Assert.Equal(["0.1", "-0.3"], Read(Npy(">f4", "(2, 2)", Encode("f4", true, 0.1, 2, -0.3, 4)), options: new ImportOptions { Columns = selection }).Labels[0].Values);
        Assert.Equal(["0.1", "0.3"], Labels(Npy("<f2", "(2,)", Encode("f2", false, 0.1, 0.3))));
        Assert.Equal(["9007199254740993", "-1", "9223372036854775807", "4"], Labels(Npy("<i8", "(4,)", longs)));
        Assert.Equal(["True", "False"], Labels(Npy("|b1", "(2,)", [1, 0])));
    }

    [Fact]
    public void Texts_and_dates_are_labels()
    {
        Assert.Equal(["ab", "狐", null], Labels(Npy("<U2", "(3,)", [.. System.Text.Encoding.UTF32.GetBytes("ab狐\0\0\0")])));
        Assert.Equal(["é", "xy", null], Labels(Npy("|S2", "(3,)", [.. "éxy\0\0"u8])));
        Assert.Equal(["1970-01-02", null], Labels(Npy("<M8[D]", "(2,)", [.. BitConverter.GetBytes(1L), .. BitConverter.GetBytes(long.MinValue)])));
        byte[] record = [.. BitConverter.GetBytes(9007199254740993), .. Encode("f4", false, 0.1), 1, 0, 0, 0, .. BitConverter.GetBytes(-1L), .. Encode("f8", false, 2)];
        string header = "{'descr': [('i', '<i8'), ('f', '<f4'), ('b', '|b1'), ('', '|V3'), ('t', '<M8[ms]'), ('x', '<f8')], 'fortran_order': False, 'shape': (2,), }";
        Dataset data = Read(NpyOf(header, [.. record, .. record]), options: new ImportOptions { Columns = new ColumnSelection(Label: ["i", "f", "b"]) });
        Assert.Equal(["x"], data.Columns);
        Assert.Equal(["9007199254740993", "0.1", "True", "1969-12-31T23:59:59.999"], data.Labels.Select(label => label.Values[1]));
    }

    /// <summary>numpy.load refuses longer ones unless it is told that the file is safe.</summary>
    [Fact]
    public void A_header_is_no_longer_than_NumPy_reads()
    {
        foreach (int count in Enumerable.Range(490, 60))
        {
            LabelColumn[] labels = [.. Enumerable.Range(0, count).Select(k => new LabelColumn($"{k:0000}é狐", ["x", "y"]))];
            var data = new Dataset(new Matrix(2, 1, [1, 2]), ["Y1"], labels);
            var stream = new MemoryStream();
            try
            {
                NpyTableWriter.Write(data, stream);
            }
            catch (SneException error)
            {
                Assert.Equal(SneError.InvalidOption, error.Error);
                Assert.Contains("10000", error.Message);
                Assert.InRange(count, 491, 549);
                return;
            }

            byte[] file = stream.ToArray();
            int length = BitConverter.ToInt32(file, 8);
            Assert.Equal((3, 0), (file[6], (12 + length) % 64));
            Assert.InRange(System.Text.Encoding.UTF8.GetString(file, 12, length).Length, 1, 10_000);
            Dataset again = Read(file);
            Assert.Equal(labels.Select(label => label.Name), again.Labels.Select(label => label.Name));
        }

        Assert.Fail("No header was refused.");
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
    [InlineData("{'descr': [('a', '')], 'fortran_order': False, 'shape': (2,), }", "type ''")]
    [InlineData("{'descr': [('a', '<')], 'fortran_order': False, 'shape': (2,), }", "type '<'")]
    [InlineData("{'descr': [('a', '<i4'), 7], 'fortran_order': False, 'shape': (2,), }", "fields")]
    [InlineData("{'descr': [('a\\', '<i4')], 'fortran_order': False, 'shape': (2,), }", "descr")]
    [InlineData("{'descr': [[[[[[[[[[[[[[[[[[[[[[[[", "descr")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': ('2',), }", "shape")]
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

    [Fact]
    public void Names_of_fields_are_what_Python_wrote_and_an_escape_that_it_would_not_write_is_no_error()
    {
        using var folder = new TemporaryFolder();
        string[] written = ["a\\xe9", "b\\u03b1", "c\\U0001f600", "d\\'", "e\\\\", "f\\xZZ", "g\\UFFFFFFFF", "h\\uD800", "i\\", "j\\x"];
        string[] read = ["a\u00e9", "b\u03b1", "c\U0001f600", "d'", "e\\", "fxZZ", "gUFFFFFFFF", "huD800"];
        string fields = string.Concat(written.Take(read.Length).Select(name => $"('{name}', '<f8'), "));
        File.WriteAllBytes(folder.File("x.npy"), NpyOf($"{{'descr': [{fields}], 'fortran_order': False, 'shape': (1,), }}", new byte[8 * read.Length]));
        Assert.Equal(read, DataFile.ReadColumns(folder.File("x.npy")));
        foreach (string name in written.Skip(read.Length))
            Assert.Equal(SneError.InvalidFile, Refused(NpyOf($"{{'descr': [('{name}", new byte[16])).Error);
    }

    [Fact]
    public void A_header_of_many_beginnings_is_gone_over_once()
    {
        // By expressions that try again from every place this took minutes.
        string[] headers = [.. new[] { "'descr': '", "'descr': [('", "'shape': (1,", "'descr'" + new string(' ', 50), "(", "\\" }.Select(part => "{" + string.Concat(Enumerable.Repeat(part, 65_000 / part.Length)))];
        foreach (string header in headers)
            Assert.Equal(SneError.InvalidFile, Refused(NpyOf(header, new byte[16])).Error);
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

    /// <summary>What a file gives as labels of another one.</summary>
    private static IReadOnlyList<string?> Labels(byte[] file)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("l"), file);
        string shape = System.Text.RegularExpressions.Regex.Match(System.Text.Encoding.Latin1.GetString(file), @"\((\d+),\)").Groups[1].Value;
        File.WriteAllBytes(folder.File("d"), Npy("|u1", $"({shape},)", new byte[int.Parse(shape, System.Globalization.CultureInfo.InvariantCulture)]));
        return DataFile.Read(folder.File("d"), new ImportOptions { LabelPath = folder.File("l") }).Labels[0].Values;
    }
}
