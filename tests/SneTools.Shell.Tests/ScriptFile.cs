namespace SneTools.ShellTests;

/// <summary>A script in a folder of its own, for the length of a test.</summary>
public sealed class ScriptFile : IDisposable
{
    /// <summary>Writes the script.</summary>
    public ScriptFile(string text, string name = "script.ps1")
    {
        Folder = Directory.CreateTempSubdirectory("SneTools.Shell.Tests.").FullName;
        Path = System.IO.Path.Combine(Folder, name);
        File.WriteAllText(Path, text);
    }

    /// <summary>The folder that only this script is in.</summary>
    public string Folder { get; }

    /// <summary>The script.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
