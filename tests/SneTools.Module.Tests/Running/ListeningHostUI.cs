using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace SneTools.ModuleTests.Running;

/// <summary>The screen of <see cref="ListeningHost"/>: lines go to the running test, questions are refused.</summary>
/// <param name="file">The file whose running test listens.</param>
internal sealed class ListeningHostUI(TestFile file) : PSHostUserInterface
{
    private readonly StringBuilder _line = new();

    /// <inheritdoc/>
    public override PSHostRawUserInterface RawUI { get; } = new FixedSizeScreen();

    /// <inheritdoc/>
    public override void Write(string value) => _line.Append(value);

    /// <inheritdoc/>
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(value);

    /// <inheritdoc/>
    public override void WriteLine(string value)
    {
        file.Listener.Add(_line.Append(value).ToString());
        _line.Clear();
    }

    /// <inheritdoc/>
    public override void WriteErrorLine(string value) => WriteLine($"ERROR: {value}");

    /// <inheritdoc/>
    public override void WriteWarningLine(string message) => WriteLine($"WARNING: {message}");

    /// <inheritdoc/>
    public override void WriteVerboseLine(string message) => WriteLine($"VERBOSE: {message}");

    /// <inheritdoc/>
    public override void WriteDebugLine(string message) => WriteLine($"DEBUG: {message}");

    /// <inheritdoc/>
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    /// <inheritdoc/>
    public override string ReadLine() => throw Unattended("a line");

    /// <inheritdoc/>
    public override SecureString ReadLineAsSecureString() => throw Unattended("a secret");

    /// <inheritdoc/>
    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions) =>
        throw Unattended(string.Join(", ", descriptions.Select(field => field.Name)));

    /// <inheritdoc/>
    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        throw Unattended($"a choice: {caption} {message}");

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName) => throw Unattended("a credential");

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => throw Unattended("a credential");

    private static HostException Unattended(string question) => new($"A test asked its user for {question}.");
}
