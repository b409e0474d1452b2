namespace SneTools.Shell;

/// <summary>What a command line asks the shell to do.</summary>
internal enum ShellAction
{
    /// <summary>Nothing was asked for: prompt on a terminal, else run the script on standard input.</summary>
    Default,

    /// <summary>Run the script text that the command line holds.</summary>
    Command,

    /// <summary>Run a script file.</summary>
    File,

    /// <summary>Run the script on standard input.</summary>
    StandardInput,

    /// <summary>Print the options.</summary>
    Help,

    /// <summary>Print the version.</summary>
    Version,

    /// <summary>The command line is wrong.</summary>
    Invalid,
}
