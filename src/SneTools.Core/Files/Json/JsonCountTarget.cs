namespace SneTools;

/// <summary>Counts rows of JSON, whatever is in them.</summary>
internal sealed class JsonCountTarget : JsonTarget
{
    private int _count;

    /// <inheritdoc/>
    public override int Count => _count;

    /// <inheritdoc/>
    public override bool TakesKeys => false;

    /// <inheritdoc/>
    public override bool Excludes(string name) => false;

    /// <inheritdoc/>
    public override int[] Begin(IReadOnlyList<string> names, Func<int, bool> isNested, string? keys) => [.. Enumerable.Range(0, names.Count)];

    /// <inheritdoc/>
    public override bool IsUsed(int column) => false;

    /// <inheritdoc/>
    public override bool IsNumeric(int column) => false;

    /// <inheritdoc/>
    public override void Add<TRow>(TRow row) => Take();

    /// <summary>Counts a row.</summary>
    /// <returns>How many there are.</returns>
    public int Take() => ++_count;

    /// <inheritdoc/>
    public override void Warn(string sentence)
    {
        // Nothing but a number goes out of here.
    }
}
