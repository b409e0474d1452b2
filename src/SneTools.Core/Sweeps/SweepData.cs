using System.Security.Cryptography;

namespace SneTools;

/// <summary>A file that runs of a sweep read, as it was when the sweep was planned.</summary>
public sealed record SweepData
{
    /// <summary>The file: relative to the sweep's folder where it lies near it, so that both can be moved together.</summary>
    public required string Path { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Its checksum, 64 digits; null where the file was not read for the plan.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Looks at a file.</summary>
    /// <param name="file">The file's full path.</param>
    /// <param name="folder">The folder of the sweep, its full path.</param>
    /// <param name="hasChecksum">True to read it for its checksum.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static SweepData Of(string file, string folder, bool hasChecksum) => new()
    {
        Path = Relative(file, folder),
        Bytes = LengthOf(file),
        Sha256 = hasChecksum ? Checksum(file) : null,
    };

    /// <summary>Throws if the file is not what it was.</summary>
    /// <param name="file">The file's full path.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal void Require(string file)
    {
        if (!File.Exists(file))
            throw new FileNotFoundException($"There is no file '{file}' any more, which the sweep was planned for.", file);
        if (LengthOf(file) != Bytes || (Sha256 is not null && Checksum(file) != Sha256))
            throw new SneException(SneError.InvalidFile, $"{file}: the file is another than when the sweep was planned; plan it anew by New-SneSweep -Force.");
    }

    /// <summary>A path without links in it.</summary>
    internal static string RealPath(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        string real = System.IO.Path.GetPathRoot(full)!;
        foreach (string part in full[real.Length..].Split(System.IO.Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = System.IO.Path.Combine(real, part);
            if (new FileInfo(real).LinkTarget is not null)
                real = new FileInfo(real).ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        }

        return real;
    }

    /// <summary>The length of a file, or of that which a link leads to.</summary>
    private static long LengthOf(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        return stream.Length;
    }

    private static string Checksum(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static string Relative(string file, string folder)
    {
        folder = RealPath(folder);
        file = System.IO.Path.Combine(RealPath(System.IO.Path.GetDirectoryName(file)!), System.IO.Path.GetFileName(file));
        string parent = System.IO.Path.GetDirectoryName(folder) ?? folder;
        string within = System.IO.Path.GetRelativePath(parent, file);
        bool isNear = !System.IO.Path.IsPathRooted(within) && within.Split('/', '\\')[0] != "..";
        return isNear ? System.IO.Path.GetRelativePath(folder, file).Replace('\\', '/') : file;
    }
}
