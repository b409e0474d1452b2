using System.Text;

namespace SneTools.Tests;

public class EmbeddingFileTests
{
    private static readonly LabelColumn Name = new("name", ["x, y", null, "two\nlines", "<script>", "\U0001F98A'\\"]);
    private static readonly Matrix Map = new(5, 2, [1, -2.5, 1e-300, 4, 0.1, -0.0, 7, 8, 1e300, 10]);

    [Theory]
    [InlineData("map.csv", EmbeddingFormat.Csv)]
    [InlineData("map.txt", EmbeddingFormat.Csv)]
    [InlineData("map", EmbeddingFormat.Csv)]
    [InlineData("map.TSV", EmbeddingFormat.Tsv)]
    [InlineData("map.npy", EmbeddingFormat.Npy)]
    [InlineData("map.parquet", EmbeddingFormat.Parquet)]
    [InlineData("map.pq", EmbeddingFormat.Parquet)]
    [InlineData("map.xlsx", null)]
    public void The_name_tells_the_format(string path, EmbeddingFormat? expected) => Assert.Equal(expected, EmbeddingFile.FormatOf(path));

    [Theory]
    [InlineData("map.csv")]
    [InlineData("map.tsv")]
    [InlineData("map.npy")]
    [InlineData("map.parquet")]
    public void Every_format_reads_back_bit_for_bit_with_its_labels(string name)
    {
        using var folder = new TemporaryFolder();
        Write(folder.File(name), SampleEmbedding.Of(Map, [Name, new LabelColumn("größe", ["a", "b", "c", "d", "e"])]));
        Dataset data = DataFile.Read(folder.File(name), new ImportOptions());
        Near.SameBits(Map, data.Values);
        Assert.Equal(["Y1", "Y2"], data.Columns);
        Assert.Equal(["name", "größe"], data.Labels.Select(label => label.Name));
        Assert.Equal(Name.Values, data.Labels[0].Values);
        Assert.Equal(["a", "b", "c", "d", "e"], data.Labels[1].Values);
    }

    [Fact]
    public void A_map_without_labels_is_a_plain_array_in_NPY()
    {
        using var folder = new TemporaryFolder();
        Write(folder.File("map.npy"), SampleEmbedding.Of(Map, []));
        byte[] file = File.ReadAllBytes(folder.File("map.npy"));
        Assert.Equal(0, (file.Length - (10 * sizeof(double))) % 64);
        Assert.Contains("{'descr': '<f8', 'fortran_order': False, 'shape': (5, 2), }", Encoding.ASCII.GetString(file));
        Near.SameBits(Map, DataFile.Read(folder.File("map.npy"), new ImportOptions()).Values);
    }

    [Fact]
    public void A_map_with_labels_is_records_in_NPY_whose_names_are_Python_texts()
    {
        using var folder = new TemporaryFolder();
        Write(folder.File("map.npy"), SampleEmbedding.Of(Map, [Name with { Name = "it's \\ ü" }]));
        Assert.Contains(
            "{'descr': [('it\\'s \\\\ \\U000000FC', '<U9'), ('Y1', '<f8'), ('Y2', '<f8')], 'fortran_order': False, 'shape': (5,), }",
            Encoding.ASCII.GetString(File.ReadAllBytes(folder.File("map.npy"))));
        Assert.Equal("it's \\ ü", DataFile.Read(folder.File("map.npy"), new ImportOptions()).Labels[0].Name);
    }

    [Fact]
    public void A_text_too_long_for_NPY_is_refused_and_no_file_stays()
    {
        using var folder = new TemporaryFolder();
        SneException error = Assert.Throws<SneException>(
            () => Write(folder.File("map.npy"), SampleEmbedding.Of(Map, [new LabelColumn("t", ["a", "b", "c", "d", new string('x', 5000)])])));
        Assert.Equal((SneError.InvalidOption, "t"), (error.Error, error.Column));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("Y1")]
    [InlineData("y2")]
    public void A_label_with_the_name_of_a_coordinate_is_refused(string name)
    {
        using var folder = new TemporaryFolder();
        Embedding embedding = SampleEmbedding.Of(Map, [Name with { Name = name }]);
        Assert.Equal(SneError.DuplicateColumn, Assert.Throws<SneException>(() => Write(folder.File("map.csv"), embedding)).Error);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_parquet_of_many_rows_has_several_groups()
    {
        using var folder = new TemporaryFolder();
        const int Count = 150_000;
        var map = new Matrix(Count, 1, [.. Enumerable.Range(0, Count).Select(i => (double)i)]);
        Write(folder.File("map.pq"), SampleEmbedding.Of(map, [new LabelColumn("t", [.. Enumerable.Range(0, Count).Select(i => $"{i % 10}")])]));
        Dataset data = DataFile.Read(folder.File("map.pq"), new ImportOptions());
        Near.SameBits(map, data.Values);
        Assert.Equal("9", data.Labels[0].Values[^1]);
    }

    [Theory]
    [InlineData("map.csv", "name,Y1,Y2\nold,1,2\n")]
    [InlineData("map.csv", "name,Y1,Y2\nold,1,2")]
    [InlineData("map.csv", "\"name\",\"Y1\",\"Y2\"\r\nold,1,2\r\n")]
    [InlineData("map.tsv", "name\tY1\tY2\nold\t1\t2\n")]
    public void Points_go_behind_those_of_a_text_with_the_same_columns(string name, string text)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write(name, text);
        EmbeddingFile.Append(SampleEmbedding.Of(Map, [Name]), path, EmbeddingFile.FormatOf(path)!.Value);
        Dataset data = DataFile.Read(path, new ImportOptions());
        Assert.Equal(["old", .. Name.Values], data.Labels[0].Values);
        Assert.Equal([1, 2, .. Map.Values], data.Values.Values);
        Assert.StartsWith(text, File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Points_behind_nothing_are_a_new_file(string? text)
    {
        using var folder = new TemporaryFolder();
        if (text is not null)
            folder.Write("map.csv", text);
        EmbeddingFile.Append(SampleEmbedding.Of(Map, []), folder.File("map.csv"), EmbeddingFormat.Csv);
        Assert.StartsWith("Y1,Y2\n1,-2.5\n", File.ReadAllText(folder.File("map.csv")));
    }

    [Theory]
    [InlineData("map.csv", "name,Y1\nold,1\n")]
    [InlineData("map.csv", "name,Y2,Y1\nold,1,2\n")]
    [InlineData("map.csv", "Name,Y1,Y2\nold,1,2\n")]
    [InlineData("map.tsv", "name,Y1,Y2\nold,1,2\n")]
    [InlineData("map.npy", "")]
    [InlineData("map.parquet", "")]
    public void What_does_not_go_together_is_refused_and_stays_as_it_is(string name, string text)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write(name, text);
        SneException error = Assert.Throws<SneException>(
            () => EmbeddingFile.Append(SampleEmbedding.Of(Map, [Name]), path, EmbeddingFile.FormatOf(path)!.Value));
        Assert.Equal(SneError.CannotAppend, error.Error);
        Assert.Contains(path, error.Message);
        Assert.Equal(text, File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Points_do_not_go_behind_another_encoding_or_a_compressed_text()
    {
        using var folder = new TemporaryFolder();
        foreach (byte[] contents in new[] { Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("Y1,Y2\n")).ToArray(), BinaryFile.Gzip("Y1,Y2\n"u8.ToArray()) })
        {
            File.WriteAllBytes(folder.File("map.csv"), contents);
            SneException error = Assert.Throws<SneException>(
                () => EmbeddingFile.Append(SampleEmbedding.Of(Map, []), folder.File("map.csv"), EmbeddingFormat.Csv));
            Assert.Equal(SneError.CannotAppend, error.Error);
            Assert.Equal(contents, File.ReadAllBytes(folder.File("map.csv")));
        }
    }

    [Fact]
    public void A_label_that_a_spreadsheet_would_run_gets_an_apostrophe_where_that_is_asked_for()
    {
        using var folder = new TemporaryFolder();
        Embedding map = SampleEmbedding.Of(Map, [new LabelColumn("=name", ["=1+1", "-2.5", "@SUM(A1)", "-x", "a=b"])]);
        EmbeddingFile.Write(map, folder.File("plain.csv"), EmbeddingFormat.Csv);
        EmbeddingFile.Write(map, folder.File("safe.csv"), EmbeddingFormat.Csv, escapesFormulas: true);
        EmbeddingFile.Append(map, folder.File("safe.csv"), EmbeddingFormat.Csv, escapesFormulas: true);
        Assert.Equal(["=1+1", "-2.5", "@SUM(A1)", "-x", "a=b"], DataFile.Read(folder.File("plain.csv"), new ImportOptions { Columns = new ColumnSelection { Label = ["=name"] } }).Labels[0].Values);
        LabelColumn read = DataFile.Read(folder.File("safe.csv"), new ImportOptions { Columns = new ColumnSelection { Label = ["'=name"] } }).Labels[0];
        string[] once = ["'=1+1", "-2.5", "'@SUM(A1)", "'-x", "a=b"];
        Assert.Equal([.. once, .. once], read.Values);
        Assert.Equal(SneError.InvalidOption, Assert.Throws<SneException>(() => EmbeddingFile.Write(map, folder.File("x.npy"), EmbeddingFormat.Npy, escapesFormulas: true)).Error);
    }

    private static void Write(string path, Embedding embedding) =>
        EmbeddingFile.Write(embedding, path, EmbeddingFile.FormatOf(path)!.Value);
}
