using System.Text;

namespace SneTools.Tests;

/// <summary>Bends paths: characters that no name has or that mean something, names too long by one byte, steps out of the folder and back.</summary>
/// <param name="random">Where the chances come from; the same seed bends the same way.</param>
internal sealed class PathMutator(Random random)
{
    /// <summary>Steps that lead out of a folder at most, all bends of one path together.</summary>
    public const int MostSteps = 6;

    private static readonly string[] Pieces =
    [
        "\0", " ", ".", "..", "*", "?", "[", "]", "[a-", "\\", "\\\\", ":", "::$DATA", "\"", "'", "\n", "\t", "\r", "\u001b[31m", "\u007f", "\u009b", "\u202e", "\ufeff",
        "\ud800", "\udc00", "\ufffe", "e\u0301", "é", "\U0001F600", "~", "$HOME", "%TEMP%", "`", "|", "<", ">", "&", "#", "-", "CON", "NUL", "/", "//", "/./", "{0}", "\u0130",
    ];

    private static readonly string[] Endings = [".csv", ".tsv", ".npy", ".npz", ".parquet", ".gz", ".csv.gz", ".json", ".CSV", ".previous.npz", ".lock", ".tmp", "."];

    /// <summary>Bends a path in up to three places, or leaves it as it is; what is relative stays so.</summary>
    public string Bend(string path)
    {
        for (int left = Math.Max(0, random.Next(6) - 2); left > 0; left--)
            path = BendOnce(path);
        return path;
    }

    private string BendOnce(string path)
    {
        int place = random.Next(path.Length + 1);
        switch (random.Next(12))
        {
            case 0 or 1 or 2:
                return path.Insert(place, Pieces[random.Next(Pieces.Length)]);
            case 3:
                return path + Pieces[random.Next(Pieces.Length)];
            case 4:
                return Pieces[random.Next(Pieces.Length)] + path;
            case 5:
                return path.Remove(place);
            case 6:
                return path + new string(random.Next(2) == 0 ? ' ' : '.', random.Next(1, 4));
            case 7:
                return Path.ChangeExtension(path, null) + Endings[random.Next(Endings.Length)];
            case 8:
                return Lengthen(path);
            case 9:
                // Out of the folder and in again, or only out.
                return random.Next(2) == 0 ? "../inner/" + path : "../" + path;
            case 10:
                return path + "/" + path;
            default:
                return string.Concat(Enumerable.Repeat("sub/../", random.Next(1, 700))) + path;
        }
    }

    /// <summary>The last name, as long as a file system takes, or a byte more or less.</summary>
    private string Lengthen(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        int missing = random.Next(236, 258) - Encoding.UTF8.GetByteCount(name);
        if (missing <= 0)
            return path;
        string more = random.Next(2) == 0 ? new string('x', missing) : new string('é', missing / 2) + new string('x', missing % 2);
        return path.Insert(path.Length - name.Length, more);
    }
}
