using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SneTools.Tests;

/// <summary>A process of its own that begins to write a file and does not come to an end. It is this program again, which a variable of its
/// surroundings sends here before anything else.</summary>
internal static class UnfinishedWriter
{
    private const string Variable = "SNETOOLS_UNFINISHED_FILE";

    /// <summary>Starts it, and waits until it is in the middle of the file.</summary>
    public static Process Start(string path)
    {
        string program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(typeof(UnfinishedWriter).Assembly.Location);
        start.Environment[Variable] = path;
        Process process = Process.Start(start)!;
        Assert.Equal("half", process.StandardOutput.ReadLine());
        return process;
    }

    [ModuleInitializer]
    internal static void Run()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } path)
            return;
        AtomicFile.Write(path, overwrite: true, stream =>
        {
            stream.Write("half"u8);
            stream.Flush();
            Console.WriteLine("half");
            Thread.Sleep(TimeSpan.FromMinutes(2));
        });
        Environment.Exit(1);
    }
}
