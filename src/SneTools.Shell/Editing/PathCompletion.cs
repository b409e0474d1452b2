using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace SneTools.Shell.Editing;

/// <summary>Completes paths of files, which the engine does with commands that its package does not bring.</summary>
internal static partial class PathCompletion
{
    /// <summary>Completes the word before the cursor to what lies in its folder.</summary>
    /// <param name="text">The script.</param>
    /// <param name="cursor">The cursor in it.</param>
    /// <param name="current">The folder that relative paths start from.</param>
    /// <returns>Null when nothing fits.</returns>
    public static Completion? Complete(string text, int cursor, string current)
    {
        Parser.ParseInput(text, out Token[] tokens, out _);
        Token? token = tokens.FirstOrDefault(token => token.Extent.StartOffset < cursor
            && cursor <= token.Extent.EndOffset && (token is StringToken || IsBare(token)));
        if (token is null && cursor > 0 && !char.IsWhiteSpace(text[cursor - 1]))
            return null;
        string word = token switch
        {
            null => "",
            StringToken { TokenFlags: var flags } quoted when !flags.HasFlag(TokenFlags.TokenInError) => quoted.Value,
            _ => token.Text.Trim('\'', '"'),
        };
        int start = token?.Extent.StartOffset ?? cursor;
        int length = token is null ? 0 : token.Extent.EndOffset - start;
        bool isQuoted = token is not null && token.Text[0] is '\'' or '"';
        int nameStart = word.LastIndexOfAny(['/', Path.DirectorySeparatorChar]) + 1;
        string folder = word[..nameStart];
        var matches = Entries(Path.Combine(current, ExpandHome(folder)), word[nameStart..])
            .Select(name => (Quote(folder + name, isQuoted), name))
            .ToList();
        return matches.Count == 0 ? null : new Completion(start, length, matches);
    }

    private static bool IsBare(Token token) => token.Kind is TokenKind.Generic or TokenKind.Identifier or TokenKind.Dot
        || token.TokenFlags.HasFlag(TokenFlags.CommandName) || token.TokenFlags.HasFlag(TokenFlags.Keyword);

    private static string ExpandHome(string folder) => folder.StartsWith("~/", StringComparison.Ordinal)
        ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + folder[1..]
        : folder;

    // Folders end in a separator, so that the next completion goes on inside. A hidden file has to be asked for.
    private static IEnumerable<string> Entries(string folder, string beginning)
    {
        try
        {
            return [.. new DirectoryInfo(folder)
                .EnumerateFileSystemInfos()
                .Where(entry => entry.Name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)
                    && (beginning.StartsWith('.') || !entry.Name.StartsWith('.')))
                .OrderBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase)
                .Select(entry => entry is DirectoryInfo ? entry.Name + '/' : entry.Name)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }

    private static string Quote(string path, bool always) => always || !NeedsNoQuotes().IsMatch(path)
        ? "'" + path.Replace("'", "''", StringComparison.Ordinal) + "'"
        : path;

    [GeneratedRegex(@"^[\p{L}\p{N}_./\\~][\p{L}\p{N}_./\\~:+=-]*$")]
    private static partial Regex NeedsNoQuotes();
}
