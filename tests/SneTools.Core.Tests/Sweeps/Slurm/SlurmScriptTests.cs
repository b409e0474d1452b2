using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SneTools.Tests;

/// <summary>The batch script by the bash of this machine, as Slurm would call it on a node; PowerShell and scontrol are scripts of the test.</summary>
public class SlurmScriptTests
{
    /// <summary>Says what it was given, an argument a line.</summary>
    private const string Telling = "#!/bin/bash\necho told\nprintf '%s\\n' \"$@\"\n";

    /// <summary>Waits until it is told to end, leaves a checkpoint if it may, and ends as the runtime would.</summary>
    private const string Waiting = "#!/bin/bash\ntrap '[ -e no ] || touch runs/0003.checkpoint.npz; exit 143' TERM\ntouch begun\nfor i in {1..600}; do sleep 0.05; done\n";

    [Fact]
    public void Whatever_signs_the_paths_have_PowerShell_gets_them_as_they_are()
    {
        Require();
        using var folder = new TemporaryFolder();
        string sweep = Make(folder, "it's $HOME \"a\" `sweep` \\n %j é");
        string program = Write(folder, "my power'shell", Telling);
        (int code, string said) = Run(sweep, folder, Batch(sweep, "/modules/o'ne", [program, "/bin/sh"]), 7);
        Assert.Equal(0, code);
        Assert.Contains(
            $"told\n/bin/sh\n-NoLogo\n-NoProfile\n-NonInteractive\n-File\n{sweep}/slurm/task.ps1\n-Module\n/modules/o'ne\n-Path\n{sweep}\n-Run\n7,8\n-Core\n2\n-CheckpointInterval\n0.5\n",
            said,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_without_the_PowerShell_that_submitted_takes_its_own_or_says_that_it_has_none()
    {
        Require();
        using var folder = new TemporaryFolder();
        string sweep = Make(folder, "sweep");
        string script = Batch(sweep, "/m", ["/nowhere/dotnet", "/nowhere/pwsh.dll"]);
        (int code, string said) = Run(sweep, folder, script, 3);
        Assert.Equal(127, code);
        Assert.Contains("This node has no PowerShell", said, StringComparison.Ordinal);
        Write(folder, "pwsh", Telling);
        (code, said) = Run(sweep, folder, script, 3);
        Assert.Equal(0, code);
        Assert.Contains("told\n-NoLogo", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_that_does_not_see_the_folder_says_so()
    {
        Require();
        using var folder = new TemporaryFolder();
        (int code, string said) = Run(folder.Path, folder, Batch("/nowhere/at all", "/m", []), 3);
        Assert.Equal(1, code);
        Assert.Contains("'/nowhere/at all', is not there on this node", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_limit_puts_a_task_with_a_checkpoint_into_the_queue_again()
    {
        Require();
        using var folder = new TemporaryFolder();
        string sweep = Make(folder, "sweep");
        Write(folder, "scontrol", "#!/bin/bash\necho \"scontrol $*\"\n");
        (int code, string said) = Run(sweep, folder, Batch(sweep, "/m", [Write(folder, "waiting", Waiting)]), 3, "USR1");
        Assert.Equal(0, code);
        Assert.Contains("exit code 143 after a limit", said, StringComparison.Ordinal);
        Assert.EndsWith("scontrol requeue 55_3\n", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_limit_too_short_for_any_checkpoint_fails_instead_of_beginning_again_for_ever()
    {
        Require();
        using var folder = new TemporaryFolder();
        string sweep = Make(folder, "sweep");
        File.WriteAllText(Path.Combine(sweep, "no"), string.Empty);
        File.WriteAllText(Path.Combine(sweep, "runs", "0003.checkpoint.npz"), string.Empty);
        File.SetLastWriteTimeUtc(Path.Combine(sweep, "runs", "0003.checkpoint.npz"), DateTime.UtcNow.AddMinutes(-1));
        Write(folder, "scontrol", "#!/bin/bash\necho \"scontrol $*\"\n");
        (int code, string said) = Run(sweep, folder, Batch(sweep, "/m", [Write(folder, "waiting", Waiting)]), 3, "USR1");
        Assert.Equal(1, code);
        Assert.Contains("The time limit is too short", said, StringComparison.Ordinal);
        Assert.DoesNotContain("scontrol requeue", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_to_end_waits_for_the_checkpoint_and_ends_the_task()
    {
        Require();
        using var folder = new TemporaryFolder();
        string sweep = Make(folder, "sweep");
        Write(folder, "scontrol", "#!/bin/bash\necho \"scontrol $*\"\n");
        (int code, string said) = Run(sweep, folder, Batch(sweep, "/m", [Write(folder, "waiting", Waiting)]), 3, "TERM");
        Assert.Equal(143, code);
        Assert.True(File.Exists(Path.Combine(sweep, "runs", "0003.checkpoint.npz")));
        Assert.DoesNotContain("scontrol requeue", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 15)]
    [InlineData(4, 60)]
    [InlineData(600, 90)]
    public void The_notice_before_the_end_is_shorter_for_short_times(int minutes, int seconds) =>
        Assert.Equal(seconds, SlurmScript.NoticeFor(TimeSpan.FromMinutes(minutes)));

    private static void Require() =>
        Assert.SkipUnless(File.Exists("/bin/bash") && !OperatingSystem.IsWindows(), "There is no bash: Slurm's nodes are Linux.");

    private static string Batch(string sweep, string module, string[] shell) => SlurmScript.Batch(
        new SlurmJob { Cores = 2, Megabytes = 100, Tasks = [new SlurmTask(3, [3]), new SlurmTask(7, [7, 8])] },
        sweep,
        module,
        4,
        new SlurmOptions { PowerShell = shell, Module = module, CheckpointInterval = 0.5 });

    private static string Make(TemporaryFolder folder, string name)
    {
        foreach (string part in (string[])["slurm", "runs", "shared"])
            Directory.CreateDirectory(Path.Combine(folder.Path, name, part));
        return Path.Combine(folder.Path, name);
    }

    private static string Write(TemporaryFolder folder, string name, string text)
    {
        Directory.CreateDirectory(folder.File("bin"));
        string path = Path.Combine(folder.Path, "bin", name);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private static (int Code, string Said) Run(string sweep, TemporaryFolder folder, string script, int task, string? signal = null)
    {
        folder.Write("batch.sh", script);
        var start = new ProcessStartInfo("/bin/bash", ["-c", "exec 2>&1; exec bash \"$0\"", folder.File("batch.sh")]) { RedirectStandardOutput = true };
        start.Environment["SLURM_JOB_ID"] = "60";
        start.Environment["SLURM_ARRAY_JOB_ID"] = "55";
        start.Environment["SLURM_ARRAY_TASK_ID"] = $"{task}";
        start.Environment.Remove("SLURM_CPUS_PER_TASK");

        // No PowerShell of this machine may be found.
        start.Environment["PATH"] = $"{Path.Combine(folder.Path, "bin")}:/bin:/usr/bin";
        if (File.Exists("/usr/bin/pwsh") || File.Exists("/bin/pwsh"))
            Assert.Skip("A pwsh beside the commands of the system cannot be hidden.");
        using Process process = Process.Start(start)!;
        if (signal is not null)
        {
            while (!File.Exists(Path.Combine(sweep, "begun")) && !process.HasExited)
                Thread.Sleep(10);
            _ = kill(process.Id, signal == "USR1" ? 10 : 15);
        }

        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }

#pragma warning disable CA5392, SYSLIB1054 // The system's C library, which is loaded already.
    [DllImport("libc")]
    private static extern int kill(int process, int signal);
#pragma warning restore CA5392, SYSLIB1054
}
