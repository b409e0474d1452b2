using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace SneTools.ModuleTests.Running;

/// <summary>A host whose screen is the output of the running test, and which nobody sits at.</summary>
/// <param name="file">The file whose running test listens.</param>
internal sealed class ListeningHost(TestFile file) : PSHost
{
    /// <inheritdoc/>
    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override string Name => "SneTools tests";

    /// <inheritdoc/>
    /// <remarks>This is how the commands in a test file find the file they belong to.</remarks>
    public override PSObject PrivateData { get; } = new(file);

    /// <inheritdoc/>
    public override PSHostUserInterface UI { get; } = new ListeningHostUI(file);

    /// <inheritdoc/>
    public override Version Version => typeof(ListeningHost).Assembly.GetName().Version!;

    /// <inheritdoc/>
    public override void EnterNestedPrompt() => throw new NotSupportedException("Nobody is here to answer.");

    /// <inheritdoc/>
    public override void ExitNestedPrompt() => throw new NotSupportedException("Nobody is here to answer.");

    /// <inheritdoc/>
    public override void NotifyBeginApplication()
    {
    }

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
    }

    /// <inheritdoc/>
    /// <remarks>An <c>exit</c> ends the script, and the tests after it fail as not run.</remarks>
    public override void SetShouldExit(int exitCode)
    {
    }
}
