using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace SneTools;

/// <summary>What the system says of a file and .NET does not: whether it is a device or a pipe, how many names it has, and whose it is.
/// </summary>
/// <param name="Type">The upper bits of a Unix mode: what kind of thing it is.</param>
/// <param name="Names">Number of hard links.</param>
/// <param name="Owner">The owner.</param>
/// <param name="Group">The owning group.</param>
internal readonly partial record struct FileStatus(int Type, long Names, uint Owner, uint Group)
{
    /// <summary>Bits of a mode that tell the kind, and the kinds of a plain file, a folder and a pipe.</summary>
    private const int TypeMask = 0xF000;
    private const int PlainFile = 0x8000;
    private const int Folder = 0x4000;
    private const int Pipe = 0x1000;

    /// <summary>The folder to which a path that is relative belongs: the current one.</summary>
    private const int CurrentFolder = -100;

    /// <summary>More than any system's description takes.</summary>
    private const int DescriptionLength = 512;

    /// <summary>True for a named pipe, or one of a shell.</summary>
    public bool IsPipe => Type == Pipe;

    /// <summary>True for what is neither a plain file nor a folder: a device, a pipe, a socket.</summary>
    public bool IsThrough => Type is not (PlainFile or Folder);

    /// <summary>Asks the system.</summary>
    /// <param name="path">The file; a link is followed.</param>
    /// <returns>Null where nothing is there, or on a system whose answer this does not know: there every file is taken for a plain one
    /// of one name.</returns>
    public static FileStatus? Of(string path)
    {
        try
        {
            return OperatingSystem.IsLinux() ? OfLinux(path)
                : OperatingSystem.IsMacOS() ? OfMac(path)
                : OperatingSystem.IsWindows() ? OfWindows(path)
                : null;
        }
        catch (Exception error) when (error is EntryPointNotFoundException or DllNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Gives a file to an owner and a group.</summary>
    /// <returns>False where that is not allowed.</returns>
    [UnsupportedOSPlatform("windows")]
    public bool TryGive(string path) => ChangeOwner(path, Owner, Group) == 0;

    /// <summary>The answer of statx has one form on all of Linux's processors.</summary>
    private static FileStatus? OfLinux(string path)
    {
        const uint Wanted = 0x7FF;
        Span<byte> answer = stackalloc byte[DescriptionLength];
        if (Statx(CurrentFolder, path, 0, Wanted, ref MemoryMarshal.GetReference(answer)) != 0)
            return null;
        return new FileStatus(
            MemoryMarshal.Read<ushort>(answer[28..]) & TypeMask,
            MemoryMarshal.Read<uint>(answer[16..]),
            MemoryMarshal.Read<uint>(answer[20..]),
            MemoryMarshal.Read<uint>(answer[24..]));
    }

    /// <summary>The answer of stat with numbers of files in 64 bits, which is the only one on ARM.</summary>
    private static FileStatus? OfMac(string path)
    {
        Span<byte> answer = stackalloc byte[DescriptionLength];
        ref byte start = ref MemoryMarshal.GetReference(answer);
        if ((RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? Stat(path, ref start) : StatInode64(path, ref start)) != 0)
            return null;
        return new FileStatus(
            MemoryMarshal.Read<ushort>(answer[4..]) & TypeMask,
            MemoryMarshal.Read<ushort>(answer[6..]),
            MemoryMarshal.Read<uint>(answer[16..]),
            MemoryMarshal.Read<uint>(answer[20..]));
    }

    private static FileStatus? OfWindows(string path)
    {
        const int Device = 0x2000;
        if (path.StartsWith(@"\\.\", StringComparison.Ordinal))
            return new FileStatus(Device, 1, 0, 0);
        if (!File.Exists(path))
            return null;
        Span<byte> answer = stackalloc byte[DescriptionLength];
        using SafeHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return GetFileInformationByHandle(handle, ref MemoryMarshal.GetReference(answer))
            ? new FileStatus(PlainFile, MemoryMarshal.Read<uint>(answer[40..]), 0, 0)
            : null;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint wanted, ref byte answer);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, ref byte answer);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatInode64(string path, ref byte answer);

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint owner, uint group);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetFileInformationByHandle(SafeHandle file, ref byte answer);
}
