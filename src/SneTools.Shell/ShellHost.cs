using System.Globalization;
using System.Management.Automation.Host;

namespace SneTools.Shell;

/// <summary>The program around the engine, as the engine sees it.</summary>
/// <param name="ui">What it shows things on.</param>
internal sealed class ShellHost(HostUI ui) : PSHost
{
    /// <inheritdoc/>
    public override string Name => "SneTools";

    /// <inheritdoc/>
    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version!;

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    /// <inheritdoc/>
    public override PSHostUserInterface UI => ui;

    /// <summary>What <c>exit</c> was given, once it was called.</summary>
    public int? ExitCode { get; private set; }

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    /// <inheritdoc/>
    public override void EnterNestedPrompt() =>
        throw new NotSupportedException("This shell has no nested prompt; answer with another choice.");

    /// <inheritdoc/>
    public override void ExitNestedPrompt() => throw new NotSupportedException("This shell has no nested prompt.");

    /// <inheritdoc/>
    public override void NotifyBeginApplication()
    {
    }

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
    }
}
