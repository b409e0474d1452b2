using System.Text.RegularExpressions;

namespace SneTools;

/// <summary>What a user gave as the name of columns: a name, or one with the wildcards *, ? and [set]. Upper and lower case are the same.</summary>
internal sealed partial class ColumnPattern
{
    private readonly string _name;
    private readonly Regex? _wild;

    /// <summary>Takes what was given.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>: a pattern of thousands of characters, or a set without
    /// an order.</exception>
    public ColumnPattern(string name)
    {
        _name = name;
        if (!IsWild)
            return;
        try
        {
            // Without going back: a name is looked at once, whatever the pattern.
            _wild = new Regex(
                $"^(?:{Wildcards().Replace(name, Translate)})$",
                RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking);
        }
        catch (Exception error) when (error is NotSupportedException or ArgumentException)
        {
            throw new SneException(SneError.InvalidOption, $"'{Refusal.Shorten(name)}' is no pattern for names of columns: {(error is NotSupportedException ? "it is too long" : "a set in it has no order")}.", innerException: error);
        }
    }

    /// <summary>True if it has wildcards.</summary>
    public bool IsWild => _name.AsSpan().IndexOfAny('*', '?', '[') >= 0;

    /// <summary>Whether a column is meant. A name that a column bears to the letter matches it even if it holds wildcards.</summary>
    /// <param name="column">The column's name; blanks around it do not count.</param>
    public bool IsMatch(string column) => IsWhole(column) || IsWhole(column.Trim());

    private bool IsWhole(string column) => column.Equals(_name, StringComparison.OrdinalIgnoreCase) || _wild?.IsMatch(column) == true;

    private static string Translate(Match match) => match.Value switch
    {
        "*" => ".*",
        "?" => ".",
        ['[', .. string set, ']'] => $"[{set.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal).Replace("^", "\\^", StringComparison.Ordinal)}]",
        string text => Regex.Escape(text),
    };

    /// <summary>A wildcard, or the text up to the next one; a bracket that is not closed is text.</summary>
    [GeneratedRegex(@"\*|\?|\[[^\]]+\]|\[|[^*?[]+")]
    private static partial Regex Wildcards();
}
