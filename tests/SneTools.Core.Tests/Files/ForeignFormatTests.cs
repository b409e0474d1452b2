using System.IO.Compression;
using System.Text;

namespace SneTools.Tests;

/// <summary>Files that are not read say what they are and what to do.</summary>
public class ForeignFormatTests
{
    [Theory]
    [InlineData("data", "xl/workbook.xml", "Excel workbook: save the sheet as CSV")]
    [InlineData("data.npz", "a.npy", "NPZ archive")]
    [InlineData("data", "a.npy", "NPZ archive")]
    [InlineData("data.zip", "a.csv", "ZIP archive")]
    [InlineData("data.xlsx", "docProps/app.xml", "Excel workbook")]
    public void Archives_are_told_apart_by_what_is_in_them(string name, string entry, string expected)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream file = zip.CreateEntry(entry).Open();
            file.Write("1,2\n"u8);
        }

        Refuses(name, stream.ToArray(), expected);
    }

    [Theory]
    [InlineData("d", "ARROW1\0\0", "Arrow or Feather")]
    [InlineData("d", "BZh91AY&SY\u0001\u0002", "bzip2")]
    [InlineData("d", "\u00FD7zXZ\0\0", "xz")]
    [InlineData("d", "\u0028\u00B5\u002F\u00FD\u0004", "Zstandard")]
    [InlineData("d", "\u0089HDF\r\n\u001a\n\0", "HDF5")]
    [InlineData("cells.h5ad", "\u0089HDF\r\n\u001a\n\0", "AnnData")]
    [InlineData("d", "X\n\0\0\0\u0003\0\u0004", "R's objects")]
    [InlineData("d.RData", "RDX3\nX\n\0", "R's objects")]
    [InlineData("d.rds", "BZh91AY&SY\u0001\u0002", "R's objects")]
    [InlineData("d", "\u0080\u0005\u0095\u0010\0\0", "Python pickle")]
    [InlineData("old.pkl", "(lp0\nI1\na.", "Python pickle")]
    [InlineData("d.arrow", "\u00FF\u00FF\u00FF\u00FF\0\0", "Arrow or Feather")]
    [InlineData("d.xls", "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1", "Excel workbook")]
    public void A_signature_tells_and_where_there_is_none_the_name(string name, string contents, string expected) =>
        Refuses(name, Encoding.Latin1.GetBytes(contents), expected);

    [Fact]
    public void What_R_saves_is_known_behind_its_gzip() => Refuses("d.rds", BinaryFile.Gzip([.. "X\n\0\0\0"u8, 3, 0, 4, 3, 2]), "R's objects");

    [Theory]
    [InlineData("table.xlsx")]
    [InlineData("table.zip")]
    [InlineData("table.h5")]
    public void A_text_is_read_whatever_its_name(string name) => Assert.Equal(2, BinaryFile.Read("a,b\n1,2\n3,4\n"u8.ToArray(), name).Count);

    [Fact]
    public void A_gzip_that_is_cut_off_anywhere_says_so()
    {
        byte[] text = Encoding.ASCII.GetBytes("a,b\n" + string.Concat(Enumerable.Range(0, 40_000).Select(i => $"{i},{i * 7919L % 10_007}\n")));
        byte[] whole = BinaryFile.Gzip(text);
        byte[] two = [.. BinaryFile.Gzip(text[..100_000]), .. BinaryFile.Gzip(text[100_000..])];
        Assert.Equal(40_000, BinaryFile.Read(two, "d.gz").Count);
        int[] lengths = [2, 3, 9, 10, 11, 100, 8191, 8192, 8193, .. Enumerable.Range(1, 12).Select(k => whole.Length - k)];
        Assert.All(lengths, length => Assert.Contains("truncated", BinaryFile.Refused(whole[..length], "d.gz").Message));
        Assert.All(Enumerable.Range(1, 20), k => Assert.Contains("truncated", BinaryFile.Refused(two[..^k], "d.gz").Message));
    }

    [Fact]
    public void What_follows_a_gzip_is_told_from_one_that_is_cut_off()
    {
        byte[] whole = BinaryFile.Gzip("a,b\n1,2\n3,4\n"u8.ToArray());
        foreach (int count in new[] { 1, 2, 7, 100, 8192, 200_000 })
        {
            foreach (byte one in new byte[] { 0, 65 })
                Assert.Contains("other data follow", BinaryFile.Refused([.. whole, .. Enumerable.Repeat(one, count)], "d.gz").Message);
        }

        byte[] damaged = [.. whole];
        damaged[^6] ^= 1;
        Assert.Contains("damaged", BinaryFile.Refused(damaged, "d.gz").Message);
    }

    private static void Refuses(string name, byte[] contents, string expected)
    {
        SneException error = BinaryFile.Refused(contents, name);
        Assert.Equal(SneError.InvalidFile, error.Error);
        Assert.Contains(expected, error.Message);
        Assert.EndsWith(".", error.Message);
    }
}
