using System.Globalization;
using System.Text;
using CsCheck;
using static SneTools.Tests.Tables;

namespace SneTools.Tests;

public class NumberTextsTests
{
    private static readonly string[] Spellings =
    [
        "1.50", "007", "9007199254740993", "-0", "-0.0", "1e3", "1E+05", "+4", ".5", "5.", "0.10000", "00.5", "1.0", "12", "-3.25", "0", "0.0001", "0.00001",
        "123456789012345", "1234567890123456", "0.30000000000000004", "18446744073709551615", "1.7976931348623157E+308", "-1.10", " 7", "7 ",
        "6.0221e23", "0.1000000000000000055511151231257827", "-0.00",
    ];

    [Fact]
    public void A_number_that_rides_along_after_all_is_written_as_it_was()
    {
        Dataset data = Build(["a", "n"], Spellings.Select((text, i) => new[] { $"{i * i}", text }));
        Assert.Equal(["a", "n"], data.Columns);
        Assert.Equal(Spellings, data.Select(new ColumnSelection(Label: ["n"])).Labels[0].Values);
        Assert.Equal(Spellings, data.Select(new ColumnSelection(ExcludeProperty: ["x*"])).Select(new ColumnSelection(Label: ["n"])).Labels[0].Values);
    }

    [Fact]
    public void Also_behind_rows_that_were_left_out()
    {
        string?[][] rows = [["1", "1.50"], [null, "2.50"], ["2", "3.0"], ["9", "007"]];
        Dataset data = Build(["a", "n"], rows, policy: MissingValuePolicy.Drop);
        Assert.Equal(["1.50", "3.0", "007"], data.Select(new ColumnSelection(Label: ["n"])).Labels[0].Values);
    }

    [Fact]
    public void What_is_called_plain_is_what_is_written() => Gen.OneOf(
        Gen.Double.Where(double.IsFinite).Select(Cell.Format),
        Gen.Select(Gen.Int[-2000, 2000], Gen.Int[0, 6], (n, places) => (n / Math.Pow(10, places)).ToString($"F{places}", CultureInfo.InvariantCulture)),
        Gen.Int[0, Spellings.Length - 1].Select(k => Spellings[k])).Sample(text =>
        {
            if (NumberTexts.IsPlain(text.AsSpan()))
                Assert.Equal(text, Cell.Format(double.Parse(text, CultureInfo.InvariantCulture)));
        });

    [Fact]
    public void What_is_called_written_is_so_and_the_other_way_round() => Gen.OneOf(
        Gen.Double.Where(double.IsFinite).Select(Cell.Format),
        Gen.Double[-2, 2].Select(number => number.ToString("G17", CultureInfo.InvariantCulture)),
        Gen.Int[0, Spellings.Length - 1].Select(k => Spellings[k])).Sample(text =>
        {
            double number = double.Parse(text, CultureInfo.InvariantCulture);
            Assert.Equal(text == Cell.Format(number), NumberTexts.IsWritten(Encoding.UTF8.GetBytes(text), number));
            Assert.Equal(text == Cell.Format(number), NumberTexts.IsWritten(Encoding.UTF8.GetBytes(text.Replace('.', ',')), number, ','));
        });

    [Fact]
    public void Numbers_as_other_programs_write_them_keep_no_texts()
    {
        var texts = new NumberTexts();
        string[] written = ["1.2e-05", "-3e+20", "007", "0000123", "1.50", "0.30000001"];
        foreach ((int row, string text) in written.Index())
            texts.Add(row, double.Parse(text, CultureInfo.InvariantCulture), text);
        Assert.Equal(0, texts.Characters);
        Assert.Equal(written, written.Index().Select(cell => texts.Text(cell.Index, double.Parse(cell.Item, CultureInfo.InvariantCulture))));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.626453810742332")]
    [InlineData("255")]
    [InlineData("-12.5")]
    [InlineData("0.001")]
    [InlineData("123456789012345")]
    public void What_tables_are_full_of_is_plain(string text) => Assert.True(NumberTexts.IsPlain(text.AsSpan()));

    [Fact]
    public void Every_spelling_comes_back() => Gen.Select(Gen.Double[-1e6, 1e6], Gen.Int[0, 14], Gen.Int[0, 3].Select(k => new[] { "F", "E", "R", "single" }[k])).Sample((number, places, format) =>
    {
        string text = format switch
        {
            "R" => Cell.Format(number),
            "single" => ((float)number).ToString("R", CultureInfo.InvariantCulture),
            _ => number.ToString($"{format}{places}", CultureInfo.InvariantCulture),
        };
        double read = double.Parse(text, CultureInfo.InvariantCulture);
        var texts = new NumberTexts();
        texts.Add(3, read, text);
        Assert.Equal(text, texts.Text(3, read));
        Assert.Equal(Cell.Format(read), texts.Text(2, read));
    });

    [Fact]
    public void What_is_not_kept_any_more_is_refused()
    {
        var texts = new NumberTexts();
        texts.Add(0, 7, "+7");
        texts.Lose();
        Assert.Equal((true, 0), (texts.IsLost, texts.Characters));
        var data = new Dataset(new Matrix(2, 2), ["a", "b"]) { Spellings = new Dictionary<string, NumberTexts> { ["b"] = texts } };
        SneException error = Assert.Throws<SneException>(() => data.Select(new ColumnSelection(Label: ["b"])));
        Assert.Equal((SneError.InvalidOption, "b"), (error.Error, error.Column));
        Assert.Equal(["a"], data.Select(new ColumnSelection(Property: ["a"])).Columns);
    }

    [Fact]
    public void Numbers_of_other_types_keep_their_values()
    {
        var table = new TableBuilder(["a", "n"], new ColumnSelection(), default);
        table.Add([Cell.FromNumber(1), Cell.FromNumber(9007199254740992, 9007199254740993)]);
        table.Add([Cell.FromNumber(4), Cell.FromNumber(0.1f, 0.1f)]);
        table.Add([Cell.FromNumber(2), Cell.FromNumber(1.1, 1.10m)]);
        Assert.Equal(["9007199254740993", "0.1", "1.10"], table.Build().Select(new ColumnSelection(Label: ["n"])).Labels[0].Values);
    }
}
