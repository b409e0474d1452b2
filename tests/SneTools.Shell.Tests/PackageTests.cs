using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using Xunit;

namespace SneTools.ShellTests;

/// <summary>Each package, made from the build that is tested, installed from a folder and used.</summary>
public sealed class PackageTests : IDisposable
{
    private const string Embed =
        "1..30 | ForEach-Object { [pscustomobject]@{ A = $_ % 7; B = $_ % 5; C = $_ % 3 } }" +
        " | Invoke-SneEmbedding -Perplexity 5 -AsEmbedding -WarningAction SilentlyContinue | ForEach-Object Count";

    private readonly string _folder = Directory.CreateTempSubdirectory("sne-packages-").FullName;

    [Fact]
    public void The_module_package_holds_the_module_as_a_gallery_takes_it()
    {
        string package = Pack("SneTools.PowerShell", "SneTools");
        string shell = Path.Combine(_folder, "shell");
        CopyShell(shell);
        string module = Path.Combine(shell, "Modules", "SneTools");
        ZipFile.ExtractToDirectory(package, module);
        Assert.Contains("PSModule", File.ReadAllText(Path.Combine(module, "SneTools.nuspec")), StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(module, "*", SearchOption.AllDirectories), path => path.EndsWith(".pdb", StringComparison.Ordinal));

        ShellResult result = ShellProcess.RunFrom(shell, "-NoProfile", "-Command", Embed);
        Assert.Equal(("30\n", "", 0), (result.Output, result.Error, result.ExitCode));
        string picture = Path.Combine(_folder, "map.png");
        string draw = $"[pscustomobject]@{{ Y1 = 0; Y2 = 1 }}, [pscustomobject]@{{ Y1 = 2; Y2 = 3 }} | Export-SnePlot '{picture}'";
        Assert.Equal(0, ShellProcess.RunFrom(shell, "-NoProfile", "-Command", draw).ExitCode);
        Assert.True(new FileInfo(picture).Length > 1000);
    }

    [Fact]
    public void The_shell_is_a_tool_named_sne()
    {
        Pack("SneTools.Shell", "SneTools.Shell");
        string tools = Path.Combine(_folder, "tools");
        WriteConfiguration();
        Run("dotnet", "tool", "install", "SneTools.Shell", "--tool-path", tools, "--version", Version, "--configfile", "nuget.config");
        Assert.Equal("30\n", Run(Path.Combine(tools, "sne"), "-NoProfile", "-Command", Embed));
    }

    [Fact]
    public void The_core_is_a_library_with_its_documentation()
    {
        string package = Pack("SneTools.Core", "SneTools.Core");
        using (ZipArchive archive = ZipFile.OpenRead(package))
            Assert.NotNull(archive.GetEntry("lib/net10.0/SneTools.Core.xml"));
        WriteConfiguration();
        File.WriteAllText(Path.Combine(_folder, "Directory.Build.props"), "<Project />");
        File.WriteAllText(Path.Combine(_folder, "program.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <RestorePackagesPath>packages</RestorePackagesPath>
                <RestoreFallbackFolders>{Metadata("PackageFolder")}</RestoreFallbackFolders>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="SneTools.Core" Version="{Version}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(_folder, "program.cs"), """
            using SneTools;
            double[] values = [.. System.Linq.Enumerable.Range(0, 90).Select(k => (double)(k * k % 31))];
            var data = new Dataset(new Matrix(30, 3, values), ["a", "b", "c"]);
            Embedding embedding = StochasticNeighborEmbedding.Fit(data, new EmbeddingOptions { Perplexity = 5 });
            System.Console.WriteLine($"{embedding.Map.Rows} {double.IsFinite(embedding.Divergence)}");
            """);
        Run("dotnet", "build", "program.csproj", "-p:ImplicitUsings=enable", "--configfile", "nuget.config", "-o", "built");
        Assert.Equal("30 True\n", Run("dotnet", Path.Combine("built", "program.dll")));
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Version => Metadata("Version");

    private static string Metadata(string key) => typeof(PackageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;

    private string Pack(string project, string id)
    {
        Run("dotnet", "pack", "-c", "Release", "--no-build", Path.Combine(Metadata("SourceFolder"), project), "-o", _folder);
        return Path.Combine(_folder, $"{id}.{Version}.nupkg");
    }

    /// <summary>The packages of this build are the only ones there are.</summary>
    private void WriteConfiguration() => File.WriteAllText(Path.Combine(_folder, "nuget.config"), $"""
        <configuration>
          <packageSources>
            <clear />
            <add key="built" value="{_folder}" />
          </packageSources>
        </configuration>
        """);

    /// <summary>Copies the shell without its module.</summary>
    private static void CopyShell(string target)
    {
        foreach (string file in Directory.EnumerateFiles(ShellProcess.Folder, "*", SearchOption.AllDirectories))
        {
            string path = Path.GetRelativePath(ShellProcess.Folder, file);
            if (path.Split(Path.DirectorySeparatorChar)[0] is "Modules" or "publish")
                continue;
            string copy = Path.Combine(target, path);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What the process that runs these tests was told about builds is not for those that it starts.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}{error.Result}");
        return output.ReplaceLineEndings("\n");
    }
}
