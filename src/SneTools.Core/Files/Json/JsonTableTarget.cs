namespace SneTools;

/// <summary>A table that rows of JSON are read into.</summary>
/// <param name="options">Which columns, and how.</param>
/// <param name="batches">Takes the rows.</param>
internal sealed class JsonTableTarget(ImportOptions options, DatasetBatches batches) : JsonTarget
{
    private TableBuilder? _table;
    private ColumnRole[] _roles = [];

    /// <inheritdoc/>
    public override int Count => _table?.Count ?? Skip;

    /// <inheritdoc/>
    /// <remarks>Rows that are placed by a model have the columns of the whole file, whichever of them are read.</remarks>
    public override int Named => options.Columns.Inputs is null ? Most : int.MaxValue;

    /// <inheritdoc/>
    public override int FirstRow => _table?.FirstRow ?? Skip;

    /// <inheritdoc/>
    public override bool HoldsAll => batches.IsWhole;

    /// <inheritdoc/>
    public override bool TakesKeys => true;

    /// <inheritdoc/>
    /// <remarks>Many programs leave out what is null, so that a row which lacks a property is one with a gap, where gaps are allowed.</remarks>
    public override Cell Absent => options.MissingValue == MissingValuePolicy.Error ? Cell.Absent : Cell.Empty;

    /// <inheritdoc/>
    public override bool Excludes(string name) => options.Columns.Excludes(name);

    /// <inheritdoc/>
    /// <remarks>A property that is no cell, and that nobody asked for where others were asked for, is no column.</remarks>
    public override int[] Begin(IReadOnlyList<string> names, Func<int, bool> isNested, string? keys)
    {
        string[] all = keys is null ? [.. names] : [.. names, keys];
        ColumnRole[] roles = options.Columns.Assign(all);
        int[] places = [.. Enumerable.Range(0, names.Count).Where(place => roles[place] is not (ColumnRole.Unselected or ColumnRole.Offered) || !isNested(place))];
        int[] columns = keys is null ? places : [.. places, names.Count];
        _roles = [.. columns.Select(place => roles[place])];
        _table = new TableBuilder([.. columns.Select(place => all[place])], options.Columns, options.MissingValue, batches) { Start = Skip };
        return places;
    }

    /// <inheritdoc/>
    public override bool IsUsed(int column) => _table!.IsUsed(column);

    /// <inheritdoc/>
    public override bool IsNumeric(int column) => _roles[column] == ColumnRole.Numeric;

    /// <inheritdoc/>
    public override void Add<TRow>(TRow row) => _table!.Add(row);

    /// <inheritdoc/>
    public override void Warn(string sentence) => _table!.Warn(sentence);

    /// <summary>Gives away the rows, or those behind the last batch.</summary>
    /// <exception cref="SneException">There are none, or no numbers in them.</exception>
    public void Finish()
    {
        if (_table is null)
            throw Refusal.Empty(" in the file");
        _table.Finish();
    }
}
