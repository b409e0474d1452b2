namespace SneTools;

/// <summary>Why a column is embedded or rides along, in a few words.</summary>
internal static class ColumnReason
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

    /// <summary>Of a column most of whose cells are empty.</summary>
    public const string Missing = "mostly missing";

    /// <summary>Of a column without any value.</summary>
    public const string Empty = "empty";

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
            ?? (texts.Length < filled.Length ? "text among numbers" : "text");

        string? Most(Func<string, bool> isSo, string reason) => 2 * texts.Count(isSo) > texts.Length ? reason : null;
    }

    private static bool IsPercent(string text) => text.EndsWith('%') && IsGrouped(text[..^1].TrimEnd());

    private static bool IsCurrency(string text)
    {
        string bare = text.Trim('$', '€', '£', '¥', '₹', ' ', '\u00A0');
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

    /// <summary>True for a number, also for one with a decimal comma or thousands separators.</summary>
    private static bool IsGrouped(string text) =>
        text.Length > 0
        && text.Any(char.IsAsciiDigit)
        && text.All(character => char.IsAsciiDigit(character) || character is ',' or '.' or '\'' or '-' or '+' or ' ' or '\u00A0' or '\u202F');
}
