using System.Management.Automation.Runspaces;
using System.Reflection;

namespace SneTools.Shell;

/// <summary>Makes <c>exit</c> in a script file end the session, as it does for a file that <c>pwsh</c> was given.</summary>
/// <remarks>
/// The engine lets <c>exit</c> in a file end that file alone, unless its own console program tells it otherwise, and it
/// has no public way of telling. <c>$LASTEXITCODE</c> would not do: any program that a script ran leaves its code there.
/// Should another version of the engine lack the property, <c>exit</c> in a file ends that file alone; the shell's tests
/// would say so.
/// </remarks>
internal static class ScriptExit
{
    private const BindingFlags Internal = BindingFlags.Instance | BindingFlags.NonPublic;

    /// <summary>Arranges it for the next script file that this runspace runs.</summary>
    public static void EndsSession(Runspace runspace)
    {
        object? context = typeof(Runspace).GetProperty("ExecutionContext", Internal)?.GetValue(runspace);
        context?.GetType().GetProperty("ScriptCommandProcessorShouldRethrowExit", Internal)?.SetValue(context, true);
    }
}
