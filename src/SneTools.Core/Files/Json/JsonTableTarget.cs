namespace SneTools;

/// <summary>A table that rows of JSON are read into.</summary>
/// <param name="options">Which columns, and how.</param>
internal sealed class JsonTableTarget(ImportOptions options) : JsonTarget
{
    private TableBuilder? _table;

    /// <inheritdoc/>
    public override int Count => _table?.Count ?? 0;

    /// <inheritdoc/>
    public override bool TakesKeys => true;

    /// <inheritdoc/>
    public override bool Excludes(string name) => options.Columns.Excludes(name);

    /// <inheritdoc/>
    /// <remarks>A property that is no cell, and that nobody asked for where others were asked for, is no column.</remarks>
    public override int[] Begin(IReadOnlyList<string> names, Func<int, bool> isNested, string? keys)
    {
        string[] all = keys is null ? [.. names] : [.. names, keys];
        ColumnRole[] roles = options.Columns.Assign(all);
        int[] places = [.. Enumerable.Range(0, names.Count).Where(place => roles[place] != ColumnRole.Unselected || !isNested(place))];
        string[] columns = [.. places.Select(place => names[place])];
        _table = new TableBuilder(keys is null ? columns : [.. columns, keys], options.Columns, options.MissingValue);
        return places;
    }

    /// <inheritdoc/>
    public override bool IsUsed(int column) => _table!.IsUsed(column);

    /// <inheritdoc/>
    public override void Add<TRow>(TRow row) => _table!.Add(row);

    /// <inheritdoc/>
    public override void Warn(string sentence) => _table!.Warn(sentence);

    /// <summary>Makes the data set of the rows.</summary>
    /// <exception cref="SneException">There are none, or no numbers in them.</exception>
    public Dataset Build() => _table is null ? throw Refusal.Empty(" in the file") : _table.Build();
}
