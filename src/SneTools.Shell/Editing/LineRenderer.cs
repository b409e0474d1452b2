using System.Globalization;
using System.Text;

namespace SneTools.Shell.Editing;

/// <summary>Draws the line being edited, however many rows of the terminal it takes, and puts the cursor in it.</summary>
/// <param name="terminal">Where to draw.</param>
/// <param name="prompt">What stands before the text: one line, which may be colored.</param>
internal sealed class LineRenderer(ITerminal terminal, string prompt)
{
    /// <summary>What stands before each further line of a text with several.</summary>
    public const string ContinuationPrompt = ">> ";

    private int _cursorRow;

    /// <summary>Draws the text over what was drawn last.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cursor">The index of the character that the cursor stands on.</param>
    /// <param name="footer">Lines below the text, each narrower than the terminal.</param>
    public void Draw(string text, int cursor, IReadOnlyList<string> footer)
    {
        var output = new StringBuilder();
        ReturnToStart(output);
        int width = Math.Max(8, terminal.Width);
        (int row, (int Row, int Column) place) = Append(output, text, cursor, width);
        foreach (string line in footer)
            output.Append("\r\n").Append(line);
        row += footer.Count;
        if (row > place.Row)
            output.Append(CultureInfo.InvariantCulture, $"\e[{row - place.Row}A");
        output.Append('\r');
        if (place.Column > 0)
            output.Append(CultureInfo.InvariantCulture, $"\e[{place.Column}C");
        _cursorRow = place.Row;
        terminal.Write(output.ToString());
    }

    /// <summary>Clears the terminal; the next drawing begins at its top.</summary>
    public void ClearScreen()
    {
        terminal.Write("\e[2J\e[H");
        _cursorRow = 0;
    }

    /// <summary>Leaves the line as it is drawn, and goes below it.</summary>
    public void Finish() => terminal.Write("\r\n");

    private void ReturnToStart(StringBuilder output)
    {
        if (_cursorRow > 0)
            output.Append(CultureInfo.InvariantCulture, $"\e[{_cursorRow}A");
        output.Append("\r\e[J");
    }

    // Rows are broken here and not by the terminal, because terminals disagree on where the cursor is behind a full row.
    private (int LastRow, (int Row, int Column) Cursor) Append(StringBuilder output, string text, int cursor, int width)
    {
        int promptWidth = TextWidth.Of(prompt);
        output.Append(prompt);
        int row = promptWidth / width, column = promptWidth % width;
        if (column == 0 && row > 0)
            output.Append("\r\n");
        (int, int)? place = null;
        for (int i = 0; i < text.Length;)
        {
            int length = StringInfo.GetNextTextElementLength(text, i);
            bool isBreak = text[i] == '\n' || text.AsSpan(i, length).SequenceEqual("\r\n");
            int columns = isBreak ? 0 : TextWidth.OfCluster(text.AsSpan(i, length));
            if (column + columns > width)
            {
                output.Append("\r\n");
                (row, column) = (row + 1, 0);
            }

            if (cursor < i + length)
                place ??= (row, column);
            if (isBreak)
            {
                output.Append("\r\n").Append(ContinuationPrompt);
                (row, column) = (row + 1, ContinuationPrompt.Length);
            }
            else
            {
                output.Append(text, i, length);
                column += columns;
            }

            i += length;
        }

        if (column >= width)
        {
            output.Append("\r\n");
            (row, column) = (row + 1, 0);
        }

        return (row, place ?? (row, column));
    }
}
