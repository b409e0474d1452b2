using SneTools.Plots;

namespace SneTools.PlotsTests;

public class TextWidthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("日本", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("\U0001F600", 2)]
    [InlineData("\U0001F468\u200D\U0001F469\u200D\U0001F467", 2)]
    [InlineData("\u2764\uFE0F", 2)]
    [InlineData("\U0001F1E9\U0001F1EA", 2)]
    [InlineData("\e[31mred\e[0m", 3)]
    [InlineData("\e]8;;https://example.org\e\\link\e]8;;\e\\", 4)]
    public void A_text_is_as_wide_as_a_terminal_shows_it(string text, int columns) =>
        Assert.Equal(columns, TextWidth.Of(text));

    [Theory]
    [InlineData("abcdef", 3, "abc")]
    [InlineData("日本語", 5, "日本")]
    [InlineData("ab", 9, "ab")]
    public void A_cut_never_splits_a_character(string text, int columns, string expected) =>
        Assert.Equal(expected, TextWidth.Cut(text, columns));
}
