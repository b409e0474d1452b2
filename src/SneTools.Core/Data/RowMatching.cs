namespace SneTools;

/// <summary>Which rows of two tables are about the same thing.</summary>
/// <param name="Rows">Rows of the one, counted from 0, ascending.</param>
/// <param name="ReferenceRows">The row of the other that each is.</param>
/// <param name="Count">Number of rows of the one.</param>
/// <param name="ReferenceCount">Number of rows of the other.</param>
public sealed record RowMatching(int[] Rows, int[] ReferenceRows, int Count, int ReferenceCount)
{
    /// <summary>Number of rows that are in both.</summary>
    public int Matched => Rows.Length;

    /// <summary>Number of rows that are in the one alone.</summary>
    public int Unmatched => Count - Matched;

    /// <summary>Number of rows that are in the other alone.</summary>
    public int UnmatchedReference => ReferenceCount - Matched;

    /// <summary>True if every row is in both, at the same place.</summary>
    public bool IsIdentity => Count == ReferenceCount && Matched == Count && Rows.AsSpan().SequenceEqual(ReferenceRows);

    /// <summary>Row i is row i.</summary>
    /// <param name="count">Number of rows of the one.</param>
    /// <param name="referenceCount">Number of rows of the other.</param>
    /// <exception cref="SneException"><see cref="SneError.RowCountMismatch"/>.</exception>
    public static RowMatching ByIndex(int count, int referenceCount)
    {
        if (count != referenceCount)
            throw new SneException(SneError.RowCountMismatch, $"There are {count} rows and {referenceCount} in the reference, so they cannot be matched one by one: name a column that tells which is which.");
        int[] rows = [.. Enumerable.Range(0, count)];
        return new RowMatching(rows, rows, count, count);
    }

    /// <summary>Rows with the same text are the same.</summary>
    /// <param name="labels">A text for every row of the one, all different.</param>
    /// <param name="reference">A text for every row of the other, all different.</param>
    /// <param name="name">The column that they are from, for errors.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidLabel"/>: a row has no text, or the text of another row of its table.</exception>
    public static RowMatching ByLabel(IReadOnlyList<string?> labels, IReadOnlyList<string?> reference, string name)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(reference);
        Dictionary<string, int> places = Index(reference, name, " of the reference");
        Index(labels, name, string.Empty);
        int[] rows = [.. Enumerable.Range(0, labels.Count).Where(i => places.ContainsKey(labels[i]!))];
        return new RowMatching(rows, [.. rows.Select(i => places[labels[i]!])], labels.Count, reference.Count);
    }

    private static Dictionary<string, int> Index(IReadOnlyList<string?> labels, string name, string whose)
    {
        var places = new Dictionary<string, int>(labels.Count, StringComparer.Ordinal);
        for (int i = 0; i < labels.Count; i++)
        {
            if (string.IsNullOrEmpty(labels[i]))
                throw new SneException(SneError.InvalidLabel, $"Row {i + 1}{whose} has nothing in the column '{name}', so it cannot be told which row it is.", i + 1, name);
            if (!places.TryAdd(labels[i]!, i))
                throw new SneException(SneError.InvalidLabel, $"Rows {places[labels[i]!] + 1} and {i + 1}{whose} both have '{Refusal.Shorten(labels[i]!)}' in the column '{name}': rows are matched by a column, or by several, that no two rows have the same in.", i + 1, name);
        }

        return places;
    }
}
