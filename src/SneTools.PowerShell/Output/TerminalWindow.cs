using System.Management.Automation.Host;

namespace SneTools.PowerShell;

/// <summary>The window of the terminal that a session is seen in.</summary>
internal static class TerminalWindow
{
    /// <summary>The size where there is no window, or nobody says how large it is: as wide as terminals of old, and high enough for a map.</summary>
    private static readonly Size Usual = new(80, 40);

    /// <summary>Its size in columns and lines.</summary>
    /// <param name="host">The session's host, of which any may throw what it likes; null where there is none.</param>
    /// <param name="tell">Is told why the size is not known, if the host has one and fails.</param>
    public static Size Of(PSHost? host, Action<string>? tell = null)
    {
        try
        {
            if (!Console.IsOutputRedirected && host?.UI?.RawUI?.WindowSize is { Width: > 0, Height: > 0 } size)
                return size;
        }
        catch (Exception error) when (error is HostException or NotImplementedException or NotSupportedException or IOException or NullReferenceException)
        {
            tell?.Invoke($"The terminal does not tell its size: {error.Message}");
        }

        return Usual;
    }
}
