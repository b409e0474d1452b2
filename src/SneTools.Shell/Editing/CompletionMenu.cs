namespace SneTools.Shell.Editing;

/// <summary>A round through the matches of one completion, and the short list of them below the text.</summary>
/// <param name="completion">What can be put in.</param>
/// <param name="original">The text before the first match was put in.</param>
internal sealed class CompletionMenu(Completion completion, string original)
{
    private const int Rows = 4;

    private int _selected = -1;

    /// <summary>Puts the next match in the buffer, or with -1 the one before; after the last comes the first.</summary>
    public void Step(LineBuffer buffer, int direction)
    {
        int count = completion.Matches.Count;
        _selected = _selected < 0 && direction < 0 ? count - 1 : (_selected + direction + count) % count;
        buffer.Set(original);
        buffer.Replace(completion.Start, completion.Length, completion.Matches[_selected].Text);
    }

    /// <summary>The list in columns, the selected match in reverse; nothing when there is no choice.</summary>
    /// <param name="width">Columns of the terminal.</param>
    public IReadOnlyList<string> Lines(int width)
    {
        var matches = completion.Matches;
        if (matches.Count < 2)
            return [];
        int cell = Math.Min(width - 1, 2 + matches.Max(match => TextWidth.Of(match.Label)));
        int columns = Math.Max(1, (width - 1) / cell);
        int rows = (matches.Count + columns - 1) / columns;
        int first = Math.Clamp((_selected / columns) - (Rows / 2), 0, Math.Max(0, rows - Rows));
        var lines = new List<string>();
        for (int row = first; row < Math.Min(rows, first + Rows); row++)
        {
            IEnumerable<string> cells = Enumerable.Range(row * columns, columns)
                .Where(index => index < matches.Count)
                .Select(index => Cell(matches[index].Label, cell, index == _selected));
            lines.Add(string.Concat(cells));
        }

        if (rows > Rows)
            lines.Add($"{_selected + 1} of {matches.Count}");
        return lines;
    }

    private static string Cell(string label, int width, bool selected)
    {
        string text = TextWidth.Cut(label, width - 2);
        string gap = new(' ', width - TextWidth.Of(text));
        return selected ? $"\e[7m{text}\e[27m{gap}" : text + gap;
    }
}
