using System.ComponentModel;
using System.Diagnostics;

namespace SneTools;

/// <summary>Runs the commands of Slurm, each as a process of its own and never through a shell. Which cluster they speak to is their own affair:
/// they are configured where they are installed, or by SLURM_CONF.</summary>
internal static class SlurmCommand
{
    /// <summary>The longest that a command may take: one that cannot reach its controller tries for a minute.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    /// <summary>What a command said.</summary>
    /// <param name="ExitCode">0 if it did what it was asked for.</param>
    /// <param name="Output">Its output.</param>
    /// <param name="Error">Its complaints, in one line.</param>
    public readonly record struct Answer(int ExitCode, string Output, string Error)
    {
        /// <summary>The lines of the output that are not empty.</summary>
        public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>Runs a command that has to succeed.</summary>
    /// <param name="name">The command: sbatch, squeue, …</param>
    /// <param name="arguments">Its arguments, each taken as it is.</param>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>Its output.</returns>
    /// <exception cref="SneException"><see cref="SneError.SlurmNotFound"/>, <see cref="SneError.SlurmRefused"/>.</exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public static string[] Require(string name, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        Answer answer = Run(name, arguments, cancellation);
        if (answer.ExitCode == 0)
            return answer.Lines;
        string said = answer.Error.Length > 0 ? answer.Error : FormattableString.Invariant($"exit code {answer.ExitCode}");
        throw new SneException(SneError.SlurmRefused, $"Slurm's {name} refused: {said.TrimEnd('.')}. It was called as: {name} {string.Join(' ', arguments)}", column: name);
    }

    /// <summary>Runs a command.</summary>
    /// <param name="name">The command: sbatch, squeue, …</param>
    /// <param name="arguments">Its arguments, each taken as it is.</param>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>What it said.</returns>
    /// <exception cref="SneException"><see cref="SneError.SlurmNotFound"/>; <see cref="SneError.SlurmRefused"/>: it does not end.</exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public static Answer Run(string name, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        using Process process = Start(name, arguments);
        using var patience = new CancellationTokenSource(Patience);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        Task<string> output = process.StandardOutput.ReadToEndAsync(end.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(end.Token);
        try
        {
            process.WaitForExitAsync(end.Token).GetAwaiter().GetResult();
            string complaint = string.Join("; ", error.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            return new Answer(process.ExitCode, output.GetAwaiter().GetResult(), complaint);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            throw new SneException(SneError.SlurmRefused, FormattableString.Invariant($"Slurm's {name} did not answer within {Patience.TotalSeconds:0} s: its controller may be down."), column: name);
        }
    }

    private static Process Start(string name, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(name, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        // What a user sets for times and lists of theirs must not change what is read here.
        foreach (string variable in (string[])["SLURM_TIME_FORMAT", "SQUEUE_FORMAT", "SQUEUE_FORMAT2", "SQUEUE_STATES", "SQUEUE_PARTITION", "SQUEUE_USERS", "SACCT_FORMAT", "SINFO_FORMAT", "SINFO_PARTITION"])
            start.Environment.Remove(variable);
        start.Environment["LC_ALL"] = "C.UTF-8";
        try
        {
            Process process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException)
        {
            throw new SneException(
                SneError.SlurmNotFound,
                $"There is no '{name}' on this machine: the commands of Slurm are on the machines from which a cluster takes jobs. Log in there, or leave -Slurm away to make the runs here.",
                column: name,
                innerException: error);
        }
    }
}
