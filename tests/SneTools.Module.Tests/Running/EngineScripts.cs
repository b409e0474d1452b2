namespace SneTools.ModuleTests.Running;

/// <summary>The two scripts that read and run a test file inside the PowerShell engine.</summary>
internal static class EngineScripts
{
    /// <summary>The folder they are in.</summary>
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Engine");

    /// <summary>Finds out what is in a file.</summary>
    public static readonly string Discover = Path.Combine(Folder, "Discover.ps1");

    /// <summary>Runs what was found.</summary>
    public static readonly string Run = Path.Combine(Folder, "Run.ps1");
}
