using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace SneTools.ShellTests;

public class SignalTests
{
    private const int Interrupt = 2;
    private const int Terminate = 15;

    [Theory]
    [InlineData(Interrupt, 130)]
    [InlineData(Terminate, 143)]
    public void A_signal_stops_an_endless_loop_within_a_second(int signal, int exitCode)
    {
        SkipWhereSignalsDoNotArrive();
        using ShellProcess shell = ShellProcess.Start([], "-Command", "'ready'; while ($true) { }");
        Assert.Equal("ready", shell.ReadLine());
        var time = Stopwatch.StartNew();
        Assert.Equal(0, Kill(shell.Id, signal));
        Assert.Equal(exitCode, shell.Finish().ExitCode);
        Assert.InRange(time.Elapsed.TotalSeconds, 0, 1);
    }

    [Fact]
    public void An_interrupted_script_cleans_up()
    {
        SkipWhereSignalsDoNotArrive();
        const string Script = "try { 'ready'; while ($true) { } } finally { [Console]::Out.WriteLine('cleaned') }";
        using ShellProcess shell = ShellProcess.Start([], "-Command", Script);
        Assert.Equal("ready", shell.ReadLine());
        Assert.Equal(0, Kill(shell.Id, Interrupt));
        ShellResult result = shell.Finish();
        Assert.Equal((130, "cleaned\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public void A_second_interrupt_ends_a_script_that_does_not_stop()
    {
        SkipWhereSignalsDoNotArrive();

        // Wherever the first interrupt meets it, the script sleeps on.
        const string Script = "try { 'ready' } finally { [Threading.Thread]::Sleep(50000) }";
        using ShellProcess shell = ShellProcess.Start([], "-Command", Script);
        Assert.Equal("ready", shell.ReadLine());
        Assert.Equal(0, Kill(shell.Id, Interrupt));
        Thread.Sleep(200);
        Assert.Equal(0, Kill(shell.Id, Interrupt));
        Assert.Equal(130, shell.Finish().ExitCode);
    }

    // A process that was started to ignore Ctrl-C (with nohup, or in the background) hands that on to its children.
    private static void SkipWhereSignalsDoNotArrive()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send.");
        string? ignored = OperatingSystem.IsLinux()
            ? File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))
            : null;
        Assert.SkipWhen(
            ignored is not null && (Convert.ToUInt64(ignored[7..].Trim(), 16) >> (Interrupt - 1) & 1) == 1,
            "Interrupts are ignored where these tests run.");
    }

    [DllImport("libc", EntryPoint = "kill"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
