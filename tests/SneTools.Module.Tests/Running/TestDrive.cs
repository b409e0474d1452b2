using System.Management.Automation;

namespace SneTools.ModuleTests.Running;

/// <summary>The folder that tests may write to: <c>TestDrive:</c>, and <c>$TestDrive</c> for its path.</summary>
/// <remarks>A block's files are gone when the block ends, the folder when the file ends.</remarks>
internal sealed class TestDrive : IDisposable
{
    private const string Name = "TestDrive";

    private string? _folder;

    /// <summary>Makes the folder, the drive and the variable.</summary>
    /// <param name="session">The session of the test file.</param>
    public void Mount(SessionState session)
    {
        _folder = Directory.CreateTempSubdirectory("SneTools_").FullName;
        ProviderInfo provider = session.Provider.GetOne("FileSystem");
        session.Drive.New(new PSDriveInfo(Name, provider, _folder, "Drive for tests", null), "global");
        session.PSVariable.Set($"global:{Name}", _folder);
    }

    /// <summary>Lists what is on the drive.</summary>
    /// <returns>The paths of all files and folders.</returns>
    public string[] Content() =>
        Directory.Exists(_folder) ? Directory.GetFileSystemEntries(_folder, "*", SearchOption.AllDirectories) : [];

    /// <summary>Deletes what was added to the drive.</summary>
    /// <param name="keep">What was on it before.</param>
    public void Clear(string[] keep)
    {
        foreach (string added in Content().Except(keep))
        {
            if (File.Exists(added)) File.Delete(added);
            else if (Directory.Exists(added)) Directory.Delete(added, recursive: true);
        }
    }

    /// <summary>Deletes the folder.</summary>
    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }
}
