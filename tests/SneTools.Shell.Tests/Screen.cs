using System.Globalization;
using System.Text;
using SneTools.Shell.Editing;

namespace SneTools.ShellTests;

/// <summary>A terminal that gets its keys from a script and knows what stands on it.</summary>
/// <remarks>It understands the control sequences that the editor uses and fails on all others. A full row leaves the
/// cursor in the last column, as it does on terminals.</remarks>
internal sealed class Screen(int width) : ITerminal
{
    private readonly Queue<ConsoleKeyInfo> _keys = [];
    private readonly List<StringBuilder> _rows = [new()];

    public int Width { get; } = width;

    // Draws after every key, as it is when a person types.
    public bool KeyAvailable => false;

    /// <summary>Where the cursor is, in columns and not in characters.</summary>
    public (int Row, int Column) Cursor { get; private set; }

    /// <summary>What is to be seen, without blanks at the ends of rows.</summary>
    public string Text => string.Join('\n', _rows.Select(row => row.ToString().Replace("\0", "", StringComparison.Ordinal).TrimEnd())).TrimEnd('\n');

    /// <summary>What was to be seen before each key.</summary>
    public List<string> History { get; } = [];

    /// <summary>Where the cursor was before each key.</summary>
    public List<(int Row, int Column)> Cursors { get; } = [];

    public Screen Type(string text)
    {
        foreach (char c in text)
            _keys.Enqueue(c == '\n' ? Key(ConsoleKey.Enter, '\r') : new ConsoleKeyInfo(c, ConsoleKey.None, false, false, false));
        return this;
    }

    public Screen Press(ConsoleKey key, ConsoleModifiers modifiers = ConsoleModifiers.None, int times = 1)
    {
        for (int i = 0; i < times; i++)
            _keys.Enqueue(Key(key, '\0', modifiers));
        return this;
    }

    public Screen Control(ConsoleKey key) => Press(key, ConsoleModifiers.Control);

    public ConsoleKeyInfo ReadKey()
    {
        History.Add(Text);
        Cursors.Add(Cursor);
        return _keys.Dequeue();
    }

    public void Write(string text)
    {
        for (int i = 0; i < text.Length;)
        {
            if (text[i] == '\e')
                i = Execute(text, i + 2);
            else if (text[i] == '\r')
                (Cursor, i) = ((Cursor.Row, 0), i + 1);
            else if (text[i] == '\n')
                (Cursor, i) = ((Cursor.Row + 1, Cursor.Column), i + 1);
            else
            {
                int length = StringInfo.GetNextTextElementLength(text, i);
                Put(text.Substring(i, length));
                i += length;
            }
        }
    }

    private static ConsoleKeyInfo Key(ConsoleKey key, char character, ConsoleModifiers modifiers = ConsoleModifiers.None) => new(
        character,
        key,
        modifiers.HasFlag(ConsoleModifiers.Shift),
        modifiers.HasFlag(ConsoleModifiers.Alt),
        modifiers.HasFlag(ConsoleModifiers.Control));

    // A cell is one char; the second cell of a wide character and the further chars of a cluster are not told apart
    // from it: tests use wide characters of one char.
    private void Put(string cluster)
    {
        int columns = TextWidth.OfCluster(cluster);
        if (Cursor.Column + columns > Width)
            throw new InvalidOperationException("The editor left a row to be broken by the terminal.");
        StringBuilder row = Row();
        while (row.Length < Cursor.Column + columns)
            row.Append(' ');
        row[Cursor.Column] = cluster[0];
        if (columns == 2)
            row[Cursor.Column + 1] = '\0';
        Cursor = (Cursor.Row, Cursor.Column + columns);
    }

    private int Execute(string text, int start)
    {
        int end = start;
        while (!char.IsAsciiLetter(text[end]))
            end++;
        string parameter = text[start..end];
        int count = parameter.Length == 0 ? 1 : int.Parse(parameter, CultureInfo.InvariantCulture);
        switch (text[end])
        {
            case 'A': Cursor = (Math.Max(0, Cursor.Row - count), Cursor.Column); break;
            case 'C': Cursor = (Cursor.Row, Math.Min(Width - 1, Cursor.Column + count)); break;
            case 'H': Cursor = (0, 0); break;
            case 'J' when parameter == "2": _rows.Clear(); break;
            case 'J': EraseBelow(); break;
            case 'm': break;
            default: throw new InvalidOperationException($"Unknown control sequence {parameter}{text[end]}.");
        }

        return end + 1;
    }

    private StringBuilder Row()
    {
        while (_rows.Count <= Cursor.Row)
            _rows.Add(new StringBuilder());
        return _rows[Cursor.Row];
    }

    private void EraseBelow()
    {
        StringBuilder row = Row();
        row.Length = Math.Min(row.Length, Cursor.Column);
        _rows.RemoveRange(Cursor.Row + 1, _rows.Count - Cursor.Row - 1);
    }
}
