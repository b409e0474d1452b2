using System.Collections.Concurrent;
using System.Reflection;
using SneTools.ModuleTests.Running;

namespace SneTools.ModuleTests;

/// <summary>The test files, each read once and run once in this process.</summary>
internal static class TestFiles
{
    /// <summary>The folder of this project.</summary>
    public static readonly string ProjectFolder = typeof(TestFiles).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "ProjectFolder").Value!;

    /// <summary>The folder of the module's tests.</summary>
    public static readonly string TestFolder = Path.GetFullPath(Path.Combine(ProjectFolder, ".."));

    private static readonly ConcurrentDictionary<string, Lazy<TestFile>> ReadFiles = new(StringComparer.Ordinal);

    /// <summary>Lists the module's test files.</summary>
    /// <returns>Their names, in order.</returns>
    public static IReadOnlyList<string> Names() =>
        [.. new DirectoryInfo(TestFolder).EnumerateFiles("*.Tests.ps1").Select(file => file.Name)
            .Order(StringComparer.Ordinal)];

    /// <summary>Returns a test file, reading it when it is asked for the first time.</summary>
    /// <param name="path">Its path, from the folder of the module's tests.</param>
    /// <returns>The file.</returns>
    public static TestFile Read(string path) => ReadFiles.GetOrAdd(
        Path.Combine(TestFolder, path),
        full => new Lazy<TestFile>(() => TestFile.Read(full, Path.Combine(TestFolder, "..")))).Value;
}
