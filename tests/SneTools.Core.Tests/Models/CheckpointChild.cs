using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SneTools.Tests;

/// <summary>A run in a process of its own, which a test can kill: this program, begun with a variable that says what to do. It does it before
/// any runner of tests is loaded, so that it takes no time.</summary>
internal static class CheckpointChild
{
    private const string Variable = "SNETOOLS_TEST_CHECKPOINT";

    /// <summary>The runs, by name: one map of many points by near neighbors, three maps of few over all pairs, and L-BFGS.</summary>
    public static (Dataset Data, EmbeddingOptions Options) Case(string name) => name switch
    {
        "grid" => (ResumeTests.Clusters(600, 4), Model.Options(SneMethod.TSne, EngineKind.Interpolated, 8) with
        {
            NeighborCount = 24,
            Descent = new DescentOptions { MaxIteration = 280, Tolerance = 0, EarlyExaggerationIteration = 100 },
        }),
        "restarts" => (ResumeTests.Clusters(90, 4), Model.Options(SneMethod.Sne, EngineKind.Exact, 8) with
        {
            Restart = 3,
            Descent = new DescentOptions { MaxIteration = 200, Tolerance = 0 },
        }),
        _ => throw new ArgumentException(name),
    };

    /// <summary>Begins a run in a process of its own.</summary>
    /// <param name="name">The run.</param>
    /// <param name="path">Where its checkpoints go, without pause between them.</param>
    public static Process Start(string name, string path) => StartSelf(Variable, $"{name}|{path}");

    /// <summary>Begins this program once more.</summary>
    /// <param name="variable">The variable that says what to do.</param>
    /// <param name="value">Its value.</param>
    public static Process StartSelf(string variable, string value)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(CheckpointChild).Assembly.Location);
        start.Environment[variable] = value;
        return Process.Start(start)!;
    }

    /// <summary>Does what the variable says, if it says something.</summary>
    [ModuleInitializer]
    internal static void RunIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('|') is not [var name, var path])
            return;
        (Dataset data, EmbeddingOptions options) = Case(name);
        SneModel.Fit(data, options, new CheckpointOptions(path) { Interval = TimeSpan.Zero });
        Environment.Exit(0);
    }
}
