namespace SneTools.ShellTests;

/// <summary>What a run of the shell left; line ends are line feeds.</summary>
public sealed record ShellResult(int ExitCode, string Output, string Error);
