using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace SneTools.Shell;

/// <summary>Has a Windows console read UTF-8 and understand control sequences, as terminals do elsewhere.</summary>
internal static class WindowsConsole
{
    private const uint VirtualTerminalProcessing = 4;
    private const int StandardOutput = -11;
    private const int StandardError = -12;

    /// <summary>Sets the console up; does nothing on other systems.</summary>
    /// <returns>What puts it back as it was.</returns>
    public static IDisposable Prepare()
    {
        if (!OperatingSystem.IsWindows())
            return new Restoration(() => { });
        Encoding encoding = Console.OutputEncoding;
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        Allow(StandardOutput);
        Allow(StandardError);
        return new Restoration(() => Console.OutputEncoding = encoding);
    }

    [SupportedOSPlatform("windows")]
    private static void Allow(int stream)
    {
        nint handle = GetStdHandle(stream);
        if (GetConsoleMode(handle, out uint mode) != 0)
            _ = SetConsoleMode(handle, mode | VirtualTerminalProcessing);
    }

    [DllImport("kernel32", ExactSpelling = true), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint GetStdHandle(int stream);

    [DllImport("kernel32", ExactSpelling = true), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int GetConsoleMode(nint handle, out uint mode);

    [DllImport("kernel32", ExactSpelling = true), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SetConsoleMode(nint handle, uint mode);

    private sealed class Restoration(Action restore) : IDisposable
    {
        public void Dispose() => restore();
    }
}
