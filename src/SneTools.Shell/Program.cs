using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace SneTools.Shell;

/// <summary>Starts the shell.</summary>
internal static class Program
{
    private const int Failure = 1;
    private const int WrongCommandLine = 64;
    private const int ModuleMissing = 70;

    private static string Version
    {
        get
        {
            var engine = FileVersionInfo.GetVersionInfo(typeof(PSObject).Assembly.Location);
            string own = typeof(Program).Assembly.GetName().Version!.ToString(3);
            return $"SneTools {own} (PowerShell engine {engine.FileMajorPart}.{engine.FileMinorPart}.{engine.FileBuildPart})";
        }
    }

    private static int Main(string[] args)
    {
        ShellArguments arguments = ShellArguments.Parse(args);
        switch (arguments.Action)
        {
            case ShellAction.Help:
                Console.Out.WriteLine(ShellArguments.Usage);
                return 0;
            case ShellAction.Version:
                Console.Out.WriteLine(Version);
                return 0;
            case ShellAction.Invalid:
                return Refuse(arguments.Text);
        }

        string path = arguments.Action == ShellAction.File ? Path.GetFullPath(arguments.Text) : "";
        if (path.Length > 0 && !File.Exists(path))
        {
            return Refuse($"The argument '{arguments.Text}' is not recognized as the name of a script file. Check the "
                + "spelling of the name, or if a path was included, verify that the path is correct and try again.");
        }

        if (arguments.WorkingDirectory is { } folder)
        {
            if (!Directory.Exists(folder))
                return Refuse($"The folder '{folder}' that -WorkingDirectory names does not exist.");
            Environment.CurrentDirectory = folder;
        }

        // A session on a cluster node has no business with telemetry, unless its user says otherwise.
        if (Environment.GetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT") is null)
            Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        using IDisposable console = WindowsConsole.Prepare();
        return Run(arguments, path);
    }

    private static int Run(ShellArguments arguments, string path)
    {
        var streams = new Streams();
        var ui = new HostUI(streams, arguments.NonInteractive);
        var host = new ShellHost(ui);
        string modules = Path.Combine(AppContext.BaseDirectory, "Modules");
        try
        {
            using var session = new ShellSession(host, ui, streams, modules);
            bool prompts = arguments.Action == ShellAction.Default && streams.IsInteractive && !arguments.NonInteractive;
            using var signals = new Signals(session, streams, prompts);
            int code = prompts ? Prompt(session, host, streams, arguments.NoLogo) : RunScript(arguments, path, session, host);
            return signals.ExitCode ?? code;
        }
        catch (RuntimeException e)
        {
            // Scripts keep their errors to themselves, so this one came before any.
            var records = (e as RunspaceOpenModuleLoadException)?.ErrorRecords.Select(error => error.ToString()) ?? [e.Message];
            Console.Error.WriteLine($"The SneTools module in '{modules}' cannot be loaded:");
            Console.Error.WriteLine("  " + string.Join(Environment.NewLine + "  ", records));
            return ModuleMissing;
        }
    }

    private static int Prompt(ShellSession session, ShellHost host, Streams streams, bool noLogo)
    {
        if (!noLogo)
            streams.Write(Version + Environment.NewLine);
        return new InteractiveLoop(session, host, streams).Run();
    }

    private static int RunScript(ShellArguments arguments, string path, ShellSession session, ShellHost host)
    {
        RunOutcome outcome = arguments.Action switch
        {
            ShellAction.File => session.RunFile(path, arguments.ScriptArguments),
            ShellAction.Command => session.RunScript(arguments.Text),
            _ => session.RunScript(Console.In.ReadToEnd()),
        };
        if (outcome == RunOutcome.Stopped)
            return Signals.Interrupted;
        if (host.ExitCode is { } code)
            return code;

        // A file says with exit how it went; of a command, the last statement says it.
        bool failed = outcome == RunOutcome.Failed || (arguments.Action != ShellAction.File && !session.LastSucceeded);
        return failed ? Failure : 0;
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        return WrongCommandLine;
    }
}
