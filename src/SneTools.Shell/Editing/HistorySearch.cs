namespace SneTools.Shell.Editing;

/// <summary>A search backwards through the history, refined character by character.</summary>
/// <param name="history">What is searched.</param>
/// <param name="original">The text to go back to when the search is given up.</param>
internal sealed class HistorySearch(CommandHistory history, string original)
{
    private string _query = "";
    private int _index = history.Lines.Count;

    /// <summary>The text before the search.</summary>
    public string Original => original;

    /// <summary>The line found, or null.</summary>
    public string? Match { get; private set; }

    /// <summary>Looks for one character more.</summary>
    public void Extend(char character)
    {
        _query += character;
        FindFrom(Math.Min(_index, history.Lines.Count - 1));
    }

    /// <summary>Looks for one character less, from the newest line on.</summary>
    public void Shorten()
    {
        _query = _query.Length > 0 ? _query[..^1] : "";
        FindFrom(history.Lines.Count - 1);
    }

    /// <summary>Looks for an older line with the same characters.</summary>
    public void Older() => FindFrom(_index - 1);

    /// <summary>The line that shows what is looked for.</summary>
    /// <param name="width">Columns of the terminal.</param>
    public IReadOnlyList<string> Lines(int width) =>
        [TextWidth.Cut((Match is null && _query.Length > 0 ? "not in history: " : "history search: ") + _query, width - 1)];

    private void FindFrom(int start)
    {
        if (_query.Length == 0)
        {
            (Match, _index) = (null, history.Lines.Count);
            return;
        }

        for (int i = start; i >= 0; i--)
        {
            if (history.Lines[i].Contains(_query, StringComparison.OrdinalIgnoreCase))
            {
                (Match, _index) = (history.Lines[i], i);
                return;
            }
        }

        // An older match than the last there is: stay on it, as long as it still fits.
        if (Match is not null && !Match.Contains(_query, StringComparison.OrdinalIgnoreCase))
            Match = null;
    }
}
