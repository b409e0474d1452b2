using SneTools.Shell.Editing;

namespace SneTools.Shell;

/// <summary>Reads lines from a person at a terminal, with Ctrl-C as a key for as long as it takes.</summary>
internal static class TerminalReader
{
    /// <summary>Reads the answer to a question of the engine.</summary>
    /// <param name="streams">Where to ask.</param>
    /// <param name="prompt">The question.</param>
    /// <param name="masked">Whether the answer is kept from sight.</param>
    public static (EditOutcome Outcome, string Text) ReadLine(Streams streams, string prompt, bool masked)
    {
        var terminal = new ConsoleTerminal(streams.PromptWriter);
        return ReadLine(streams, new LineEditor(terminal, new CommandHistory(null)) { Masked = masked }, prompt);
    }

    /// <summary>Reads a line with an editor, or without it where the terminal cannot draw what an editor draws.</summary>
    public static (EditOutcome Outcome, string Text) ReadLine(Streams streams, LineEditor editor, string prompt)
    {
        if (!streams.CanEdit)
            return ReadPlainLine(streams, prompt);
        bool wasInput = Console.TreatControlCAsInput;
        Console.TreatControlCAsInput = true;
        try
        {
            return editor.ReadLine(prompt);
        }
        finally
        {
            Console.TreatControlCAsInput = wasInput;
            streams.MarkLineStart();
        }
    }

    private static (EditOutcome Outcome, string Text) ReadPlainLine(Streams streams, string prompt)
    {
        streams.PromptWriter.Write(prompt);
        streams.PromptWriter.Flush();
        string? line = Console.ReadLine();
        streams.MarkLineStart();
        return line is null ? (EditOutcome.EndOfInput, "") : (EditOutcome.Entered, line);
    }
}
