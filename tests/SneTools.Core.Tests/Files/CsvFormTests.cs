using System.Text;

namespace SneTools.Tests;

/// <summary>What divides a text into cells, and what its numbers look like, is found from its first lines.</summary>
public class CsvFormTests
{
    [Theory]
    [InlineData("a b\n1.5 2\n3 4\n")]
    [InlineData("  a   b\n1.5   2\n  3   4  \n")]
    [InlineData("a\t b\n1.5 \t2\n3 4\n")]
    [InlineData("a;b\n1,5;2\n3;4\n")]
    [InlineData("a;b\n1,50;2\n3;4,0\n")]
    [InlineData("a\tb\n1,5\t2\n3\t4\n")]
    [InlineData("a b\n1,5 2\n3 4\n")]
    [InlineData("a|b\n1,5|2\n3|4\n")]
    [InlineData("\"a\",\"b\"\n\"1,5\",\"2\"\n\"3\",\"4\"\n")]
    [InlineData("a,b\n1.5, 2\n3, 4\n")]
    public void Delimiter_and_decimal_separator_are_found(string text)
    {
        Dataset data = Read(text);
        Assert.Equal(["a", "b"], data.Columns);
        Assert.Equal([1.5, 2, 3, 4], data.Values.Values);
        Assert.Empty(data.Warnings);
    }

    [Theory]
    [InlineData("1,5;2\n3;4\n")]
    [InlineData("1,5 2\n3 4\n")]
    [InlineData("1.5,2\n3,4\n")]
    [InlineData(" 1.5  2\n 3    4\n")]
    public void They_are_found_without_a_header_too(string text)
    {
        Dataset data = Read(text, new ImportOptions { NoHeader = true });
        Assert.Equal(["X1", "X2"], data.Columns);
        Assert.Equal([1.5, 2, 3, 4], data.Values.Values);
    }

    [Fact]
    public void Commas_alone_are_between_cells() =>
        Assert.Equal([1, 5, 2, 5, 3, 5, 4, 5], Read("1,5,2,5\n3,5,4,5\n", new ImportOptions { NoHeader = true }).Values.Values);

    [Fact]
    public void A_delimiter_divides_every_line_alike_however_often_another_sign_occurs()
    {
        Dataset data = Read("name;x\n\"a, b, c, d\";1\nNew York, a, b;2\nRio, c;3\n");
        Assert.Equal(["x"], data.Columns);
        Assert.Equal(["a, b, c, d", "New York, a, b", "Rio, c"], data.Labels[0].Values);
        Assert.Equal(["New York", "Rio"], Read("city,x\nNew York,1\nRio,2\n").Labels[0].Values);
    }

    [Fact]
    public void A_text_of_UCI_has_blanks_tabs_and_quotes_between_its_cells()
    {
        Dataset data = Read(
            "18.0   8   307.0      130.0      3504.      12.0   70  1\t\"chevrolet chevelle malibu\"\n15.0   8   350.0      165.0      3693.      11.5   70  1\t\"buick skylark 320\"\n",
            new ImportOptions { NoHeader = true },
            "auto-mpg.data");
        Assert.Equal([18, 8, 307, 130, 3504, 12, 70, 1], data.Values.Row(0).ToArray());
        Assert.Equal(["chevrolet chevelle malibu", "buick skylark 320"], data.Labels[0].Values);
    }

    [Fact]
    public void Tables_of_R_and_pandas_are_read_as_they_write_them()
    {
        Dataset table = DataFile.Read(Samples.File("r-table.txt"), new ImportOptions());
        Assert.Equal(["mpg", "disp", "drat"], table.Columns);
        Assert.Equal([22.8, 108, 3.85], table.Values.Row(2).ToArray());
        Assert.Equal(("H1", "Hornet 4 Drive"), (table.Labels[0].Name, table.Labels[0].Values[3]));

        Dataset iris = DataFile.Read(Samples.File("r-csv2.csv"), new ImportOptions { Columns = new ColumnSelection(["Sepal*", "Petal*"]) });
        Assert.Equal([5.4, 3.9, 1.7, 0.4], iris.Values.Row(5).ToArray());
        Assert.Equal("setosa", iris.Labels[^1].Values[0]);

        Dataset latin = DataFile.Read(Samples.File("pandas-latin1.txt"), new ImportOptions { Encoding = Encoding.Latin1 });
        Assert.Equal(["größe", "n"], latin.Columns);
        Assert.Equal([1.5, 1, 1234.25, 2, -3e-7, 3, 0.1, 4], latin.Values.Values);
        Assert.Equal(["für", "été", "ñ", "x"], latin.Labels[0].Values);
    }

    [Fact]
    public void Names_of_rows_ride_along_though_they_are_numbers_and_say_nothing_about_the_separator()
    {
        Dataset data = Read("a b\n1962.25 1,5 2,5\n1962.5 3,5 4,5\n");
        Assert.Equal([1.5, 2.5, 3.5, 4.5], data.Values.Values);
        Assert.Equal(["1962.25", "1962.5"], data.Labels[0].Values);
    }

    [Fact]
    public void Quotes_that_R_wrote_behind_a_backslash_are_quotes() =>
        Assert.Equal(["say \"hi\" x", "b\"b"], Read("\"t\" \"a\"\n\"1\" \"say \\\"hi\\\" x\" 1\n\"2\" \"b\"\"b\" 2\n").Labels[^1].Values);

    [Theory]
    [InlineData("1;2,500\n3;4,250\n", "'2,500' may be 2.500 or 2500")]
    [InlineData("1;\"2,500\"\n3;\"4,250\"\n", "'2,500' may be 2.500 or 2500")]
    [InlineData("1.5;2,5\n3.5;4,5\n", "'1.5' has a decimal point, and Row 1, column 'b': '2,5' a decimal comma")]
    public void Numbers_that_may_mean_two_are_refused_until_it_is_said(string rows, string message)
    {
        var error = Assert.Throws<SneException>(() => Read("a;b\n" + rows));
        Assert.Equal((SneError.AmbiguousNumber, "b"), (error.Error, error.Column));
        Assert.Contains(message, error.Message);
        Assert.EndsWith("Say which it is with -DecimalSeparator ',' or -DecimalSeparator '.'.", error.Message);
        Assert.Contains("b", Read("a;b\n" + rows, new ImportOptions { DecimalSeparator = ',' }).Columns);
    }

    [Fact]
    public void A_column_that_rides_along_or_is_left_out_does_not_tell_how_numbers_are_written()
    {
        const string Text = "a;b;c\n1.5;,1;3\n2.5;2,5;4\n";
        foreach (ColumnSelection columns in (ColumnSelection[])[new(Label: ["b"]), new(ExcludeProperty: ["b"]), new(Property: ["a", "c"])])
            Assert.Equal([1.5, 3, 2.5, 4], Read(Text, new ImportOptions { Columns = columns }).Values.Values);
        Assert.Equal([",1", "2,5"], Read(Text, new ImportOptions { Columns = new ColumnSelection(Label: ["b"]) }).Labels[0].Values);
    }

    [Fact]
    public void One_number_that_is_clear_makes_the_others_clear() =>
        Assert.Equal([1, 2.5, 3, 4.25, 5, 0.123], Read("a;b\n1;2,500\n3;4,250\n5;0,123\n").Values.Values);

    [Fact]
    public void A_column_of_decimal_commas_is_one_column_unless_its_rows_are_numbered()
    {
        Assert.Equal([1.5, 2.25, 7.125], Read("x\n1,5\n2,25\n7,125\n").Values.Values);
        Assert.Equal(SneError.AmbiguousNumber, Assert.Throws<SneException>(() => Read("x\n1,5\n2,25\n3,125\n")).Error);
        Assert.Equal([1.5, 2.25, 3.125], Read("x\n1,5\n2,25\n3,125\n", new ImportOptions { DecimalSeparator = ',' }).Values.Values);
        Assert.Equal([5, 25, 125], Read("x\n1,5\n2,25\n3,125\n", new ImportOptions { Delimiter = ',' }).Values.Values);
        Assert.Equal([5, 25], Read("\"x\"\n\"1\",5\n\"2\",25\n").Values.Values);
    }

    [Fact]
    public void A_column_of_decimal_commas_may_have_whole_numbers_in_it()
    {
        // As data.table::fwrite(data.frame(x = c(200.1, 199, 200.25)), dec = ",", sep = ";") and write.csv2 write it.
        Assert.Equal([200.1, 199, 200.25], Read("x\n200,1\n199\n200,25\n").Values.Values);
        Assert.Equal(SneError.AmbiguousNumber, Assert.Throws<SneException>(() => Read("x\n200,125\n199\n")).Error);
        Assert.Equal([200.125, 199], Read("x\n200,125\n199\n", new ImportOptions { DecimalSeparator = ',' }).Values.Values);
        Assert.Equal(SneError.RaggedRow, Assert.Throws<SneException>(() => Read("x\n200,1\n199\n", new ImportOptions { DecimalSeparator = '.' })).Error);
    }

    [Fact]
    public void Marks_between_thousands_are_said_to_be_unread()
    {
        Dataset data = Read("a;b\n1,5;1.234,5\n2,5;2.345.678\n");
        Assert.Equal(["a"], data.Columns);
        Assert.Equal(["1.234,5", "2.345.678"], data.Labels[0].Values);
        Assert.Contains("Column 'b' rides along as text: Row 1, column 'b': '1.234,5'", Assert.Single(data.Warnings));
        Assert.Contains("'1,234'", Assert.Single(Read("a,b\n1.5,\"1,234\"\n2.5,\"2,345\"\n").Warnings));
        Assert.Empty(Read("a,b\n1.5,\"1,234\"\n2.5,\"2,345\"\n", new ImportOptions { Columns = new ColumnSelection(Label: ["b"]) }).Warnings);
        var error = Assert.Throws<SneException>(() => Read("a\n999,5\n1.234,5\n999,5\n"));
        Assert.Equal((SneError.NotANumber, 2), (error.Error, error.Row));
    }

    [Fact]
    public void The_separators_of_a_culture_are_taken_where_none_is_given()
    {
        var german = new ImportOptions().With(new System.Globalization.CultureInfo("de-DE"));
        Assert.Equal((';', ','), (german.Delimiter, german.DecimalSeparator));
        Assert.Equal([1, 2.5, 3, 4.25], Read("a;b\n1;2,500\n3;4,250\n", german).Values.Values);
        Assert.Equal('\t', new ImportOptions { Delimiter = '\t' }.With(new System.Globalization.CultureInfo("de-DE")).Delimiter);
    }

    [Theory]
    [InlineData("5.1,3.5,setosa\n4.9,3,setosa\n", "(5.1, 3.5, setosa)")]
    [InlineData("1,2\n3,4\n", "(1, 2)")]
    [InlineData("1,5;2,5\n3,5;4,5\n", "(1,5, 2,5)")]
    [InlineData("7\n8\n", "(7)")]
    public void A_first_line_of_numbers_over_numbers_is_a_header_with_a_warning(string text, string line)
    {
        string warning = Assert.Single(Read(text).Warnings);
        Assert.Contains(line, warning);
        Assert.Contains("-NoHeader", warning);
        Assert.Empty(Read(text, new ImportOptions { NoHeader = true }).Warnings);
    }

    [Fact]
    public void A_first_line_that_names_or_counts_the_columns_is_a_header_without_one()
    {
        Assert.Empty(Read("a,2\n3,4\n").Warnings);
        Assert.Empty(Read("1990,b\nx,4\ny,5\n").Warnings);
        Assert.Empty(Read("0,1,2,3,4,5,6,7\n5,3,2,1,4,3,2,1\n").Warnings);
        Assert.Empty(Read("Country Name,Country Code,1960,1965,1967\nChad,TCD,1.5,2,3\nPeru,PER,4,5,6.5\n").Warnings);
        Assert.Single(Read("1960,1965,1964\n1961,1966,1970\n1962,1967,1968\n").Warnings);
    }

    [Theory]
    [InlineData("a,b\n1,2,3,4\n5,6,7,8\n", "The header has 2 names and row 1 has 4 values.")]
    [InlineData("a,b,c\n1,2\n3,4\n", "The header has 3 names and row 1 has 2 values.")]
    [InlineData("a,b\n1,2,\n3,4,\n", "The header has 2 names and row 1 has 3 values.")]
    public void A_first_row_of_another_length_is_held_against_the_header(string text, string message)
    {
        var error = Assert.Throws<SneException>(() => Read(text));
        Assert.Equal((SneError.RaggedRow, 1), (error.Error, error.Row));
        Assert.EndsWith(message, error.Message);
    }

    [Theory]
    [InlineData('§')]
    [InlineData('¦')]
    [InlineData('\u001F')]
    [InlineData('~')]
    public void A_delimiter_may_be_any_sign(char delimiter)
    {
        Dataset data = Read($"a{delimiter}t\n1{delimiter}\"x{delimiter}é\"\n2{delimiter}y\n", new ImportOptions { Delimiter = delimiter });
        Assert.Equal([1, 2], data.Values.Values);
        Assert.Equal([$"x{delimiter}é", "y"], data.Labels[0].Values);
    }

    [Theory]
    [InlineData('1')]
    [InlineData('-')]
    [InlineData(' ')]
    [InlineData('"')]
    public void A_sign_of_numbers_is_no_decimal_separator(char separator) => Assert.Equal(
        SneError.InvalidOption, Assert.Throws<SneException>(() => Read("a;b\n1;2\n", new ImportOptions { DecimalSeparator = separator })).Error);

    [Fact]
    public void Lines_longer_than_what_is_looked_at_are_read_alike()
    {
        // Headers and rows of 30 KB to half a megabyte.
        foreach (int columns in new[] { 5_000, 20_000, 80_000 })
        {
            string header = string.Join(';', Enumerable.Range(0, columns).Select(k => $"n{k}"));
            string row = string.Join(';', Enumerable.Range(0, columns).Select(k => $"{k % 10},5"));
            Dataset data = Read($"{header}\n{row}\n{row}\n");
            Assert.Equal((columns, 3.5), (data.Dimension, data.Values[1, 3]));
        }
    }

    private static Dataset Read(string text, ImportOptions? options = null, string name = "t.csv")
    {
        using var folder = new TemporaryFolder();
        return DataFile.Read(folder.Write(name, text), options ?? new ImportOptions());
    }
}
