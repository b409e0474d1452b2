using System.Globalization;
using System.Text.RegularExpressions;

namespace SneTools;

/// <summary>Why a column is embedded or rides along, in a few words.</summary>
internal static partial class ColumnReason
{
    /// <summary>Of a column of numbers.</summary>
    public const string Numbers = "numbers";

    /// <summary>Of a column of vectors.</summary>
    public const string Vectors = "vectors";

    /// <summary>Of a column named by the user.</summary>
    public const string Asked = "asked for";

    /// <summary>Of a column that the user does not want.</summary>
    public const string Excluded = "excluded";

    /// <summary>Of a column that is not among those that the user named.</summary>
    public const string NotAsked = "not asked for";

    /// <summary>Of a column that only says which row it is.</summary>
    public const string RowIndex = "looks like a row index";

    /// <summary>Of a column of texts.</summary>
    public const string Texts = "text";

    /// <summary>Of a column most of whose cells are empty.</summary>
    public const string Missing = "mostly missing";

    /// <summary>Of a column without any value.</summary>
    public const string Empty = "empty";

    /// <summary>Of the column that says which point is which, where distances are given.</summary>
    public const string Points = "names of the points";

    /// <summary>Of a column whose values became columns.</summary>
    public const string Categories = "categories";

    /// <summary>Of a column of dates that became numbers.</summary>
    public const string Dates = "dates";

    /// <summary>Of a column of true and false that became 1 and 0.</summary>
    public const string Truths = "true or false";

    /// <summary>Of a column of vectors that are not whole.</summary>
    public const string CutVectors = "vectors that were cut short";

    /// <summary>Marks between thousands that are no commas.</summary>
    private const string Marks = "' \u00A0\u202F’";

    /// <summary>Says what cells hold that are no numbers for the most part.</summary>
    /// <param name="cells">Some cells of the column, empty ones included.</param>
    public static string OfTexts(IReadOnlyList<Cell> cells)
    {
        Cell[] filled = [.. cells.Where(cell => !cell.IsEmpty)];
        if (filled.Length == 0)
            return Empty;
        if (2 * filled.Length < cells.Count)
            return Missing;
        string[] texts = [.. filled.Where(cell => !cell.IsNumber).Select(cell => cell.AsText()!.Trim())];
        if (texts.Length == 0)
            return Numbers;
        return Most(text => CellDate.TryParse(text, out _), Dates)
            ?? Most(text => CellTruth.TryParse(text, out _), Truths)
            ?? Most(IsPercent, "percent signs")
            ?? Most(IsCurrency, "currency signs")
            ?? Most(text => text.Contains(',') && IsGrouped(text), "numbers with commas")
            ?? Most(IsMarked, "numbers with marks between thousands")
            ?? Most(IsCutVector, CutVectors)
            ?? Most(IsOtherVector, "vectors in other brackets")
            ?? (texts.Length < filled.Length ? "text among numbers" : Texts);

        string? Most(Func<string, bool> isSo, string reason) => 2 * texts.Count(isSo) > texts.Length ? reason : null;
    }

    private static bool IsPercent(string text) => text.EndsWith('%') && IsGrouped(text[..^1]);

    private static bool IsCurrency(string text)
    {
        string bare = string.Concat(text.Where(character => char.GetUnicodeCategory(character) != UnicodeCategory.CurrencySymbol));
        return bare.Length < text.Length && IsGrouped(bare);
    }

    /// <summary>True for 1'234 or 1 234.5: three digits behind every mark.</summary>
    private static bool IsMarked(string text)
    {
        string[] parts = text.TrimStart('-', '+').Split([.. Marks]);
        return parts.Length > 1
            && parts[0].Length is > 0 and <= 3
            && parts[..^1].Concat([parts[^1].Split('.', ',')[0]]).Index().All(part => (part.Index == 0 || part.Item.Length == 3) && part.Item.All(char.IsAsciiDigit))
            && parts[^1].All(character => char.IsAsciiDigit(character) || character is '.' or ',');
    }

    /// <summary>True for [0.1 0.2 ... 0.8 0.9].</summary>
    private static bool IsCutVector(string text) =>
        text is ['[', .., ']'] && text.IndexOf("...", StringComparison.Ordinal) is var cut and > 0 && CellVector.Parse($"{text[..cut].TrimEnd(' ', ',')}]") is not null;

    /// <summary>True for (0.1, 0.2), {0.1,0.2} and array([0.1, 0.2]).</summary>
    private static bool IsOtherVector(string text)
    {
        if (text.StartsWith("array(", StringComparison.Ordinal))
            text = text[5..];
        return text is ['(' or '{', .. var inner, ')' or '}'] && CellVector.Parse($"[{inner.Trim('[', ']')}]") is { Length: > 1 };
    }

    private static bool IsGrouped(string text) => Number().IsMatch(text);

    /// <summary>A number, also one with a decimal comma or marks between thousands, or in parentheses for a negative one.</summary>
    [GeneratedRegex(@"^\s*\(?\s*[-+]?\s*(\d+|\d{1,3}([,.'\s]\d{2,3})*[,.'\s]\d{3})([.,]\d+)?\s*\)?\s*$")]
    private static partial Regex Number();
}
