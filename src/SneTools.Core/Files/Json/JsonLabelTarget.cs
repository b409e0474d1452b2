namespace SneTools;

/// <summary>A list of labels that rows of JSON with one cell are read into.</summary>
internal sealed class JsonLabelTarget : JsonTarget
{
    private readonly List<string?> _labels = [];

    /// <summary>A text for every row; null where there is none.</summary>
    public IReadOnlyList<string?> Labels => _labels;

    /// <inheritdoc/>
    public override int Count => _labels.Count;

    /// <inheritdoc/>
    public override bool TakesKeys => false;

    /// <inheritdoc/>
    public override bool Excludes(string name) => false;

    /// <inheritdoc/>
    public override int[] Begin(IReadOnlyList<string> names, Func<int, bool> isNested, string? keys)
    {
        if (names.Count != 1)
            throw Refusal.NotOneLabel(FormattableString.Invariant($"{names.Count} columns"));
        _labels.Clear();
        return [0];
    }

    /// <inheritdoc/>
    public override bool IsUsed(int column) => true;

    /// <inheritdoc/>
    public override bool IsNumeric(int column) => false;

    /// <inheritdoc/>
    public override void Add<TRow>(TRow row)
    {
        if (row.Count != 1)
            throw Refusal.Ragged(_labels.Count + 1, row.Count, 1);
        _labels.Add(row.Cell(0).AsText());
    }

    /// <inheritdoc/>
    public override void Warn(string sentence)
    {
        // Nothing but labels goes out of here.
    }
}
