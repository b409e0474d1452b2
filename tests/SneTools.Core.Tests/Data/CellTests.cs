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
