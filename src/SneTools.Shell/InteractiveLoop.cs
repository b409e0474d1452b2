using System.Management.Automation;
using System.Management.Automation.Language;
using SneTools.Shell.Editing;

namespace SneTools.Shell;

/// <summary>Prompts, runs what is entered, and prompts again until <c>exit</c>.</summary>
/// <param name="session">What runs it.</param>
/// <param name="host">What knows whether <c>exit</c> was called.</param>
/// <param name="streams">Where the prompt goes.</param>
internal sealed class InteractiveLoop(ShellSession session, ShellHost host, Streams streams)
{
    // More than anybody looks through, and few enough to draw without delay.
    private const int MostMatches = 500;

    private readonly CommandHistory _history = new(CommandHistory.DefaultPath);

    /// <summary>Runs until the end of the session.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        var editor = new LineEditor(new ConsoleTerminal(streams.PromptWriter), _history)
        {
            Complete = Complete,
            IsIncomplete = IsIncomplete,
        };
        while (host.ExitCode is null)
        {
            string prompt = session.Evaluate("prompt") ?? "PS> ";
            streams.BreakLine();
            (EditOutcome outcome, string line) = TerminalReader.ReadLine(streams, editor, prompt);
            if (outcome == EditOutcome.EndOfInput)
                return 0;
            if (outcome == EditOutcome.Canceled || string.IsNullOrWhiteSpace(line))
                continue;
            _history.Add(line);
            session.RunScript(line);
        }

        return host.ExitCode.Value;
    }

    private static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out ParseError[] errors);
        return errors.Any(error => error.IncompleteInput);
    }

    private Completion? Complete(string text, int cursor)
    {
        CommandCompletion? found = session.Complete(text, cursor);
        if (found is null || found.CompletionMatches.Count == 0 || found.ReplacementIndex < 0)
            return PathCompletion.Complete(text, cursor, session.CurrentFolder);
        return new Completion(found.ReplacementIndex, found.ReplacementLength, [.. found.CompletionMatches
            .Take(MostMatches)
            .Select(match => (match.CompletionText, match.ListItemText))]);
    }
}
