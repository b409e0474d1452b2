using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SneTools.Tests;

/// <summary>A process that works on a sweep, which a test can kill: this program, begun with a variable that names the folder.</summary>
internal static class SweepChild
{
    private const string Variable = "SNETOOLS_TEST_SWEEP";

    /// <summary>Begins one, which writes checkpoints without pause.</summary>
    public static Process Start(string folder) => CheckpointChild.StartSelf(Variable, folder);

    /// <summary>Does what the variable says, if it says something.</summary>
    [ModuleInitializer]
    internal static void RunIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } folder)
            return;
        SweepRunner.Run(SweepFolder.Open(folder), new SweepOptions { CheckpointInterval = TimeSpan.Zero });
        Environment.Exit(0);
    }
}
