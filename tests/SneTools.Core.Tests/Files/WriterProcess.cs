using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SneTools.Tests;

/// <summary>A process of its own that writes "new" to a file and says what came of it on its error output. It is this program again, which a
/// variable of its surroundings sends here before anything else.</summary>
internal static class WriterProcess
{
    private const string Variable = "SNETOOLS_WRITTEN_FILE";

    /// <summary>Runs it from a shell, as a user would.</summary>
    /// <param name="path">The file, as the process sees it.</param>
    /// <param name="ending">What stands behind the program in the shell's line: where its output goes to.</param>
    /// <param name="beginning">What stands before it: another user.</param>
    /// <returns>What the process said.</returns>
    public static string Run(string path, string ending = "", string beginning = "")
    {
        string program = Environment.ProcessPath!;
        string line = Path.GetFileNameWithoutExtension(program) == "dotnet" ? $"'{program}' '{typeof(WriterProcess).Assembly.Location}'" : $"'{program}'";
        var start = new ProcessStartInfo("sh", ["-c", $"{beginning} {line} {ending}"]) { RedirectStandardError = true };
        start.Environment[Variable] = path;
        using Process process = Process.Start(start)!;
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return said.Trim();
    }

    [ModuleInitializer]
    internal static void Write()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } path)
            return;
        try
        {
            AtomicFile.Write(path, overwrite: true, stream => stream.Write("new"u8));
            Console.Error.WriteLine("written");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(error.Message);
        }

        Environment.Exit(0);
    }
}
