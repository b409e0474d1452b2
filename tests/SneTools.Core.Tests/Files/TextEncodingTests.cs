using System.Text;

namespace SneTools.Tests;

/// <summary>A text is read in the encoding that it is said to have, and what is not of it is refused with its place.</summary>
public class TextEncodingTests
{
    private const string Text = "größe,t\n1.5,für €\n2.5,漢字 🦊\n";

    public static TheoryData<string> Unicode => ["utf-8", "utf-16", "utf-16BE", "utf-32", "utf-32BE"];

    [Theory]
    [MemberData(nameof(Unicode))]
    public void A_text_is_read_in_the_encoding_given_with_a_mark_and_without(string name)
    {
        var encoding = Encoding.GetEncoding(name);

        // Without a mark, UTF-32 begins as an IDX file does.
        foreach (byte[] preamble in name == "utf-32BE" ? new[] { encoding.GetPreamble() } : [[], encoding.GetPreamble()])
        {
            Dataset data = Read([.. preamble, .. encoding.GetBytes(Text)], encoding);
            Assert.Equal(["größe"], data.Columns);
            Assert.Equal(["für €", "漢字 🦊"], data.Labels[0].Values);
        }
    }

    [Fact]
    public void A_mark_says_more_than_the_option() =>
        Assert.Equal(["für €", "漢字 🦊"], Read([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Text)], Encoding.Latin1).Labels[0].Values);

    [Fact]
    public void Code_pages_are_read()
    {
        Encoding windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        Assert.Equal("für €", Read(windows.GetBytes("a,t\n1,für €\n2,x\n"), windows).Labels[0].Values[0]);
        Encoding japanese = CodePagesEncodingProvider.Instance.GetEncoding(932)!;
        Assert.Equal("漢字ソ", Read(japanese.GetBytes("a,t\n1,漢字ソ\n2,x\n"), japanese).Labels[0].Values[0]);
    }

    [Theory]
    [InlineData("t,a\nx,1\ny,2\nf\u00FCr,3\n", "Row 3 has the byte FC at offset 13 of the text, which is not utf-8.")]
    [InlineData("gr\u00F6\u00DFe,a\nx,1\n", "The header has the byte F6 at offset 2 of the text, which is not utf-8.")]
    [InlineData("t,a\nx,1\n\u00FC", "Row 2 has the byte FC at offset 8 of the text, which is not utf-8.")]
    [InlineData("\u00E9", "The header has the byte E9 at offset 0 of the text, which is not utf-8.")]
    public void Bytes_that_are_not_UTF_8_are_refused_with_row_and_offset(string text, string message)
    {
        SneException error = Refused(Encoding.Latin1.GetBytes(text));
        Assert.Equal(SneError.InvalidFile, error.Error);
        Assert.Contains(message, error.Message);
        Assert.Contains("-Encoding", error.Message);
    }

    [Fact]
    public void The_place_is_right_far_behind_in_a_file_and_in_any_encoding()
    {
        string rows = "t,a\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"wört {i},{i}\n"));
        byte[] utf8 = Encoding.UTF8.GetBytes(rows);
        SneException error = Refused([.. utf8, (byte)'x', 0xC3, (byte)'(']);
        Assert.Equal(200_001, error.Row);
        Assert.Contains(FormattableString.Invariant($"the byte C3 at offset {utf8.Length + 1} of the text, which is not utf-8."), error.Message);

        byte[] unicode = Encoding.Unicode.GetBytes(rows);
        error = Refused([.. unicode, .. Encoding.Unicode.GetBytes("ab"), 0x00, 0xD8, .. Encoding.Unicode.GetBytes(",1\n")], Encoding.Unicode);
        Assert.Equal(200_001, error.Row);
        Assert.Contains(FormattableString.Invariant($"at offset {unicode.Length + 4} of the text, which are not utf-16."), error.Message);

        error = Refused([.. Encoding.ASCII.GetBytes(rows.Replace('ö', 'o')), (byte)'x', 0xE9], Encoding.ASCII);
        Assert.Contains(FormattableString.Invariant($"the byte E9 at offset {rows.Length + 1} of the text, which is not us-ascii"), error.Message);
    }

    [Fact]
    public void A_character_that_is_cut_off_at_the_end_is_refused()
    {
        Assert.Contains("the byte C3 at offset 10", Refused([.. "a,t\n1,x\n2,"u8, 0xC3]).Message);
        Assert.Contains("at offset", Refused([.. Encoding.Unicode.GetBytes("a,t\n1,x\n2,"), 0x41], Encoding.Unicode).Message);
    }

    [Fact]
    public void Characters_of_several_bytes_are_whole_wherever_a_buffer_ends()
    {
        for (int shift = 0; shift < 5; shift++)
        {
            string label = new string('a', shift) + string.Concat(Enumerable.Repeat("ä漢🦊", 100_000));
            Assert.Equal(label, Read(Encoding.UTF8.GetBytes($"a,t\n1,{label}\n2,x\n")).Labels[0].Values[0]);
            Assert.Equal(label, Read(Encoding.Unicode.GetBytes($"a,t\n1,{label}\n2,x\n"), Encoding.Unicode).Labels[0].Values[0]);
        }
    }

    [Fact]
    public void Labels_in_a_file_of_their_own_have_the_encoding_too()
    {
        using var folder = new TemporaryFolder();
        folder.Write("d.csv", "a\n1\n2\n");
        folder.Write("l.txt", "für\nx\n", Encoding.Latin1);
        folder.Write("l.csv", "name\n\"für\"\nx\n", Encoding.Latin1);
        foreach (string name in new[] { "l.txt", "l.csv" })
        {
            var options = new ImportOptions { LabelPath = folder.File(name), Encoding = Encoding.Latin1 };
            Assert.Equal(["für", "x"], DataFile.Read(folder.File("d.csv"), options).Labels[0].Values);
        }

        SneException error = Assert.Throws<SneException>(() => DataFile.Read(folder.File("d.csv"), new ImportOptions { LabelPath = folder.File("l.txt") }));
        Assert.Contains("Line 1 has the byte FC at offset 1", error.Message);
    }

    private static Dataset Read(byte[] contents, Encoding? encoding = null) => BinaryFile.Read(contents, "t.csv", new ImportOptions { Encoding = encoding });

    private static SneException Refused(byte[] contents, Encoding? encoding = null) =>
        Assert.Throws<SneException>(() => Read(contents, encoding));
}
