using System.Globalization;

namespace SneTools.Tests;

public class CellTests
{
    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData(" -2e3 ", -2000.0)]
    [InlineData("1E-300", 1e-300)]
    [InlineData("+.5", 0.5)]
    [InlineData("Infinity", double.PositiveInfinity)]
    [InlineData("NaN", double.NaN)]
    public void Texts_that_spell_a_number_are_numbers(string text, double expected)
    {
        Cell cell = Cell.FromText(text);
        Assert.True(cell.IsNumber);
        Assert.Equal(expected, cell.Number);
        Assert.Equal(text, cell.AsText());
    }

    [Theory]
    [InlineData("1,5")]
    [InlineData("1,000")]
    [InlineData("0x10")]
    [InlineData("1.5 cm")]
    [InlineData("(1)")]
    [InlineData("$1")]
    [InlineData("٣")]
    public void Texts_that_a_culture_or_program_might_take_for_a_number_are_texts(string text)
    {
        Cell cell = Cell.FromText(text);
        Assert.Equal((false, false, text), (cell.IsNumber, cell.IsEmpty, cell.AsText()));
        Assert.True(double.IsNaN(cell.Number));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(" \t", " \t")]
    public void Blank_texts_are_empty_cells_that_keep_their_blanks_as_labels(string? text, string? label)
    {
        Cell cell = Cell.FromText(text);
        Assert.Equal((true, false, false, label), (cell.IsEmpty, cell.IsNumber, cell.IsAbsent, cell.AsText()));
    }

    [Fact]
    public void An_absent_cell_is_empty_too() => Assert.True(Cell.Absent is { IsAbsent: true, IsEmpty: true, IsNumber: false });

    [Fact]
    public void An_opaque_text_is_no_number_even_if_it_spells_one()
    {
        Assert.Equal((false, "12"), (Cell.FromOpaqueText("12").IsNumber, Cell.FromOpaqueText("12").AsText()));
        Assert.False(Cell.FromOpaqueText(" ").IsEmpty);
    }

    [Fact]
    public void A_number_written_reads_back_as_the_same_bits() => Gen.Double.Where(double.IsFinite).Sample(x =>
    {
        Assert.True(Cell.TryParse(Cell.Format(x), out double back));
        Assert.Equal(BitConverter.DoubleToInt64Bits(x), BitConverter.DoubleToInt64Bits(back));
    });

    [Fact]
    public void Short_numbers_are_read_to_the_bit_as_the_runtime_reads_them() =>
        Gen.Select(Gen.OneOf(Gen.Long[-999_999_999_999_999, 999_999_999_999_999], Gen.Long[-99_999_999_999_999_999, 99_999_999_999_999_999], Gen.Long), Gen.Int[0, 20], Gen.Bool).Sample((digits, point, pad) =>
        {
            string text = digits.ToString(CultureInfo.InvariantCulture);
            int first = digits < 0 ? 1 : 0;
            text = text.Insert(Math.Max(first, text.Length - point), point <= text.Length - first ? "." : pad ? "0." : ".");
            Assert.True(Cell.TryParse(text, out double number));
            double expected = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
            Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(number));
        });

    [Theory]
    [InlineData("-0")]
    [InlineData("-0.0")]
    [InlineData("0.1")]
    [InlineData("1.")]
    [InlineData("000000000000001")]
    [InlineData("9007199254740992")]
    [InlineData("9007199254740993")]
    [InlineData("0.9007199254740993")]
    [InlineData("-0.000000000000000001")]
    [InlineData("-.0000000000000000001")]
    [InlineData("-9223372036854775808")]
    [InlineData("123456789012345.6")]
    [InlineData("0.30000000000000004")]
    public void Numbers_at_the_borders_of_the_short_way_are_read_alike(string text)
    {
        Assert.True(Cell.TryParse(text, out double number));
        double expected = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(number));
    }

    [Theory]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("-.")]
    [InlineData("1.2.3")]
    [InlineData("1-2")]
    [InlineData("--1")]
    public void What_only_looks_like_a_number_is_none(string text) => Assert.False(Cell.TryParse(text, out _));

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("fa-IR")]
    public void The_culture_has_no_say(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Assert.Equal(-1.5, Cell.FromText("-1.5").Number);
            Assert.False(Cell.FromText("1,5").IsNumber);
            Assert.Equal("-1.5", Cell.Format(-1.5));
            Assert.True(Cell.FromText("INFINITY").IsNumber);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
