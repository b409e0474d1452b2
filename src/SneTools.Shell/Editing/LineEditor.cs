namespace SneTools.Shell.Editing;

/// <summary>Lets a person edit a line (or a script of several) on a terminal, with history, completion and search.</summary>
/// <param name="terminal">Where keys come from and text goes to.</param>
/// <param name="history">The lines entered before.</param>
internal sealed class LineEditor(ITerminal terminal, CommandHistory history)
{
    private readonly LineBuffer _buffer = new();

    private LineRenderer _renderer = new(terminal, "");
    private CompletionMenu? _menu;
    private HistorySearch? _search;
    private int _historyIndex;
    private string _draft = "";

    /// <summary>Completes a text at a cursor; null when nothing fits.</summary>
    public Func<string, int, Completion?> Complete { get; init; } = (_, _) => null;

    /// <summary>Says whether a script goes on in the next line, so that Enter begins that line.</summary>
    public Func<string, bool> IsIncomplete { get; init; } = _ => false;

    /// <summary>Draws a sign in place of every character.</summary>
    public bool Masked { get; init; }

    /// <summary>Prompts for a line.</summary>
    /// <param name="prompt">What stands before it; may have several lines and colors.</param>
    /// <returns>How it ended, and the text, which is empty unless it was entered.</returns>
    public (EditOutcome Outcome, string Text) ReadLine(string prompt)
    {
        int lastLine = prompt.LastIndexOf('\n') + 1;
        if (lastLine > 0)
            terminal.Write(prompt[..(lastLine - 1)].ReplaceLineEndings("\r\n") + "\r\n");
        _renderer = new LineRenderer(terminal, prompt[lastLine..]);
        _buffer.Set("");
        _historyIndex = history.Lines.Count;
        (_menu, _search) = (null, null);
        Draw();
        while (true)
        {
            EditOutcome? outcome = Handle(terminal.ReadKey());
            if (outcome is not null)
                return Finish(outcome.Value);
            if (!terminal.KeyAvailable)
                Draw();
        }
    }

    private (EditOutcome Outcome, string Text) Finish(EditOutcome outcome)
    {
        (_menu, _search) = (null, null);
        _buffer.MoveLast();
        Draw();
        _renderer.Finish();
        return (outcome, outcome == EditOutcome.Entered ? _buffer.Text : "");
    }

    private void Draw()
    {
        IReadOnlyList<string> footer = _search?.Lines(terminal.Width) ?? _menu?.Lines(terminal.Width) ?? [];
        string text = Masked ? new string('*', _buffer.Text.Length) : _buffer.Text;
        _renderer.Draw(text, _buffer.Cursor, footer);
    }

    private EditOutcome? Handle(ConsoleKeyInfo key)
    {
        bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        if (control && key.Key == ConsoleKey.C)
            return EditOutcome.Canceled;
        if (_search is not null && HandleSearch(key, control))
            return null;
        if (key.Key == ConsoleKey.Tab)
        {
            StepCompletion(key.Modifiers.HasFlag(ConsoleModifiers.Shift) ? -1 : 1);
            return null;
        }

        bool hadMenu = _menu is not null;
        _menu = null;
        if (control && key.Key == ConsoleKey.D && _buffer.Text.Length == 0)
            return EditOutcome.EndOfInput;
        if (key.Key == ConsoleKey.Enter || (control && key.Key is ConsoleKey.J or ConsoleKey.M))
            return Enter(key.Modifiers.HasFlag(ConsoleModifiers.Shift) || key.Modifiers.HasFlag(ConsoleModifiers.Alt));
        if (key.Key == ConsoleKey.Escape)
        {
            if (!hadMenu)
                _buffer.Set("");
        }
        else if (control && !key.Modifiers.HasFlag(ConsoleModifiers.Alt))
            HandleControl(key.Key);
        else if (key.Modifiers == ConsoleModifiers.Alt)
            HandleAlt(key.Key);
        else
            HandlePlain(key);
        return null;
    }

    private EditOutcome? Enter(bool forcesNewLine)
    {
        if (!forcesNewLine && !IsIncomplete(_buffer.Text))
            return EditOutcome.Entered;
        _buffer.Insert("\n");
        return null;
    }

    private void HandlePlain(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.LeftArrow: _buffer.MoveLeft(); break;
            case ConsoleKey.RightArrow: _buffer.MoveRight(); break;
            case ConsoleKey.Home: _buffer.MoveHome(); break;
            case ConsoleKey.End: _buffer.MoveEnd(); break;
            case ConsoleKey.Backspace: _buffer.DeleteLeft(); break;
            case ConsoleKey.Delete: _buffer.DeleteRight(); break;
            case ConsoleKey.UpArrow: Recall(-1); break;
            case ConsoleKey.DownArrow: Recall(1); break;
            default: Insert(key.KeyChar); break;
        }
    }

    private void HandleControl(ConsoleKey key)
    {
        switch (key)
        {
            case ConsoleKey.A: _buffer.MoveHome(); break;
            case ConsoleKey.E: _buffer.MoveEnd(); break;
            case ConsoleKey.B: _buffer.MoveLeft(); break;
            case ConsoleKey.F: _buffer.MoveRight(); break;
            case ConsoleKey.D: _buffer.DeleteRight(); break;
            case ConsoleKey.H: _buffer.DeleteLeft(); break;
            case ConsoleKey.K: _buffer.KillToLineEnd(); break;
            case ConsoleKey.U: _buffer.KillToLineStart(); break;
            case ConsoleKey.W: _buffer.KillToWhiteSpace(); break;
            case ConsoleKey.Y: _buffer.Yank(); break;
            case ConsoleKey.P: Recall(-1); break;
            case ConsoleKey.N: Recall(1); break;
            case ConsoleKey.L: _renderer.ClearScreen(); break;
            case ConsoleKey.R: _search = new HistorySearch(history, _buffer.Text); break;
            case ConsoleKey.LeftArrow: _buffer.MoveWordLeft(); break;
            case ConsoleKey.RightArrow: _buffer.MoveWordRight(); break;
            case ConsoleKey.Backspace: _buffer.KillWordLeft(); break;
            case ConsoleKey.Delete: _buffer.KillWordRight(); break;
        }
    }

    private void HandleAlt(ConsoleKey key)
    {
        switch (key)
        {
            case ConsoleKey.B or ConsoleKey.LeftArrow: _buffer.MoveWordLeft(); break;
            case ConsoleKey.F or ConsoleKey.RightArrow: _buffer.MoveWordRight(); break;
            case ConsoleKey.D: _buffer.KillWordRight(); break;
            case ConsoleKey.Backspace: _buffer.KillWordLeft(); break;
        }
    }

    // True when the key was meant for the search; any other key ends it and then does what it always does.
    private bool HandleSearch(ConsoleKeyInfo key, bool control)
    {
        if (control && key.Key == ConsoleKey.G)
        {
            _buffer.Set(_search!.Original);
            _search = null;
            return true;
        }

        if (control && key.Key == ConsoleKey.R)
            _search!.Older();
        else if (key.Key == ConsoleKey.Backspace)
            _search!.Shorten();
        else if (!control && !char.IsControl(key.KeyChar) && key.KeyChar != '\0')
            _search!.Extend(key.KeyChar);
        else
        {
            _search = null;
            return key.Key == ConsoleKey.Escape;
        }

        _buffer.Set(_search!.Match ?? _search.Original);
        return true;
    }

    private void StepCompletion(int direction)
    {
        if (_menu is null)
        {
            Completion? completion = Complete(_buffer.Text, _buffer.Cursor);
            if (completion is null)
                return;
            _menu = new CompletionMenu(completion, _buffer.Text);
            _menu.Step(_buffer, direction);
            if (completion.Matches.Count == 1)
                _menu = null;
        }
        else
            _menu.Step(_buffer, direction);
    }

    private void Recall(int direction)
    {
        if (direction < 0 ? _buffer.MoveUp() : _buffer.MoveDown())
            return;
        int index = _historyIndex + direction;
        if (index < 0 || index > history.Lines.Count)
            return;
        if (_historyIndex == history.Lines.Count)
            _draft = _buffer.Text;
        _historyIndex = index;
        _buffer.Set(index == history.Lines.Count ? _draft : history.Lines[index]);
    }

    private void Insert(char character)
    {
        // A character beyond the first 65 536 comes as two keys, and half of it cannot be drawn.
        if (char.IsHighSurrogate(character))
            _buffer.Insert(string.Concat(character, terminal.ReadKey().KeyChar));
        else if (!char.IsControl(character))
            _buffer.Insert(character.ToString());
    }
}
