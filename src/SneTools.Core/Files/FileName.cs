using System.Security.Cryptography;
using System.Text;

namespace SneTools;

/// <summary>Names of files, which file systems hold up to a length: 255 bytes in UTF-8, or as many characters on Windows.</summary>
internal static class FileName
{
    /// <summary>The longest name.</summary>
    public const int Longest = 255;

    /// <summary>Characters of a mark.</summary>
    private const int MarkLength = 12;

    /// <summary>The length of a name, as the file system counts it.</summary>
    public static int Length(string name) => OperatingSystem.IsWindows() ? name.Length : Encoding.UTF8.GetByteCount(name);

    /// <summary>What a name begins with, so that there is room for its ending: all of it, or where it is too long its beginning and a mark of all of it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="ending">The ending.</param>
    public static string Before(string name, string ending)
    {
        int room = Longest - Length(ending);
        if (Length(name) <= room)
            return name;
        string mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..MarkLength];
        var kept = new StringBuilder();
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (Length(kept.ToString()) + rune.Utf8SequenceLength + 1 + MarkLength > room)
                break;
            kept.Append(rune);
        }

        return $"{kept}.{mark}";
    }
}
