namespace SneTools.Shell.Editing;

/// <summary>What the line editor needs of a terminal that understands the ANSI control sequences.</summary>
internal interface ITerminal
{
    /// <summary>Columns of the window.</summary>
    int Width { get; }

    /// <summary>Whether a key waits to be read, so that drawing can be put off.</summary>
    bool KeyAvailable { get; }

    /// <summary>Waits for a key. Ctrl-C is a key here, not a signal.</summary>
    ConsoleKeyInfo ReadKey();

    /// <summary>Writes text and control sequences at once.</summary>
    void Write(string text);
}
