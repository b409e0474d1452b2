using System.Globalization;

namespace SneTools;

/// <summary>What a path means to somebody who writes: the file behind all links, or a device, a pipe or an open descriptor of this process,
/// which takes what is written and is never replaced.</summary>
/// <param name="Path">The file behind all links, which need not be there yet.</param>
/// <param name="Descriptor">The number of an open descriptor, as /dev/stdout names one; null for what has a place of its own.</param>
/// <param name="Status">What is there; null for nothing.</param>
internal sealed record WritePlace(string Path, int? Descriptor, FileStatus? Status)
{
    /// <summary>Links that are followed: as many as Linux follows.</summary>
    private const int MostLinks = 40;

    /// <summary>True where bytes go through, and nothing stays that could be replaced.</summary>
    public bool IsThrough => Descriptor is not null || Status is { IsThrough: true };

    /// <summary>True when a plain file, or a folder, is there.</summary>
    public bool IsThere => !IsThrough && (Status is not null || System.IO.Path.Exists(Path));

    /// <summary>Finds what a path means.</summary>
    /// <param name="path">The path. Links in it, and links that they lead to, are followed; the last may lead to nothing.</param>
    /// <exception cref="IOException">The links lead to each other in a circle.</exception>
    public static WritePlace Of(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        string done = System.IO.Path.GetPathRoot(full)!;
        var rest = new Stack<string>();
        Push(rest, full[done.Length..]);
        for (int links = 0; rest.TryPop(out string? name);)
        {
            if (name == "..")
            {
                done = System.IO.Path.GetDirectoryName(done) ?? done;
                continue;
            }

            string next = System.IO.Path.Combine(done, name);
            if (rest.Count == 0 && DescriptorOf(next) is { } descriptor)
                return new WritePlace(path, descriptor, null);
            if ((rest.Count > 0 ? new DirectoryInfo(next).LinkTarget : new FileInfo(next).LinkTarget) is not { } target)
            {
                done = next;
                continue;
            }

            if (++links > MostLinks)
                throw new IOException($"'{path}' is a link that leads through more than {MostLinks} others, or back to itself.");
            string root = System.IO.Path.IsPathRooted(target) ? System.IO.Path.GetPathRoot(target)! : string.Empty;
            done = root.Length > 0 ? root : done;
            Push(rest, target[root.Length..]);
        }

        return new WritePlace(done, null, FileStatus.Of(done));
    }

    /// <summary>Opens what bytes go through.</summary>
    /// <remarks>A descriptor is written as it is, and not opened again by its name: output that was sent to a file goes behind what it holds
    /// already, and not over it.</remarks>
    /// <param name="cancellation">Ends the waiting for somebody who reads.</param>
    /// <exception cref="OperationCanceledException">The waiting was ended.</exception>
    public Stream OpenThrough(CancellationToken cancellation) => new BufferedStream(new InterruptibleStream(Open(cancellation), mayWait: true, cancellation), 1 << 16);

    private Stream Open(CancellationToken cancellation) => Descriptor switch
    {
        1 => Console.OpenStandardOutput(),
        2 => Console.OpenStandardError(),
        { } number => new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(number, ownsHandle: false), FileAccess.Write, 0),
        null => PatientStream.Open(Path, FileAccess.Write, cancellation),
    };

    private static void Push(Stack<string> rest, string path)
    {
        char[] separators = [System.IO.Path.DirectorySeparatorChar, System.IO.Path.AltDirectorySeparatorChar];
        foreach (string name in path.Split(separators, StringSplitOptions.RemoveEmptyEntries).Reverse().Where(name => name != "."))
            rest.Push(name);
    }

    /// <summary>The number of /proc/(this process)/fd/1, where Linux leads /dev/stdout and /dev/fd/1 to, or of macOS's /dev/fd/1.</summary>
    private static int? DescriptorOf(string path)
    {
        string folder = OperatingSystem.IsLinux() ? FormattableString.Invariant($"/proc/{Environment.ProcessId}/fd/") : "/dev/fd/";
        return !OperatingSystem.IsWindows()
            && path.StartsWith(folder, StringComparison.Ordinal)
            && int.TryParse(path.AsSpan(folder.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : null;
    }
}
