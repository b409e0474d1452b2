using System.Globalization;
using System.Text;

namespace SneTools.Tests;

public class CsvTableTests
{
    [Theory]
    [InlineData("a,b\n1,2\n3,4\n")]
    [InlineData("a,b\n1,2\n3,4")]
    [InlineData("a,b\r\n1,2\r\n3,4\r\n")]
    [InlineData("a;b\n1;2\n3;4\n")]
    [InlineData("a\tb\n1\t2\n3\t4\n")]
    [InlineData("a|b\n1|2\n3|4\n")]
    [InlineData("\"a\",\"b\"\n\"1\",\"2\"\n\"3\",\"4\"\n")]
    [InlineData("a,b\n1,2\n\n3,4\n\n\n")]
    [InlineData("a,b\n 1 ,2\n3, 4\n")]
    public void A_table_reads_alike_in_every_common_notation(string text)
    {
        Dataset data = Read(text);
        Assert.Equal(["a", "b"], data.Columns);
        Assert.Equal([1, 2, 3, 4], data.Values.Values);
    }

    [Fact]
    public void Encodings_with_a_byte_order_mark_are_recognized()
    {
        Encoding[] encodings = [new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode];
        Assert.All(encodings, encoding =>
        {
            Dataset data = Read("größe,b,t\n1,2,漢\n3,4,é\n", encoding: encoding);
            Assert.Equal(["größe", "b"], data.Columns);
            Assert.Equal(["漢", "é"], data.Labels[0].Values);
        });
    }

    [Fact]
    public void A_line_that_begins_with_a_number_sign_is_a_row_like_any_other()
    {
        Dataset data = Read("id,a,b\n#1,1,2\nx,3,4\n#2,5,6\n");
        Assert.Equal(["#1", "x", "#2"], data.Labels[0].Values);
    }

    [Fact]
    public void A_header_that_begins_with_a_number_sign_is_a_header_like_any_other() =>
        Assert.Equal(["#a", "b"], Read("#a,b\n1,2\n3,4\n").Columns);

    [Fact]
    public void Quoted_cells_may_hold_delimiters_quotes_and_line_breaks()
    {
        Dataset data = Read("\"n,1\",t\n1,\"a,b\"\n2,\"say \"\"hi\"\"\"\n3,\"two\nlines\"\n");
        Assert.Equal(["n,1"], data.Columns);
        Assert.Equal(["a,b", "say \"hi\"", "two\nlines"], data.Labels[0].Values);
    }

    [Fact]
    public void A_delimiter_inside_quotes_is_not_the_table_s() =>
        Assert.Equal(["a,b,c", "d"], Read("\"a,b,c\";d\n1;2\n3;4\n").Columns);

    [Fact]
    public void A_delimiter_that_is_given_is_not_guessed()
    {
        Dataset data = Read("a,b;c\n1;2\n3;4\n", new ImportOptions { Delimiter = ';' });
        Assert.Equal(["a,b", "c"], data.Columns);
    }

    [Fact]
    public void A_file_named_tsv_is_split_at_tabs_when_in_doubt() =>
        Assert.Equal(["a,x", "b"], Read("a,x\tb\n1\t2\n", name: "t.tsv").Columns);

    [Fact]
    public void Without_a_header_the_first_line_is_a_row_and_columns_are_numbered()
    {
        Dataset data = Read("\n1,x,2\n3,\"y,z\",4\n", new ImportOptions { NoHeader = true });
        Assert.Equal(["X1", "X3"], data.Columns);
        Assert.Equal([1, 2, 3, 4], data.Values.Values);
        Assert.Equal(["X2"], data.Labels.Select(label => label.Name));
        Assert.Equal(["x", "y,z"], data.Labels[0].Values);
        Assert.Equal(
            (SneError.RaggedRow, 2),
            Assert.Throws<SneException>(() => Read("1,2\n3\n", new ImportOptions { NoHeader = true })) is var error ? (error.Error, error.Row) : default);
    }

    [Fact]
    public void A_first_row_taken_for_a_header_is_refused_with_advice_where_a_number_occurs_twice() =>
        Assert.EndsWith("read the table with -NoHeader.", Refused("0,0,1\n2,3,4\n").Message);

    [Fact]
    public void More_rows_than_one_block_holds_keep_their_order()
    {
        string line = string.Join(',', Enumerable.Range(0, 700));
        string text = $"{string.Join(',', Enumerable.Range(0, 700).Select(k => $"c{k}"))}\n";
        Dataset data = Read(text + string.Concat(Enumerable.Range(0, 1500).Select(i => $"{i + 2}{line[1..]}\n")));
        Assert.Equal((1500, 700), (data.Count, data.Dimension));
        for (int i = 0; i < data.Count; i++)
            Assert.Equal((i + 2, 1, 699), (data.Values[i, 0], data.Values[i, 1], data.Values[i, 699]));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void The_culture_has_no_say(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Dataset data = Read("I;b\n1.5;2,5\n-3e-2;4,5\n", new ImportOptions { DecimalSeparator = '.', Columns = new ColumnSelection(Property: ["i"]) });
            Assert.Equal(["I"], data.Columns);
            Assert.Equal([1.5, -0.03], data.Values.Values);
            Assert.Equal(["2,5", "4,5"], data.Labels[0].Values);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("a,b\n")]
    [InlineData("a,b")]
    public void A_file_without_rows_is_refused(string text) => Assert.Equal(SneError.EmptyInput, Refused(text).Error);

    [Theory]
    [InlineData("a,b\n1,2\n3\n", 2)]
    [InlineData("a,b\n1,2\n3,4\n5,6,7\n", 3)]
    [InlineData("a,b\n1,2,3\n4,5\n", 1)]
    public void A_row_of_another_length_is_refused_with_its_number(string text, int row)
    {
        SneException error = Refused(text);
        Assert.Equal((SneError.RaggedRow, row), (error.Error, error.Row));
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,oops\n5,6\n", SneError.NotANumber, 2, "b")]
    [InlineData("a,b\n1,2\n3,\n5,6\n", SneError.MissingValue, 2, "b")]
    [InlineData("a,b\n1,2\n3,4\nNaN,6\n", SneError.NonFiniteValue, 3, "a")]
    public void A_bad_cell_is_refused_with_row_and_column(string text, SneError expected, int row, string column)
    {
        SneException error = Refused(text);
        Assert.Equal((expected, row, column), (error.Error, error.Row, error.Column));
    }

    [Fact]
    public void Two_columns_of_one_name_are_refused()
    {
        SneException error = Refused("a,b,a\n1,2,3\n");
        Assert.Equal((SneError.DuplicateColumn, "a"), (error.Error, error.Column));
    }

    [Fact]
    public void A_table_without_numbers_is_refused_with_its_columns()
    {
        SneException error = Refused("a,b\nx,y\n");
        Assert.Equal(SneError.NoNumericColumn, error.Error);
        Assert.Contains("'a', 'b'", error.Message);
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_refused_at_its_row()
    {
        SneException error = Refused("a,b\n1,2\n3,\"4\n5,6\n");
        Assert.Equal((SneError.InvalidFile, 2), (error.Error, error.Row));
    }

    [Fact]
    public void Missing_values_follow_the_policy()
    {
        const string Text = "t,a,b\np,1,2\nq,,4\nr,3,x\ns,5,6\n";
        Dataset dropped = Read(Text, new ImportOptions { MissingValue = MissingValuePolicy.Drop });
        Assert.Equal([1, 2], dropped.DroppedRows);
        Assert.Equal(["p", "s"], dropped.Labels[0].Values);
        Dataset filled = Read(Text, new ImportOptions { MissingValue = MissingValuePolicy.Mean });
        Assert.Equal([1, 2, 3, 4, 3, 4, 5, 6], filled.Values.Values);
        Assert.Equal(2, filled.ReplacedCells);
    }

    [Fact]
    public void Random_tables_of_numbers_read_back_bit_for_bit() =>
        Gen.Select(Gen.Int[1, 400], Gen.Int[1, 5]).SelectMany((n, h) => Gen.Double
                .Where(double.IsFinite).Array[n * h].Select(values => new Matrix(n, h, values)))
            .Sample(
                matrix =>
                {
                    var text = new StringBuilder();
                    text.AppendJoin(',', Enumerable.Range(0, matrix.Columns).Select(k => $"x{k}")).Append('\n');
                    for (int i = 0; i < matrix.Rows; i++)
                        text.AppendJoin(',', matrix.Row(i).ToArray().Select(Cell.Format)).Append('\n');
                    Near.SameBits(matrix, Read(text.ToString()).Values);
                },
                iter: 50);

    [Fact]
    public void Progress_rises_within_the_file_and_a_cancellation_ends_the_reading()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("t.csv", "a\n" + string.Concat(Enumerable.Repeat("1\n", 100_000)));
        var shares = new List<double>();
        Assert.Equal(100_000, DataFile.Read(path, new ImportOptions(), shares.Add).Count);
        Assert.NotEmpty(shares);
        Assert.Equal(shares.Order(), shares);
        Assert.All(shares, share => Assert.InRange(share, 0, 1));

        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(
            () => DataFile.Read(path, new ImportOptions(), _ => source.Cancel(), source.Token));
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error_with_its_path()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.ThrowsAny<IOException>(() => DataFile.Read(folder.File("none.csv"), new ImportOptions()));
        Assert.Contains("none.csv", error.Message);
    }

    [Fact]
    public void The_data_sets_beside_the_tests_have_their_shapes_and_labels()
    {
        Assert.Equal("150 rows x 4 columns", Samples.Iris.ToString());
        Assert.Equal("178 rows x 13 columns", Samples.Wine.ToString());
        Assert.Equal("1797 rows x 64 columns", Samples.Digits.ToString());
        Assert.Equal(3, Samples.Iris.Labels[0].Values.Distinct().Count());
        Assert.Equal(10, Samples.Digits.Labels[0].Values.Distinct().Count());
    }

    private static Dataset Read(string text, ImportOptions? options = null, string name = "t.csv", Encoding? encoding = null)
    {
        using var folder = new TemporaryFolder();
        return DataFile.Read(folder.Write(name, text, encoding), options ?? new ImportOptions());
    }

    private static SneException Refused(string text) => Assert.Throws<SneException>(() => Read(text));
}
