using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SneTools;

/// <summary>The name of a file that is being written: it says who writes it, so that what is left of a process that was killed can be told
/// from what a living one still needs.</summary>
/// <param name="Machine">A mark of the machine; within one that counts its processes anew, of that.</param>
/// <param name="Process">The process.</param>
/// <param name="Started">When the process began, in seconds since 1970: another one may have its number later.</param>
internal readonly record struct TemporaryName(string Machine, int Process, long Started)
{
    private const string Ending = ".tmp";

    /// <summary>Bytes of the longest name that is part of a temporary one; file systems allow 255 in all.</summary>
    private const int LongestTarget = 160;

    /// <summary>Seconds by which the beginning of a process may seem to move when the clock is set.</summary>
    private const long Tolerance = 60;

    /// <summary>The writer that this process is.</summary>
    public static TemporaryName Own { get; } = OfOwnProcess();

    /// <summary>Reads the name of a file.</summary>
    /// <param name="file">The name, without folder.</param>
    /// <param name="target">The name of the file that was to be written.</param>
    /// <returns>Who writes it; null for a file of another kind.</returns>
    public static TemporaryName? Parse(string file, string target)
    {
        string head = Head(target);
        if (!file.StartsWith(head, StringComparison.Ordinal) || !file.EndsWith(Ending, StringComparison.Ordinal) || file.Length < head.Length + Ending.Length)
            return null;
        string[] parts = file[head.Length..^Ending.Length].Split('-');
        return parts.Length == 4
            && parts[0].Length == Own.Machine.Length
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int process)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out long started)
            ? new TemporaryName(parts[0], process, started)
            : null;
    }

    /// <summary>A name that no other file has.</summary>
    /// <param name="target">The name of the file that is written.</param>
    public string For(string target) => FormattableString.Invariant(
        $"{Head(target)}{Machine}-{Process}-{Started}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}{Ending}");

    /// <summary>True when the process is certain to have ended: it was one of this machine, and nobody has its number, or somebody who began
    /// at another time.</summary>
    public bool IsDead()
    {
        if (Machine != Own.Machine)
            return false;
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(Process);
            return Math.Abs(SecondsOf(process) - Started) > Tolerance;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>A long name would leave no room behind it: a mark takes its place.</summary>
    private static string Head(string target) => Encoding.UTF8.GetByteCount(target) <= LongestTarget
        ? $".{target}."
        : $".{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target)).AsSpan(0, 12))}.";

    private static TemporaryName OfOwnProcess()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        byte[] machine = SHA256.HashData(Encoding.UTF8.GetBytes(Environment.MachineName + ProcessSpace()));
        return new TemporaryName(Convert.ToHexStringLower(machine.AsSpan(0, 6)), process.Id, SecondsOf(process));
    }

    private static long SecondsOf(Process process) => new DateTimeOffset(process.StartTime).ToUnixTimeSeconds();

    /// <summary>On Linux a container counts its processes by itself, and sees no others; and after the machine began anew, so does it.
    /// </summary>
    private static string ProcessSpace()
    {
        try
        {
            return OperatingSystem.IsLinux()
                ? File.ReadAllText("/proc/sys/kernel/random/boot_id") + new FileInfo("/proc/self/ns/pid").LinkTarget
                : string.Empty;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A mark that no other process has: then nothing is ever taken away.
            return Guid.NewGuid().ToString();
        }
    }
}
