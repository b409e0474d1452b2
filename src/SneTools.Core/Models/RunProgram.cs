using System.Reflection;
using System.Runtime.InteropServices;

namespace SneTools;

/// <summary>What makes runs here: its version decides what a run is of which nothing was asked for, and with the runtime the last bits of a map.
/// </summary>
internal static class RunProgram
{
    /// <summary>This program, with its version.</summary>
    public static string Version { get; } =
        $"SneTools {typeof(RunProgram).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]}";

    /// <summary>The runtime, with its version.</summary>
    public static string Runtime { get; } = RuntimeInformation.FrameworkDescription;
}
