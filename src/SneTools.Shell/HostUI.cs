using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using SneTools.Shell.Editing;

namespace SneTools.Shell;

/// <summary>Shows what the engine says, and asks what it wants to know.</summary>
/// <param name="streams">Where to.</param>
/// <param name="nonInteractive">Whether to raise an error instead of asking.</param>
internal sealed class HostUI(Streams streams, bool nonInteractive) : PSHostUserInterface
{
    /// <inheritdoc/>
    public override PSHostRawUserInterface RawUI { get; } = new HostRawUI();

    /// <inheritdoc/>
    public override bool SupportsVirtualTerminal => streams.ShowsColors;

    /// <summary>What to do when a question is answered with Ctrl-C.</summary>
    public Action Interrupted { get; set; } = () => { };

    /// <summary>Whether output is an error being described, which belongs to standard error.</summary>
    public bool DescribesError { get; set; }

    private bool CanPrompt => streams.IsInteractive && !nonInteractive;

    private static PSStyle.FormattingData Colors => PSStyle.Instance.Formatting;

    /// <inheritdoc/>
    public override void Write(string value) => WriteText(value ?? "");

    /// <inheritdoc/>
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        string color = Enum.IsDefined(foregroundColor) ? PSStyle.MapForegroundColorToEscapeSequence(foregroundColor) : "";
        if (Enum.IsDefined(backgroundColor))
            color += PSStyle.MapBackgroundColorToEscapeSequence(backgroundColor);
        Write(color.Length > 0 ? color + value + "\e[0m" : value);
    }

    /// <inheritdoc/>
    public override void WriteLine(string value) => WriteText(value + Environment.NewLine);

    /// <inheritdoc/>
    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        Write(foregroundColor, backgroundColor, value);
        WriteText(Environment.NewLine);
    }

    /// <inheritdoc/>
    public override void WriteErrorLine(string value) => streams.WriteErrorLine(value ?? "", Colors.Error);

    /// <inheritdoc/>
    public override void WriteWarningLine(string message) => streams.WriteErrorLine("WARNING: " + message, Colors.Warning);

    /// <inheritdoc/>
    public override void WriteVerboseLine(string message) => streams.WriteErrorLine("VERBOSE: " + message, Colors.Verbose);

    /// <inheritdoc/>
    public override void WriteDebugLine(string message) => streams.WriteErrorLine("DEBUG: " + message, Colors.Debug);

    /// <inheritdoc/>
    public override void WriteProgress(long sourceId, ProgressRecord record) => streams.ShowProgress(record);

    /// <inheritdoc/>
    public override string ReadLine() => Ask("", masked: false);

    /// <inheritdoc/>
    public override SecureString ReadLineAsSecureString()
    {
        var secret = new SecureString();
        foreach (char c in Ask("", masked: true))
            secret.AppendChar(c);
        secret.MakeReadOnly();
        return secret;
    }

    /// <inheritdoc/>
    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions)
    {
        ThrowIfNobodyCanAnswer(caption, message, string.Join(", ", descriptions.Select(field => field.Name)));
        WriteHeading(caption, message);
        var answers = new Dictionary<string, PSObject>();
        foreach (FieldDescription field in descriptions)
            answers[field.Name] = PSObject.AsPSObject(IsList(field) ? AskForList(field) : AskForField(field));
        return answers;
    }

    /// <inheritdoc/>
    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        ThrowIfNobodyCanAnswer(caption, message, string.Join(", ", choices.Select(choice => PlainLabel(choice))));
        WriteHeading(caption, message);
        string prompt = string.Join("  ", choices.Select(choice => $"[{HotKey(choice)}] {PlainLabel(choice)}")) + "  [?] Help";
        prompt += defaultChoice >= 0 ? $" (default is \"{HotKey(choices[defaultChoice])}\"): " : ": ";
        while (true)
        {
            string answer = Ask(prompt, masked: false).Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
                return defaultChoice;
            if (answer == "?")
            {
                foreach (ChoiceDescription choice in choices)
                    WriteLine($"{HotKey(choice)} - {choice.HelpMessage}");
            }

            for (int i = 0; i < choices.Count; i++)
            {
                if (answer.Length > 0 && (Is(answer, HotKey(choices[i])) || Is(answer, PlainLabel(choices[i]))))
                    return i;
            }
        }
    }

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName,
        PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options)
    {
        ThrowIfNobodyCanAnswer(caption, message, "user, password");
        WriteHeading(caption, message);
        string user = string.IsNullOrEmpty(userName) ? Ask("User: ", masked: false) : userName;
        streams.PromptWriter.Write($"Password for user {user}: ");
        return new PSCredential(user, ReadLineAsSecureString());
    }

    private void WriteText(string text)
    {
        if (DescribesError)
            streams.WriteError(text);
        else
            streams.Write(text);
    }

    private static bool Is(string answer, string name) => string.Equals(answer, name, StringComparison.OrdinalIgnoreCase);

    private static string PlainLabel(ChoiceDescription choice) => choice.Label.Replace("&", "", StringComparison.Ordinal);

    private static string HotKey(ChoiceDescription choice)
    {
        int mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < choice.Label.Length
            ? choice.Label[mark + 1].ToString().ToUpperInvariant()
            : choice.Label;
    }

    private static bool IsList(FieldDescription field) =>
        field.ParameterTypeFullName.EndsWith("[]", StringComparison.Ordinal);

    private object AskForField(FieldDescription field) =>
        field.ParameterTypeFullName == typeof(SecureString).FullName
            ? ReadLineAsSecureString()
            : Ask(field.Name + ": ", masked: false);

    private string[] AskForList(FieldDescription field)
    {
        var values = new List<string>();
        while (true)
        {
            string value = Ask($"{field.Name}[{values.Count}]: ", masked: false);
            if (value.Length == 0)
                return [.. values];
            values.Add(value);
        }
    }

    private void WriteHeading(string caption, string message)
    {
        streams.BreakLine();
        if (!string.IsNullOrEmpty(caption))
            streams.PromptWriter.WriteLine(streams.ShowsColors ? $"\e[1m{caption}\e[0m" : caption);
        if (!string.IsNullOrEmpty(message))
            streams.PromptWriter.WriteLine(message);
    }

    private string Ask(string prompt, bool masked)
    {
        ThrowIfNobodyCanAnswer("", prompt.TrimEnd(' ', ':'), "");
        streams.EndProgress();
        (EditOutcome outcome, string text) = TerminalReader.ReadLine(streams, prompt, masked);
        if (outcome == EditOutcome.Entered)
            return text;
        Interrupted();
        throw new PipelineStoppedException();
    }

    private void ThrowIfNobodyCanAnswer(string caption, string message, string wanted)
    {
        if (CanPrompt)
            return;
        string why = nonInteractive ? "the shell runs with -NonInteractive" : "standard input is not a terminal";
        string what = string.Join(" ", new[] { caption, message, wanted.Length > 0 ? $"({wanted})" : "" }
            .Where(part => !string.IsNullOrWhiteSpace(part)));
        throw new HostException($"A prompt cannot be answered, because {why}. {what}".TrimEnd());
    }
}
