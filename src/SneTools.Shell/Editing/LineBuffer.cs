using System.Globalization;

namespace SneTools.Shell.Editing;

/// <summary>The text being edited and the cursor in it; the cursor moves by what a reader sees as one character.</summary>
/// <remarks>The text may hold line feeds; beginning, end and killing mean the line the cursor is in.</remarks>
internal sealed class LineBuffer
{
    private string _killed = "";

    /// <summary>The text.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The index in <see cref="Text"/> that the cursor stands before.</summary>
    public int Cursor { get; private set; }

    private int LineStart => Text.LastIndexOf('\n', Math.Max(0, Cursor - 1), Cursor) + 1;

    private int LineEnd => Text.IndexOf('\n', Cursor) is var end && end < 0 ? Text.Length : end;

    private int Previous
    {
        get
        {
            int index = 0;
            while (index < Cursor && Next(index) < Cursor)
                index = Next(index);
            return index;
        }
    }

    private int WordStart
    {
        get
        {
            int index = Cursor;
            while (index > 0 && !IsWord(Text[index - 1]))
                index--;
            while (index > 0 && IsWord(Text[index - 1]))
                index--;
            return index;
        }
    }

    private int WordEnd
    {
        get
        {
            int index = Cursor;
            while (index < Text.Length && !IsWord(Text[index]))
                index++;
            while (index < Text.Length && IsWord(Text[index]))
                index++;
            return index;
        }
    }

    /// <summary>Replaces the whole text; the cursor goes to its end unless told otherwise.</summary>
    public void Set(string text, int? cursor = null)
    {
        Text = text;
        Cursor = cursor ?? text.Length;
    }

    /// <summary>Puts text in at the cursor.</summary>
    public void Insert(string text) => Replace(Cursor, 0, text);

    /// <summary>Puts text in the place of a part, and the cursor behind it.</summary>
    public void Replace(int start, int length, string text) =>
        Set(string.Concat(Text.AsSpan(0, start), text, Text.AsSpan(start + length)), start + text.Length);

    /// <summary>Moves one character to the left.</summary>
    public void MoveLeft() => Cursor = Previous;

    /// <summary>Moves one character to the right.</summary>
    public void MoveRight() => Cursor = Next(Cursor);

    /// <summary>Moves to the beginning of a word.</summary>
    public void MoveWordLeft() => Cursor = WordStart;

    /// <summary>Moves to the end of a word.</summary>
    public void MoveWordRight() => Cursor = WordEnd;

    /// <summary>Moves to the beginning of the line.</summary>
    public void MoveHome() => Cursor = LineStart;

    /// <summary>Moves to the end of the line.</summary>
    public void MoveEnd() => Cursor = LineEnd;

    /// <summary>Moves behind the last character.</summary>
    public void MoveLast() => Cursor = Text.Length;

    /// <summary>Moves one line up, as near to the same column as that line goes.</summary>
    /// <returns>False in the first line.</returns>
    public bool MoveUp()
    {
        int start = LineStart;
        if (start == 0)
            return false;
        int column = Cursor - start;
        Cursor = start - 1;
        MoveTo(LineStart + column);
        return true;
    }

    /// <summary>Moves one line down, as near to the same column as that line goes.</summary>
    /// <returns>False in the last line.</returns>
    public bool MoveDown()
    {
        int end = LineEnd;
        if (end == Text.Length)
            return false;
        int column = Cursor - LineStart;
        Cursor = end + 1;
        MoveTo(Cursor + column);
        return true;
    }

    /// <summary>Removes the character before the cursor.</summary>
    public void DeleteLeft() => Replace(Previous, Cursor - Previous, "");

    /// <summary>Removes the character at the cursor.</summary>
    public void DeleteRight() => Replace(Cursor, Next(Cursor) - Cursor, "");

    /// <summary>Removes from the beginning of the line to the cursor, and keeps it for <see cref="Yank"/>.</summary>
    public void KillToLineStart() => Kill(LineStart, Cursor);

    /// <summary>Removes from the cursor to the end of the line, and keeps it for <see cref="Yank"/>.</summary>
    public void KillToLineEnd() => Kill(Cursor, LineEnd);

    /// <summary>Removes back to the last white space, and keeps it for <see cref="Yank"/>.</summary>
    public void KillToWhiteSpace()
    {
        int index = Cursor;
        while (index > 0 && char.IsWhiteSpace(Text[index - 1]))
            index--;
        while (index > 0 && !char.IsWhiteSpace(Text[index - 1]))
            index--;
        Kill(index, Cursor);
    }

    /// <summary>Removes back to the beginning of a word, and keeps it for <see cref="Yank"/>.</summary>
    public void KillWordLeft() => Kill(WordStart, Cursor);

    /// <summary>Removes up to the end of a word, and keeps it for <see cref="Yank"/>.</summary>
    public void KillWordRight() => Kill(Cursor, WordEnd);

    /// <summary>Puts back what was killed last.</summary>
    public void Yank() => Insert(_killed);

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    private void Kill(int start, int end)
    {
        if (end > start)
            _killed = Text[start..end];
        Replace(start, end - start, "");
    }

    private int Next(int index) =>
        index < Text.Length ? index + StringInfo.GetNextTextElementLength(Text, index) : index;

    // Never into the middle of a character.
    private void MoveTo(int target)
    {
        int end = Math.Min(target, LineEnd);
        int index = LineStart;
        while (Next(index) <= end && index < end)
            index = Next(index);
        Cursor = index;
    }
}
