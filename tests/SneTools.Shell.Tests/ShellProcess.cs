using System.Diagnostics;
using System.Reflection;

namespace SneTools.ShellTests;

/// <summary>The shell as its users meet it: a process with streams that are not a terminal.</summary>
public sealed class ShellProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _error;

    private ShellProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The number that signals are sent to.</summary>
    public int Id => _process.Id;

    /// <summary>Where the build put the shell.</summary>
    public static string Folder => typeof(ShellProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ShellFolder").Value!;

    /// <summary>Runs the shell to its end.</summary>
    /// <param name="input">What it reads from standard input.</param>
    /// <param name="arguments">Its command line.</param>
    public static ShellResult Run(string input, params string[] arguments)
    {
        using ShellProcess shell = Start([], arguments);
        shell._process.StandardInput.Write(input);
        shell._process.StandardInput.Close();
        return shell.Finish();
    }

    /// <summary>Runs a script given on the command line.</summary>
    public static ShellResult Command(string script) => Run("", "-NoProfile", "-Command", script);

    /// <summary>Runs a copy of the shell to its end.</summary>
    public static ShellResult RunFrom(string folder, params string[] arguments)
    {
        using ShellProcess shell = Start(folder, [], arguments);
        shell._process.StandardInput.Close();
        return shell.Finish();
    }

    /// <summary>Starts the shell; its standard input stays open.</summary>
    /// <param name="environment">Variables to set for it.</param>
    /// <param name="arguments">Its command line.</param>
    public static ShellProcess Start(Dictionary<string, string> environment, params string[] arguments) =>
        Start(Folder, environment, arguments);

    private static ShellProcess Start(string folder, Dictionary<string, string> environment, string[] arguments)
    {
        string program = Path.Combine(folder, "SneTools.Shell") + (OperatingSystem.IsWindows() ? ".exe" : "");
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("COLUMNS");
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return new ShellProcess(Process.Start(start)!);
    }

    /// <summary>Waits for a line of its output.</summary>
    public string? ReadLine() => _process.StandardOutput.ReadLine();

    /// <summary>Waits for its end.</summary>
    public ShellResult Finish()
    {
        Task<string> output = _process.StandardOutput.ReadToEndAsync();
        if (!_process.WaitForExit(Limit))
            throw new TimeoutException("The shell does not end.");
        return new ShellResult(_process.ExitCode, Lines(output.Result), Lines(_error.Result));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static string Lines(string text) => text.ReplaceLineEndings("\n");
}
