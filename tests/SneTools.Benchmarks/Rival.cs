using System.ComponentModel;
using System.Diagnostics;

namespace SneTools.Benchmarks;

/// <summary>Another program that makes maps, run through a script of ours if the machine has it.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Method">The method that it runs.</param>
/// <param name="Interpreters">The programs that can run the script, the first that works is taken.</param>
/// <param name="Script">The script, which takes data, map, perplexity and iterations, and prints seconds and MiB.</param>
/// <param name="Arguments">More arguments for the script.</param>
internal sealed record Rival(
    string Name,
    SneMethod Method,
    string[] Interpreters,
    string Script,
    params string[] Arguments)
{
    private static readonly string[] Python = ["python3", "/usr/bin/python3"];
    private static readonly string[] R = ["Rscript"];

    /// <summary>All that compute every pair.</summary>
    public static IReadOnlyList<Rival> All { get; } =
    [
        new("smallvis", SneMethod.Sne, R, "smallvis.R", "asne"),
        new("smallvis", SneMethod.SymmetricSne, R, "smallvis.R", "ssne"),
        new("smallvis", SneMethod.TSne, R, "smallvis.R", "tsne"),
        new("smallvis", SneMethod.TConditionalSne, R, "smallvis.R", "tasne"),
        new("scikit-learn exact", SneMethod.TSne, Python, "sklearn_exact.py"),
        new("Rtsne theta 0", SneMethod.TSne, R, "rtsne_exact.R"),
    ];

    /// <summary>All whose costs of few points are compared: those with a seed from several starts, and slow ones on the fewest points.</summary>
    /// <param name="n">Number of points.</param>
    public static IEnumerable<Rival> Lowest(int n) =>
    [
        new("openTSNE", SneMethod.TSne, Python, "opentsne.py"),
        new("FIt-SNE theta 0", SneMethod.TSne, Python, "fitsne.py", "exact"),
        .. Enumerable.Range(1, n <= 1000 ? 5 : 2).Select(seed => new Rival($"Rtsne theta 0, {seed}", SneMethod.TSne, R, "rtsne_exact.R", $"{seed}")),
        new("scikit-learn exact", SneMethod.TSne, Python, "sklearn_exact.py"),
        .. Enumerable.Range(1, n <= 200 ? 2 : 0).Select(seed => new Rival($"scikit-learn exact, {seed}", SneMethod.TSne, Python, "sklearn_exact.py", $"{seed}")),
        .. All.Where(rival => rival.Name == "smallvis" && n <= 800),
        .. All.Where(rival => rival.Name == "smallvis" && n <= 200).Select(rival => rival with { Name = "smallvis perpstep", Arguments = [.. rival.Arguments, "perpstep"] }),
    ];

    /// <summary>All that run t-SNE on many points. FIt-SNE's program is found through the variable FITSNE, openTSNE's folder through
    /// PYTHONPATH.</summary>
    public static IReadOnlyList<Rival> Fast { get; } =
    [
        new("FIt-SNE", SneMethod.TSne, Python, "fitsne.py"),
        new("openTSNE", SneMethod.TSne, Python, "opentsne.py"),
        new("scikit-learn", SneMethod.TSne, Python, "sklearn_barnes_hut.py"),
        new("Rtsne", SneMethod.TSne, R, "rtsne_barnes_hut.R"),
    ];

    /// <summary>Makes a map; null if the machine lacks the program.</summary>
    /// <returns>What the script printed.</returns>
    public string? Run(string data, string map, string perplexity, string iterations) => Interpreters
        .Select(interpreter => Execute(interpreter, [Script, data, map, perplexity, iterations, .. Arguments]))
        .FirstOrDefault(output => output is not null);

    /// <summary>Runs a script that lies beside this program; null if it does not end well.</summary>
    public static string? Execute(string interpreter, string[] arguments)
    {
        arguments[0] = Path.Combine(AppContext.BaseDirectory, "Rivals", arguments[0]);
        return Capture(interpreter, arguments);
    }

    /// <summary>Runs a program; null if it is not there or does not end well.</summary>
    public static string? Capture(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            _ = errors.Result;
            return process.ExitCode == 0 ? output.Trim() : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
