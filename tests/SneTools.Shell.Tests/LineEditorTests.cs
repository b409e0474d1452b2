using SneTools.Shell.Editing;
using Xunit;

namespace SneTools.ShellTests;

public class LineEditorTests
{
    private static readonly string[] Words = ["alpha", "alpine", "altitude"];

    [Fact]
    public void What_is_typed_is_entered_and_stays_on_the_screen()
    {
        var screen = new Screen(40).Type("1 + 1\n");
        Assert.Equal((EditOutcome.Entered, "1 + 1"), Edit(screen));
        Assert.Equal("PS> 1 + 1", screen.Text);
        Assert.Equal((1, 0), screen.Cursor);
    }

    [Fact]
    public void Keys_move_and_delete()
    {
        Assert.Equal("Xbcd", Entered(s => s.Type("abcd").Press(ConsoleKey.Home).Press(ConsoleKey.Delete).Type("X")));
        Assert.Equal("acdX", Entered(s => s.Type("abcd").Press(ConsoleKey.LeftArrow, times: 2).Press(ConsoleKey.Backspace)
            .Press(ConsoleKey.End).Type("X")));
        Assert.Equal("abXcd", Entered(s => s.Type("abcd").Control(ConsoleKey.A).Press(ConsoleKey.RightArrow, times: 2).Type("X")));
        Assert.Equal("abcdX", Entered(s => s.Type("abcd").Control(ConsoleKey.A).Control(ConsoleKey.E).Type("X")));
    }

    [Fact]
    public void Keys_kill_and_yank()
    {
        Assert.Equal("ab", Entered(s => s.Type("abcd").Press(ConsoleKey.LeftArrow, times: 2).Control(ConsoleKey.K)));
        Assert.Equal("cd", Entered(s => s.Type("abcd").Press(ConsoleKey.LeftArrow, times: 2).Control(ConsoleKey.U)));
        Assert.Equal("one two.three ", Entered(s => s.Type("one two.three four ").Control(ConsoleKey.W)));
        Assert.Equal("bcd a", Entered(s => s.Type("a bcd").Press(ConsoleKey.LeftArrow, times: 3).Control(ConsoleKey.U)
            .Control(ConsoleKey.E).Type(" ").Control(ConsoleKey.Y).Press(ConsoleKey.Backspace)));
    }

    [Fact]
    public void Words_are_letters_digits_and_underscores()
    {
        Assert.Equal("Get-X$a_1.b", Entered(s => s.Type("Get-$a_1.b").Press(ConsoleKey.LeftArrow, ConsoleModifiers.Control, 2)
            .Press(ConsoleKey.LeftArrow).Type("X")));
        Assert.Equal("GetX-Y $b", Entered(s => s.Type("Get-Y $b").Press(ConsoleKey.Home)
            .Press(ConsoleKey.F, ConsoleModifiers.Alt).Type("X")));
    }

    [Fact]
    public void The_cursor_never_stops_inside_a_character()
    {
        // A family of four, joined; an e with an accent of its own; a sign beyond the first 65 536.
        const string Family = "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466";
        Assert.Equal("X" + Family, Entered(s => s.Type(Family).Press(ConsoleKey.LeftArrow).Type("X")));
        Assert.Equal("a", Entered(s => s.Type("ae\u0301").Press(ConsoleKey.Backspace)));
        Assert.Equal("\U0001D54Ax", Entered(s => s.Type("\U0001D54A\U0001D54Ax").Press(ConsoleKey.LeftArrow).Press(ConsoleKey.Backspace)));
    }

    [Fact]
    public void Wide_characters_take_two_columns()
    {
        var screen = new Screen(40).Type("日本x").Press(ConsoleKey.LeftArrow, times: 2).Type("\n");
        Edit(screen);
        Assert.Equal([(0, 4), (0, 6), (0, 8), (0, 9), (0, 8), (0, 6)], screen.Cursors);
    }

    [Fact]
    public void A_line_wider_than_the_terminal_goes_on_below()
    {
        var screen = new Screen(10).Type("abcdefgh").Press(ConsoleKey.Home).Type("X\n");
        Assert.Equal("Xabcdefgh", Edit(screen).Text);
        Assert.Equal("PS> Xabcde\nfgh", screen.Text);
        Assert.Equal((2, 0), screen.Cursor);

        // A row that is just full has the cursor at the beginning of the next.
        Assert.Equal((1, 0), screen.Cursors[6]);
    }

    [Fact]
    public void A_wide_character_is_not_split_between_rows()
    {
        var screen = new Screen(9).Type("日本語\n");
        Edit(screen);
        Assert.Equal("PS> 日本\n語", screen.Text);
    }

    [Fact]
    public void A_prompt_may_have_several_lines_and_colors()
    {
        var screen = new Screen(20).Type("x\n");
        var editor = new LineEditor(screen, new CommandHistory(null));
        editor.ReadLine("folder\n\e[32m# \e[0m");
        Assert.Equal("folder\n# x", screen.Text);
        Assert.Equal((1, 2), screen.Cursors[0]);
    }

    [Fact]
    public void Ctrl_C_gives_the_line_up_and_Ctrl_D_in_an_empty_line_ends_the_input()
    {
        Assert.Equal((EditOutcome.Canceled, ""), Edit(new Screen(40).Type("abc").Control(ConsoleKey.C)));
        Assert.Equal((EditOutcome.EndOfInput, ""), Edit(new Screen(40).Control(ConsoleKey.D)));
        Assert.Equal("bc", Entered(s => s.Type("abc").Press(ConsoleKey.Home).Control(ConsoleKey.D)));
    }

    [Fact]
    public void Ctrl_L_clears_the_screen_and_keeps_the_line()
    {
        var screen = new Screen(40);
        screen.Write("old\r\n");
        screen.Type("abc").Control(ConsoleKey.L).Type("d\n");
        Assert.Equal("abcd", Edit(screen).Text);
        Assert.Equal("PS> abcd", screen.Text);
    }

    [Fact]
    public void Up_and_down_go_through_the_history_and_back_to_what_was_typed()
    {
        Assert.Equal("second", Entered(s => s.Press(ConsoleKey.UpArrow), "first", "second"));
        Assert.Equal("first", Entered(s => s.Press(ConsoleKey.UpArrow, times: 5), "first", "second"));
        Assert.Equal("draft!", Entered(s => s.Type("draft").Press(ConsoleKey.UpArrow, times: 2)
            .Press(ConsoleKey.DownArrow, times: 3).Type("!"), "first", "second"));
    }

    [Fact]
    public void Ctrl_R_finds_the_newest_line_and_then_older_ones()
    {
        Assert.Equal("get map 2", Entered(s => s.Control(ConsoleKey.R).Type("map"), "get map 1", "get map 2", "other"));
        Assert.Equal("get map 1", Entered(s => s.Control(ConsoleKey.R).Type("map").Control(ConsoleKey.R), "get map 1", "get map 2"));
        Assert.Equal("draft", Entered(s => s.Type("draft").Control(ConsoleKey.R).Type("map").Control(ConsoleKey.G), "get map 1"));
        Assert.Equal("get map 1!", Entered(s => s.Control(ConsoleKey.R).Type("map").Press(ConsoleKey.End).Type("!"), "get map 1"));
    }

    [Fact]
    public void Enter_goes_on_in_the_next_line_while_the_script_is_incomplete()
    {
        var screen = new Screen(40).Type("if {\nx\n}\n");
        var editor = new LineEditor(screen, new CommandHistory(null)) { IsIncomplete = text => !text.EndsWith('}') };
        Assert.Equal("if {\nx\n}", editor.ReadLine("PS> ").Text);
        Assert.Equal("PS> if {\n>> x\n>> }", screen.Text);
    }

    [Fact]
    public void Up_and_down_move_between_the_lines_of_a_script_first()
    {
        Assert.Equal("aX\nb", Entered(s => s.Press(ConsoleKey.UpArrow, times: 2).Type("X"), "older", "a\nb"));
        Assert.Equal("older", Entered(s => s.Press(ConsoleKey.UpArrow, times: 3), "older", "a\nb"));
    }

    [Fact]
    public void Tab_goes_through_the_matches_forwards_and_Shift_Tab_backwards()
    {
        Assert.Equal("see alpha", Entered(s => s.Type("see al").Press(ConsoleKey.Tab)));
        Assert.Equal("see alpine", Entered(s => s.Type("see al").Press(ConsoleKey.Tab, times: 2)));
        Assert.Equal("see alpha", Entered(s => s.Type("see al").Press(ConsoleKey.Tab, times: 4)));
        Assert.Equal("see altitude", Entered(s => s.Type("see al").Press(ConsoleKey.Tab, ConsoleModifiers.Shift)));
        Assert.Equal("see zz", Entered(s => s.Type("see zz").Press(ConsoleKey.Tab)));
    }

    [Fact]
    public void Several_matches_are_listed_below_until_the_next_key()
    {
        var screen = new Screen(20).Type("al").Press(ConsoleKey.Tab).Type("!\n");
        Edit(screen);
        Assert.Equal("PS> alpha\nalpha\nalpine\naltitude", screen.History[3].Replace("     ", "\n", StringComparison.Ordinal));
        Assert.Equal((0, 9), screen.Cursors[3]);
        Assert.Equal("PS> alpha!", screen.History[4]);
    }

    [Fact]
    public void One_match_is_put_in_without_a_list()
    {
        var screen = new Screen(20).Type("alt").Press(ConsoleKey.Tab).Type("\n");
        Assert.Equal("altitude", Edit(screen).Text);
        Assert.Equal("PS> altitude", screen.History[4]);
    }

    [Fact]
    public void A_masked_line_is_not_shown()
    {
        var screen = new Screen(40).Type("secret\n");
        var editor = new LineEditor(screen, new CommandHistory(null)) { Masked = true };
        Assert.Equal("secret", editor.ReadLine("Password: ").Text);
        Assert.Equal("Password: ******", screen.Text);
    }

    private static string Entered(Func<Screen, Screen> keys, params string[] history)
    {
        (EditOutcome outcome, string text) = Edit(keys(new Screen(60)).Type("\n"), history);
        Assert.Equal(EditOutcome.Entered, outcome);
        return text;
    }

    private static (EditOutcome Outcome, string Text) Edit(Screen screen, params string[] history)
    {
        var lines = new CommandHistory(null);
        foreach (string line in history)
            lines.Add(line);
        return new LineEditor(screen, lines) { Complete = CompleteWord }.ReadLine("PS> ");
    }

    private static Completion? CompleteWord(string text, int cursor)
    {
        int start = text.LastIndexOf(' ') + 1;
        var matches = Words.Where(word => word.StartsWith(text[start..cursor], StringComparison.Ordinal))
            .Select(word => (word, word)).ToList();
        return matches.Count == 0 ? null : new Completion(start, cursor - start, matches);
    }
}
