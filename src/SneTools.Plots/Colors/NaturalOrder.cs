using System.Numerics;

namespace SneTools.Plots;

/// <summary>Names in the order in which people look for them: numbers by their size and before texts, dates by time, and the digits within a
/// text as a number, so that item 2 stands before item 10.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    /// <summary>The order.</summary>
    public static NaturalOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        string one = x ?? string.Empty;
        string other = y ?? string.Empty;
        (int Rank, double Number) first = Key(one);
        (int Rank, double Number) second = Key(other);
        int order = first.CompareTo(second);
        if (order == 0)
            order = CompareParts(one, other);
        return order != 0 ? order : string.CompareOrdinal(one, other);
    }

    private static (int Rank, double Number) Key(string text) =>
        Cell.TryParse(text, out double number) && !double.IsNaN(number) ? (0, number)
        : CellDate.TryParse(text, out double days) ? (1, days)
        : (2, 0);

    private static int CompareParts(string one, string other)
    {
        int i = 0;
        int k = 0;
        while (i < one.Length && k < other.Length)
        {
            int order = char.IsAsciiDigit(one[i]) && char.IsAsciiDigit(other[k])
                ? Number(one, ref i).CompareTo(Number(other, ref k))
                : char.ToUpperInvariant(one[i++]).CompareTo(char.ToUpperInvariant(other[k++]));
            if (order != 0)
                return order;
        }

        return (one.Length - i).CompareTo(other.Length - k);
    }

    private static BigInteger Number(string text, ref int at)
    {
        int start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return BigInteger.Parse(text.AsSpan(start, at - start), provider: System.Globalization.CultureInfo.InvariantCulture);
    }
}
