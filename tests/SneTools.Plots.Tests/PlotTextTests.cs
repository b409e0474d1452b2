using SneTools.Plots;

namespace SneTools.PlotsTests;

public class PlotTextTests
{
    [Theory]
    [InlineData("plain", 10, "plain")]
    [InlineData("  two\r\n lines\t", 20, "two lines")]
    [InlineData("\e[31mred\a", 20, "[31mred")]
    [InlineData("abc\u202Ecba\u2066", 20, "abccba")]
    [InlineData("a\u2028b", 20, "a b")]
    [InlineData("abcdef", 5, "abcd…")]
    [InlineData("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 2, "👩‍👩‍👧‍👦…")]
    [InlineData("", 5, "")]
    public void A_text_fits_on_a_line_and_controls_nothing(string text, int length, string line) =>
        Assert.Equal(line, PlotText.OneLine(text, length));

    [Fact]
    public void Half_a_character_is_shown_as_none() => Assert.Equal("a\uFFFDb", PlotText.OneLine("a\uD83Db", 5));

    [Theory]
    [InlineData("plain (10)", "plain (10)")]
    [InlineData("שלום (12)", "שלום (21)")]
    [InlineData("123 שלום two", "321 שלום owt")]
    [InlineData("one שלום 12", "one שלום 12")]
    public void A_shaper_that_turns_a_text_around_leaves_its_numbers_as_they_were(string text, string arranged) =>
        Assert.Equal(arranged, PictureFonts.Arrange(text));

    [Theory]
    [InlineData(178, "178")]
    [InlineData(9999, "9999")]
    [InlineData(70000, "70\u202F000")]
    [InlineData(1234567, "1\u202F234\u202F567")]
    public void Thousands_stand_apart(int count, string text) => Assert.Equal(text, PlotText.Count(count));
}
