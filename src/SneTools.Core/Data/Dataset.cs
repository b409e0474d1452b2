namespace SneTools;

/// <summary>Rows of numbers with named columns, and the columns that ride along.</summary>
public sealed class Dataset
{
    /// <summary>Creates a data set.</summary>
    /// <param name="values">n × h, all finite.</param>
    /// <param name="columns">The h column names.</param>
    /// <param name="labels">Columns that ride along, each of n values.</param>
    /// <exception cref="SneException">The parts do not fit together, or a number is not finite.</exception>
    public Dataset(Matrix values, IReadOnlyList<string> columns, IReadOnlyList<LabelColumn>? labels = null)
        : this(values, columns, labels ?? [], [], 0)
    {
    }

    internal Dataset(
        Matrix values,
        IReadOnlyList<string> columns,
        IReadOnlyList<LabelColumn> labels,
        IReadOnlyList<int> droppedRows,
        int replacedCells,
        int firstRow = 0)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count != values.Columns)
            throw new ArgumentException($"{columns.Count} names for {values.Columns} columns.", nameof(columns));
        foreach (LabelColumn label in labels)
        {
            if (label.Values.Count != values.Rows)
                throw new ArgumentException($"Column '{label.Name}' has {label.Values.Count} values for {values.Rows} rows.", nameof(labels));
        }

        int bad = MissingCells.IndexOf(values);
        if (bad >= 0)
            throw Refusal.NonFinite(firstRow + (bad / values.Columns) + 1, columns[bad % values.Columns], values[bad / values.Columns, bad % values.Columns]);
        Values = values;

        // Arrays, because a script cannot index the list that a collection expression makes.
        Columns = columns.ToArray();
        Labels = labels.ToArray();
        DroppedRows = droppedRows.ToArray();
        ReplacedCells = replacedCells;
        FirstRow = firstRow;
    }

    /// <summary>Number of rows, n.</summary>
    public int Count => Values.Rows;

    /// <summary>Number of numeric columns, h.</summary>
    public int Dimension => Values.Columns;

    /// <summary>The numbers, n × h.</summary>
    public Matrix Values { get; }

    /// <summary>The names of the numeric columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The columns that ride along; the ones asked for as labels come first.</summary>
    public IReadOnlyList<LabelColumn> Labels { get; }

    /// <summary>The rows that were left out because a cell held no finite number, counted from 0 in the source.</summary>
    public IReadOnlyList<int> DroppedRows { get; }

    /// <summary>The number in the source, from 0, of its first row, left out or not: above 0 in a batch behind the first.</summary>
    public int FirstRow { get; }

    /// <summary>Number of cells that held no finite number and got their column's mean.</summary>
    public int ReplacedCells { get; }

    /// <summary>What the file of the data says of itself beside its table, by name: the metadata of a Parquet file. A map that was exported as one
    /// says there how it came about.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; internal set; } = NoMetadata;

    /// <summary>None.</summary>
    internal static IReadOnlyDictionary<string, string> NoMetadata { get; } = new Dictionary<string, string>();

    /// <summary>The number in the source, from 0, of every row.</summary>
    internal IEnumerable<int> SourceRows => DroppedRows.Count == 0 ? Enumerable.Range(FirstRow, Count) : Enumerable.Range(FirstRow, Count + DroppedRows.Count).Except(DroppedRows);

    /// <summary>What a user should know about how the data were read, as sentences.</summary>
    public IReadOnlyList<string> Warnings { get; internal init; } = [];

    /// <summary>The columns of the source, and what became of them.</summary>
    public IReadOnlyList<SourceColumn> Sources
    {
        get => field ??= Columns.Select(name => new SourceColumn(name, ColumnUse.Embedded, ColumnReason.Numbers, 1))
            .Concat(Labels.Select(label => new SourceColumn(label.Name, ColumnUse.Label, ColumnReason.Asked, 0)))
            .ToArray();
        internal init;
    }

    /// <summary>The columns that come from one column of the source together: the elements of a vector, the values of a category.</summary>
    internal IReadOnlyList<ColumnGroup> Groups { get; init; } = [];

    /// <summary>How the numbers came about; null for those of the source.</summary>
    internal IRowPreparation? Preparation { get; init; }

    /// <summary>How the numbers of columns were written, by name, where it was not as SneTools writes them.</summary>
    internal IReadOnlyDictionary<string, NumberTexts> Spellings { get; init; } = new Dictionary<string, NumberTexts>();

    /// <summary>The same by the number of their first column.</summary>
    internal Dictionary<int, ColumnGroup> GroupsByColumn => field ??= Groups.ToDictionary(group => group.First);

    /// <summary>A row.</summary>
    /// <param name="row">Its number from 0. PowerShell counts negative ones from the end before they come here, and gives nothing for a row that
    /// there is not, as it does for arrays.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>: there is none of this number.</exception>
    public DatasetRow this[int row] => row >= 0 ? Row(row) : throw NoRow(row);

    /// <summary>A row.</summary>
    /// <param name="row">Its number from 0; -1 is the last one, and so on, as in an array of PowerShell.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>: there is none of this number.</exception>
    public DatasetRow Row(int row)
    {
        if (row < -Count || row >= Count)
            throw NoRow(row);
        return new DatasetRow(this, row < 0 ? row + Count : row);
    }

    private SneException NoRow(int row) => new(
        SneError.InvalidOption,
        Count == 0
            ? FormattableString.Invariant($"There is no row {row}: the data have none.")
            : FormattableString.Invariant($"There is no row {row}: the data have {Count}, which are 0 to {Count - 1}, or -1 to -{Count} from the end."),
        column: nameof(Row));

    /// <summary>The same rows with fewer columns.</summary>
    /// <param name="selection">Which columns stay numeric, which become labels, categories or dates.</param>
    /// <param name="policy">What to do with a text that says no number, or no category, where it is to be embedded.</param>
    /// <exception cref="SneException">A column that was asked for does not exist, none is left, or a text is refused.</exception>
    public Dataset Select(ColumnSelection selection, MissingValuePolicy policy = MissingValuePolicy.Error)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return selection.IsEverything ? this : new DatasetSelection(this, selection, policy).Build();
    }

    /// <summary>The same rows with one more column that rides along, before the others.</summary>
    /// <param name="label">A text for every row of the source, those that were left out included.</param>
    /// <exception cref="SneException">There are more or fewer texts than rows, or the name is taken.</exception>
    public Dataset AddLabel(LabelColumn label)
    {
        ArgumentNullException.ThrowIfNull(label);
        int rows = Count + DroppedRows.Count;
        if (label.Values.Count != rows)
            throw new SneException(SneError.RowCountMismatch, $"There are {label.Values.Count} labels for {rows} rows.", column: label.Name);
        if (Columns.Concat(Labels.Select(other => other.Name)).Contains(label.Name, StringComparer.OrdinalIgnoreCase))
            throw new SneException(SneError.DuplicateColumn, $"The data have a column '{label.Name}' already.", column: label.Name);
        var dropped = new HashSet<int>(DroppedRows);
        var kept = new LabelColumn(label.Name, label.Values.Where((_, row) => !dropped.Contains(FirstRow + row)).ToArray());
        return new Dataset(Values, Columns, [kept, .. Labels], DroppedRows, ReplacedCells, FirstRow)
        {
            Groups = Groups,
            Spellings = Spellings,
            Sources = [new SourceColumn(label.Name, ColumnUse.Label, ColumnReason.Asked, 0), .. Sources],
            Warnings = Warnings,
            Metadata = Metadata,
        };
    }

    /// <summary>The same rows with other numbers: the columns that ride along, and what is told of the reading, stay.</summary>
    /// <param name="values">n × k, all finite.</param>
    /// <param name="columns">The k column names.</param>
    /// <param name="preparation">How they came about.</param>
    internal Dataset With(Matrix values, IReadOnlyList<string> columns, IRowPreparation preparation) =>
        new(values, columns, Labels, DroppedRows, ReplacedCells, FirstRow)
        {
            Sources = Sources,
            Warnings = Warnings,
            Preparation = preparation,
            Groups = values == Values ? Groups : [],
            Spellings = values == Values ? Spellings : new Dictionary<string, NumberTexts>(),
        };

    /// <summary>The same rows with other columns that ride along.</summary>
    /// <param name="labels">The columns, each of n values.</param>
    internal Dataset WithLabels(IReadOnlyList<LabelColumn> labels) =>
        new(Values, Columns, labels, DroppedRows, ReplacedCells, FirstRow) { Sources = Sources, Warnings = Warnings, Preparation = Preparation, Groups = Groups, Spellings = Spellings };

    /// <summary>True when all rows have the same number in a column.</summary>
    /// <param name="column">The column, counted from 0.</param>
    public bool IsConstant(int column) => Values.IsConstant(column);

    /// <inheritdoc/>
    public override string ToString() => $"{Count} rows x {Dimension} columns";
}
