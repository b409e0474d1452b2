using System.Security.Cryptography;
using System.Text;

namespace SneTools;

/// <summary>A copy of the module in the folder of a sweep, for machines that lack it.</summary>
internal static class ModuleCopy
{
    private const string Runtimes = "runtimes";

    /// <summary>Copies the module, unless it is there already. Another version gets a folder of its own, so that nothing changes under those
    /// who work with an older one.</summary>
    /// <param name="module">The folder of the module.</param>
    /// <param name="target">The folder of copies.</param>
    /// <returns>The folder of the copy.</returns>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static string Place(string module, string target)
    {
        string[] files = [.. Directory.EnumerateFiles(module, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(module, file)).Where(IsNeeded).Order(StringComparer.Ordinal)];
        string place = Path.Combine(target, Digest(module, files));
        if (Directory.Exists(place))
            return place;

        // Whole or not there: it takes its name when it is complete.
        string unfinished = $"{place}.{Environment.MachineName}.{Environment.ProcessId}";
        foreach (string file in files)
        {
            string copy = Path.Combine(unfinished, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(module, file), copy, overwrite: true);
        }

        try
        {
            Directory.Move(unfinished, place);
        }
        catch (IOException) when (Directory.Exists(place))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        return place;
    }

    /// <summary>What Linux needs: Slurm's nodes run nothing else. One C library or the other, as here.</summary>
    private static bool IsNeeded(string file)
    {
        string[] parts = file.Split(Path.DirectorySeparatorChar);
        int at = Array.IndexOf(parts, Runtimes);
        if (at < 0 || at + 2 >= parts.Length)
            return true;
        bool isMusl = AppContext.GetData("RUNTIME_IDENTIFIER")?.ToString()?.Contains("musl", StringComparison.Ordinal) == true;
        return parts[at + 1].StartsWith(isMusl ? "linux-musl-" : "linux-", StringComparison.Ordinal) && parts[at + 1].Contains("musl", StringComparison.Ordinal) == isMusl;
    }

    private static string Digest(string module, string[] files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in files)
        {
            using FileStream stream = File.OpenRead(Path.Combine(module, file));
            hash.AppendData(Encoding.UTF8.GetBytes(file));
            hash.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 6));
    }
}
