using System.Text;
using static SneTools.Tests.BinaryFile;

namespace SneTools.Tests;

public class DataFileTests
{
    private static readonly byte[] Images = Idx(8, [3, 2], [1, 2, 3, 4, 5, 7]);

    [Theory]
    [InlineData("x.csv")]
    [InlineData("x.npy")]
    [InlineData("x.gz")]
    [InlineData("x")]
    public void The_first_bytes_tell_the_format_whatever_the_name(string name)
    {
        Assert.Equal([1, 2, 3, 4, 5, 7], Read(Images, name).Values.Values);
        Assert.Equal([1, 2, 3, 4, 5, 7], Read(Gzip(Images), name).Values.Values);
        Assert.Equal([1, 2], Read(Npy("|u1", "(2,)", [1, 2]), name).Values.Values);
    }

    [Theory]
    [InlineData("x.csv.gz")]
    [InlineData("x.csv")]
    [InlineData("x")]
    public void A_text_may_be_compressed(string name)
    {
        Dataset data = Read(Gzip("a,b,t\n1,2,x\n3,4,y\n"u8.ToArray()), name);
        Assert.Equal(["a", "b"], data.Columns);
        Assert.Equal([1, 2, 3, 4], data.Values.Values);
        Assert.Equal(["x", "y"], data.Labels[0].Values);
        Assert.Equal(["a,x", "b"], Read(Gzip("a,x\tb\n1\t2\n"u8.ToArray()), "t.tsv.gz").Columns);
    }

    [Fact]
    public void A_compressed_text_that_is_cut_off_is_refused()
    {
        string rows = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i},{i * 7919 % 10007}\n"));
        byte[] whole = Gzip(Encoding.UTF8.GetBytes("a,b\n" + rows));
        Assert.Equal(20_000, Read(whole).Count);
        IEnumerable<int> lengths = [2, 5, 10, 11, 12, whole.Length - 9, whole.Length - 8, whole.Length - 1];
        foreach (int length in lengths.Concat(Enumerable.Range(1, 60).Select(part => part * whole.Length / 61)))
            Assert.Equal(SneError.InvalidFile, Refused(whole[..length]).Error);
    }

    [Fact]
    public void Several_gzips_behind_each_other_are_one_text() =>
        Assert.Equal([1, 2, 3], Read([.. Gzip("a\n1\n"u8.ToArray()), .. Gzip("2\n"u8.ToArray()), .. Gzip("3\n"u8.ToArray())]).Values.Values);

    [Fact]
    public void A_gzip_with_something_behind_it_is_refused() =>
        Assert.Equal(SneError.InvalidFile, Refused([.. Gzip("a\n1\n"u8.ToArray()), .. "more"u8.ToArray()]).Error);

    [Fact]
    public void Texts_of_more_than_a_byte_a_character_are_no_binary_files()
    {
        foreach (Encoding encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, new UTF32Encoding(true, true) })
            Assert.Equal([1, 2], Read([.. encoding.GetPreamble(), .. encoding.GetBytes("a\n1\n2\n")]).Values.Values);
    }

    [Fact]
    public void A_file_of_no_known_format_is_refused_with_its_first_bytes()
    {
        SneException error = Refused([0x50, 0x4B, 0x01, 0x04, 0x15, 0x04, 0x00, 0x15, 0x18], "x.bin");
        Assert.Equal(SneError.InvalidFile, error.Error);
        Assert.EndsWith("(NPY, IDX, Parquet, JSON, CSV): it begins with the bytes 50 4B 01 04 15 04 00 15.", error.Message);
    }

    [Fact]
    public void The_first_rows_of_a_text_alone_can_be_read() =>
        Assert.Equal([1, 2], Read("a\n1\n2\noops\n"u8.ToArray(), options: new ImportOptions { First = 2 }).Values.Values);

    [Fact]
    public void Labels_may_lie_in_a_file_of_their_own()
    {
        foreach ((string name, byte[] labels) in new[]
        {
            ("labels-idx1-ubyte", Idx(8, [3], [7, 0, 9])),
            ("labels.gz", Gzip(Idx(8, [3], [7, 0, 9]))),
            ("labels.npy", Npy("<i8", "(3,)", Encode("i8", false, 7, 0, 9))),
            ("labels.npy", Npy("<i8", "(3, 1)", Encode("i8", false, 7, 0, 9))),
            ("labels.txt", "7\n0\n9\n"u8.ToArray()),
            ("labels", "7\r\n0\r\n9"u8.ToArray()),
            ("labels.csv", "digit\n7\n0\n\"9\"\n"u8.ToArray()),
            ("labels.csv.gz", Gzip("digit\n7\n0\n9\n"u8.ToArray())),
        })
        {
            Dataset data = ReadWithLabels(Images, name, labels);
            Assert.Equal("Label", Assert.Single(data.Labels).Name);
            Assert.Equal(["7", "0", "9"], data.Labels[0].Values);
        }
    }

    [Fact]
    public void Labels_of_text_keep_what_they_are()
    {
        Assert.Equal(["a, b", null, " c"], ReadWithLabels(Images, "t.txt", "a, b\n\n c\n"u8.ToArray()).Labels[0].Values);
        Assert.Equal(["a, b", null, "c"], ReadWithLabels(Images, "t.csv", "name\n\"a, b\"\n\nc\n"u8.ToArray()).Labels[0].Values);
    }

    [Fact]
    public void Labels_come_before_others_and_lose_the_rows_that_the_data_lose()
    {
        byte[] text = "a,t\n1,x\n,y\n3,z\n"u8.ToArray();
        Dataset data = ReadWithLabels(text, "l.txt", "p\nq\nr\n"u8.ToArray(), new ImportOptions { MissingValue = MissingValuePolicy.Drop });
        Assert.Equal(["Label", "t"], data.Labels.Select(label => label.Name));
        Assert.Equal(["p", "r"], data.Labels[0].Values);
        Assert.Equal(["p", "q"], ReadWithLabels(Images, "l.txt", "p\nq\nr\n"u8.ToArray(), new ImportOptions { First = 2 }).Labels[0].Values);
    }

    [Theory]
    [InlineData("l.txt", "p\nq\n", SneError.RowCountMismatch, "There are 2 labels for 3 rows.")]
    [InlineData("l.txt", "p\nq\nr\ns\n", SneError.RowCountMismatch, "There are 4 labels for 3 rows.")]
    [InlineData("l.csv", "p\nq\nr\n", SneError.RowCountMismatch, "There are 2 labels for 3 rows.")]
    [InlineData("l.csv", "a,b\n1,2\n3,4\n5,6\n", SneError.InvalidFile, "one column; this one has 2 columns")]
    [InlineData("l.csv", "a\n1\n3,4\n5\n", SneError.RaggedRow, "Row 2 has 2 values")]
    [InlineData("l.csv", "", SneError.EmptyInput, "empty")]
    [InlineData("l.npy", "", SneError.InvalidFile, "cut off within its header")]
    public void Labels_that_do_not_fit_are_refused_with_the_path_of_the_labels(string name, string text, SneError expected, string message)
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<SneException>(() => ReadWithLabels(folder, Images, name, Encoding.UTF8.GetBytes(text), new ImportOptions()));
        Assert.Equal(expected, error.Error);
        Assert.StartsWith(folder.File(name) + ": ", error.Message);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void Labels_in_several_columns_of_numbers_are_refused() => Assert.Contains(
        "one column; this one has 3 x 2",
        Assert.Throws<SneException>(() => ReadWithLabels(Images, "l", Idx(8, [3, 2], new byte[6]))).Message);

    [Fact]
    public void Labels_beside_a_column_of_that_name_are_refused() => Assert.Equal(
        SneError.DuplicateColumn,
        Assert.Throws<SneException>(() => ReadWithLabels("label\n1\n2\n"u8.ToArray(), "l.txt", "p\nq\n"u8.ToArray())).Error);

    [Fact]
    public void Labels_that_are_not_there_are_an_error_with_their_path()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("data"), Images);
        var error = Assert.ThrowsAny<IOException>(
            () => DataFile.Read(folder.File("data"), new ImportOptions { LabelPath = folder.File("none.txt") }));
        Assert.Contains("none.txt", error.Message);
    }

    [Fact]
    public void Progress_rises_within_the_file_and_a_cancellation_ends_the_reading()
    {
        using var folder = new TemporaryFolder();
        byte[] file = Idx(8, [1000, 1000], new byte[1_000_000]);
        foreach (byte[] contents in new[] { file, Gzip(file) })
        {
            File.WriteAllBytes(folder.File("x"), contents);
            var shares = new List<double>();
            Assert.Equal(1000, DataFile.Read(folder.File("x"), new ImportOptions(), shares.Add).Count);
            Assert.NotEmpty(shares);
            Assert.Equal(shares.Order(), shares);
            Assert.All(shares, share => Assert.InRange(share, 0, 1));

            using var source = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(
                () => DataFile.Read(folder.File("x"), new ImportOptions(), _ => source.Cancel(), source.Token));
        }
    }

    private static Dataset ReadWithLabels(byte[] data, string name, byte[] labels, ImportOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        return ReadWithLabels(folder, data, name, labels, options ?? new ImportOptions());
    }

    private static Dataset ReadWithLabels(TemporaryFolder folder, byte[] data, string name, byte[] labels, ImportOptions options)
    {
        File.WriteAllBytes(folder.File("data"), data);
        File.WriteAllBytes(folder.File(name), labels);
        return DataFile.Read(folder.File("data"), options with { LabelPath = folder.File(name) });
    }
}
