using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace SneTools;

/// <summary>
/// Loads the cmdlet assembly and everything it uses into a context of its own, so that a session which already holds
/// another version of one of those libraries keeps its version, and the module gets its own.
/// </summary>
/// <remarks>What does not lie in the module's folder (the PowerShell engine, the .NET runtime) comes from the
/// session.</remarks>
public sealed class ModuleLoadContext : AssemblyLoadContext
{
    private static readonly Lazy<Assembly> CmdletAssembly = new(LoadCmdletAssembly);

    private readonly string _folder;

    private ModuleLoadContext(string folder)
        : base("SneTools", isCollectible: false) => _folder = folder;

    /// <summary>Returns the assembly with the module's cmdlets, loading it on the first call.</summary>
    /// <returns>One and the same assembly for the life of the process, however often the module is imported.</returns>
    public static Assembly LoadModule() => CmdletAssembly.Value;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        ArgumentNullException.ThrowIfNull(assemblyName);
        string name = assemblyName.Name + ".dll";
        string path = Path.Combine(_folder, name);
        if (!File.Exists(path))
            return null;

        // With machine code for this system where the build made it: the same assembly, which the runtime need not compile first. For
        // another system the runtime would refuse it.
        foreach (string system in Systems())
        {
            string precompiled = Path.Combine(_folder, "runtimes", system, "lib", name);
            if (File.Exists(precompiled))
                return LoadFromAssemblyPath(precompiled);
        }

        return LoadFromAssemblyPath(path);
    }

    /// <summary>Finds a library of machine code among those for this system, as NuGet names systems: runtimes/linux-x64,
    /// runtimes/osx, and so on.</summary>
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        ArgumentNullException.ThrowIfNull(unmanagedDllName);
        foreach (string system in Systems())
        {
            string path = Path.Combine(_folder, "runtimes", system, "native", unmanagedDllName + Extension());
            if (File.Exists(path))
                return LoadUnmanagedDllFromPath(path);
        }

        return nint.Zero;
    }

    private static string[] Systems()
    {
        string processor = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        if (OperatingSystem.IsWindows())
            return [$"win-{processor}"];
        if (OperatingSystem.IsMacOS())
            return [$"osx-{processor}", "osx"];
        bool isMusl = RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal)
            || RuntimeInformation.RuntimeIdentifier.StartsWith("alpine", StringComparison.Ordinal);
        return [isMusl ? $"linux-musl-{processor}" : $"linux-{processor}"];
    }

    private static string Extension() => OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";

    private static Assembly LoadCmdletAssembly()
    {
        string folder = Path.GetDirectoryName(typeof(ModuleLoadContext).Assembly.Location)!;
        var context = new ModuleLoadContext(Path.Combine(folder, "lib"));
        return context.LoadFromAssemblyName(new AssemblyName("SneTools.PowerShell"));
    }
}
