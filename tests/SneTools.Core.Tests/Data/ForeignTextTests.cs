namespace SneTools.Tests;

public class ForeignTextTests
{
    [Theory]
    [InlineData("plain, ж, 北, 😀, é", "plain, ж, 北, 😀, é")]
    [InlineData("\u001b[31mred\u001b[0m", "␛[31mred␛[0m")]
    [InlineData("\u001b]52;c;aGk=\a", "␛]52;c;aGk=␇")]
    [InlineData("\u009b2J", "\uFFFD2J")]
    [InlineData("a\bb\rc\u007fd\0", "a␈b␍c␡d␀")]
    [InlineData("user\u202Etxt.exe\u2066\u2069\u200F", "usertxt.exe")]
    [InlineData("two\nlines\tand a tab", "two\nlines\tand a tab")]
    public void What_would_control_a_terminal_is_shown_and_does_nothing(string text, string clean) => Assert.Equal(clean, ForeignText.Clean(text));

    [Fact]
    public void On_one_line_breaks_are_shown_too() => Assert.Equal("two␊lines␉tab\uFFFD", ForeignText.Clean("two\nlines\ttab\u2028", isLine: true));

    [Fact]
    public void A_text_with_nothing_of_it_is_the_same_one()
    {
        const string Text = "species";
        Assert.Same(Text, ForeignText.Clean(Text));
        Assert.Empty(ForeignText.Clean(null));
    }
}
