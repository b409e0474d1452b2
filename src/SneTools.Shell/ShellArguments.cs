using System.Globalization;
using System.Management.Automation.Runspaces;

namespace SneTools.Shell;

/// <summary>A command line, understood the way <c>pwsh</c> understands its own.</summary>
internal sealed record ShellArguments
{
    /// <summary>The options that <c>-Help</c> prints.</summary>
    public const string Usage = """
        Usage: SneTools.Shell [options] [-File <path> [arguments] | -Command <script>]

        Runs PowerShell scripts with the SneTools module loaded. Without a script: a prompt on a terminal, else the
        script on standard input.

          -Command, -c <script>      run the script text, which is the rest of the command line; - reads standard input
          -File, -f <path> [args]    run a script file; the rest are its arguments (-Name value, -Switch, value)
          -WorkingDirectory, -wd <path>
                                     start in this folder
          -NonInteractive            raise an error instead of prompting
          -NoLogo                    start the prompt without the greeting
          -NoProfile, -ExecutionPolicy <name>
                                     accepted for the sake of scripts written for pwsh; there are no profiles here
          -Version, -v               print the version
          -Help, -h, -?              print this text

        Options may be shortened as in pwsh. Exit codes: 0; 1 after an error that nothing caught; what 'exit' was given;
        64 for a wrong command line; 70 when the module cannot be loaded; 130 after Ctrl-C.
        """;

    private const string MissingFile = "The command cannot be run because the File parameter requires a file path. "
        + "Supply a path for the File parameter and then try the command again.";

    /// <summary>What to do.</summary>
    public ShellAction Action { get; init; }

    /// <summary>The script of <see cref="ShellAction.Command"/>, the path of <see cref="ShellAction.File"/>, or what is
    /// wrong with the command line.</summary>
    public string Text { get; init; } = "";

    /// <summary>The arguments of a script file, in the form that the engine binds.</summary>
    public IReadOnlyList<CommandParameter> ScriptArguments { get; init; } = [];

    /// <summary>The folder to start in, when it is not the current one.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Whether prompts are errors.</summary>
    public bool NonInteractive { get; init; }

    /// <summary>Whether the prompt starts without a greeting.</summary>
    public bool NoLogo { get; init; }

    /// <summary>Reads a command line.</summary>
    /// <param name="args">The arguments as the operating system hands them over.</param>
    /// <returns>The request; a wrong command line gives <see cref="ShellAction.Invalid"/>, never an exception.</returns>
    public static ShellArguments Parse(IReadOnlyList<string> args)
    {
        var result = new ShellArguments();
        for (int i = 0; i < args.Count; i++)
        {
            string option = OptionName(args[i]);
            string? value = i + 1 < args.Count ? args[i + 1] : null;
            if (option.Length == 0)
                return result.WithFile(args, i);
            if (Matches(option, "version", "v"))
                return result with { Action = ShellAction.Version };
            if (Matches(option, "help", "h") || option == "?")
                return result with { Action = ShellAction.Help };
            if (Matches(option, "command", "c"))
                return result.WithCommand(args, i + 1);
            if (Matches(option, "file", "f"))
                return value is null ? Wrong(MissingFile) : result.WithFile(args, i + 1);
            if (Matches(option, "noninteractive", "noni"))
                result = result with { NonInteractive = true };
            else if (Matches(option, "nologo", "nol"))
                result = result with { NoLogo = true };
            else if (Matches(option, "workingdirectory", "wo") || Matches(option, "wd", "wd"))
            {
                if (value is null)
                    return Wrong("Cannot process the command because -WorkingDirectory requires an argument that is a directory path.");
                result = result with { WorkingDirectory = value };
                i++;
            }
            else if (Matches(option, "executionpolicy", "ex") || Matches(option, "ep", "ep"))
                i++;
            else if (!Matches(option, "noprofile", "nop"))
                return Wrong($"The option '{args[i]}' is not recognized. -Help lists the options.");
        }

        return result;
    }

    private static ShellArguments Wrong(string message) => new() { Action = ShellAction.Invalid, Text = message };

    // Empty for what is no option. A single dash means standard input and is no option either.
    private static string OptionName(string argument)
    {
        if (argument.Length < 2 || argument[0] != '-')
            return "";
        return argument[(argument.StartsWith("--", StringComparison.Ordinal) && argument.Length > 2 ? 2 : 1)..];
    }

    private static bool Matches(string option, string name, string shortest) =>
        option.Length >= shortest.Length && name.StartsWith(option, StringComparison.OrdinalIgnoreCase);

    private ShellArguments WithCommand(IReadOnlyList<string> args, int start)
    {
        if (start >= args.Count)
            return Wrong("Cannot process the command because of a missing parameter. A command must follow -Command.");
        if (args[start] != "-")
            return this with { Action = ShellAction.Command, Text = string.Join(' ', args.Skip(start)) };
        return start + 1 < args.Count
            ? Wrong("'-' was specified with the -Command parameter; no other arguments to -Command are permitted.")
            : this with { Action = ShellAction.StandardInput };
    }

    private ShellArguments WithFile(IReadOnlyList<string> args, int path)
    {
        if (args[path] == "-")
            return this with { Action = ShellAction.StandardInput };
        return this with
        {
            Action = ShellAction.File,
            Text = args[path],
            ScriptArguments = ReadScriptArguments(args.Skip(path + 1)),
        };
    }

    private static List<CommandParameter> ReadScriptArguments(IEnumerable<string> args)
    {
        var parameters = new List<CommandParameter>();
        string? pending = null;
        foreach (string argument in args)
        {
            int colon = argument.IndexOf(':', StringComparison.Ordinal);
            if (pending is not null)
            {
                parameters.Add(new CommandParameter(pending, argument));
                pending = null;
            }
            else if (argument.Length < 2 || argument[0] != '-' || IsNumber(argument))
                parameters.Add(new CommandParameter(null, argument));
            else if (colon < 0)
                parameters.Add(new CommandParameter(argument));
            else if (colon == argument.Length - 1)
                pending = argument[..colon];
            else
                parameters.Add(new CommandParameter(argument[..colon], SwitchValue(argument[(colon + 1)..])));
        }

        if (pending is not null)
            parameters.Add(new CommandParameter(pending));
        return parameters;
    }

    // No parameter is named like a number, and -1 is a value that scripts take.
    private static bool IsNumber(string argument) =>
        double.TryParse(argument, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
        && !char.IsAsciiLetter(argument[1]);

    // Only -Name:value can turn a switch off, so only there do true and false mean what they say.
    private static object SwitchValue(string text) =>
        bool.TryParse(text.StartsWith('$') ? text[1..] : text, out bool value) ? value : text;
}
