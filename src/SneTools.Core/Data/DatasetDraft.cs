namespace SneTools;

/// <summary>A table that was read, on its way to a data set: row indexes are taken out, categories and dates become numbers, gaps are
/// filled.</summary>
/// <param name="plans">All columns of the source, in order.</param>
/// <param name="values">The numbers of those that have some, side by side in the same order; NaN where one is missing.</param>
/// <param name="selection">What was asked for.</param>
/// <param name="policy">What to do about gaps.</param>
internal sealed class DatasetDraft(
    IReadOnlyList<ColumnPlan> plans, Matrix values, ColumnSelection selection, MissingValuePolicy policy)
{
    private readonly List<string> _warnings = [];

    /// <summary>The number in the source, from 0, of every row; null if it is its place here.</summary>
    private int[]? Rows => field ??= FirstRow == 0 && DroppedRows.Count == 0
        ? null
        : [.. Enumerable.Range(FirstRow, values.Rows + DroppedRows.Count).Except(DroppedRows)];

    /// <summary>The first row, from 0 in the source, left out or not.</summary>
    public int FirstRow { get; init; }

    /// <summary>True if it is decided already which columns look like row indexes.</summary>
    public bool IsSettled { get; init; }

    /// <summary>False for a batch behind the first: nothing is told of its columns that was told of them before.</summary>
    public bool IsFirst { get; init; } = true;

    /// <summary>Rows that were left out already, counted from 0 in the source.</summary>
    public IReadOnlyList<int> DroppedRows { get; init; } = [];

    /// <summary>Cells that were filled already.</summary>
    public int ReplacedCells { get; init; }

    /// <summary>What was noticed while the table was read.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Columns of the source that were left out before.</summary>
    public IReadOnlyList<SourceColumn> LeftOut { get; init; } = [];

    /// <summary>Makes the data set.</summary>
    /// <exception cref="SneException">There are no numbers, no row is left, or a gap is refused.</exception>
    public Dataset Build()
    {
        if (!selection.IsLiteral)
        {
            if (!IsSettled)
                FindRowIndexes();
            TakeOutRowIndexes();
        }

        ChooseCategories();
        if (selection.Inputs is null && !plans.Any(plan => plan.IsEmbedded))
            throw Refusal.NoNumericColumn([.. plans.Select(plan => plan.Name)], [.. plans.Select(plan => plan.Reason)]);
        (Matrix numbers, string[] names, List<ColumnGroup> groups) = Join();
        ColumnNames.RequireDistinct(groups.Count > 0 ? names : []);
        LabelColumn[] labels = [.. plans.Where(plan => plan.RidesAlong).Select(plan => new LabelColumn(plan.Name, plan.Texts!))];
        int replaced = policy != MissingValuePolicy.Mean ? 0 : selection.Inputs is { } inputs ? Fill(numbers, inputs) : MissingCells.FillWithMeans(numbers, names);
        int[] dropped = policy == MissingValuePolicy.Drop ? MissingCells.FindRows(numbers) : [];
        IReadOnlyList<int> all = DroppedRows;
        if (dropped.Length > 0)
        {
            (numbers, labels) = MissingCells.Drop(numbers, labels, dropped);
            all = [.. DroppedRows.Concat(dropped.Select(i => Rows?[i] ?? i)).Order()];
        }

        WarnOfMixture(numbers.Columns);
        WarnOfCutVectors();
        return new Dataset(numbers, names, selection.Order(labels), all, ReplacedCells + replaced, FirstRow)
        {
            Groups = groups.ToArray(),
            Spellings = dropped.Length > 0 ? [] : plans.Where(plan => plan is { IsEmbedded: true, Spelling: not null }).ToDictionary(plan => plan.Name, plan => plan.Spelling!),
            Sources = plans.Select(plan => Source(plan, groups)).Concat(LeftOut).ToArray(),
            Warnings = IsFirst ? Warnings.Concat(_warnings).ToArray() : Warnings,
        };
    }

    private static SourceColumn Source(ColumnPlan plan, List<ColumnGroup> groups)
    {
        if (!plan.IsEmbedded)
            return new SourceColumn(plan.Name, plan.RidesAlong ? ColumnUse.Label : ColumnUse.LeftOut, plan.Reason, 0);
        return new SourceColumn(plan.Name, ColumnUse.Embedded, plan.Reason, groups.Find(group => group.Name == plan.Name)?.Count ?? 1) { Kind = plan.Kind };
    }

    /// <summary>Decides which columns say which row it is: they ride along, unless there are no others.</summary>
    public void FindRowIndexes()
    {
        int column = 0;
        for (int place = 0; place < plans.Count; column += plans[place++].Width)
        {
            ColumnPlan plan = plans[place];
            plan.IsRowIndex = plan is { IsGuess: true, Role: ColumnRole.Numeric, Kind: ColumnKind.Number } && RowIndex.Is(plan.Name, place, values, column, Rows);
        }

        if (plans.Count(plan => plan.IsEmbedded) == plans.Count(plan => plan.IsRowIndex))
            return;
        foreach (ColumnPlan plan in plans.Where(plan => plan.IsRowIndex))
            (plan.Role, plan.Reason) = (ColumnRole.Label, ColumnReason.RowIndex);
    }

    /// <summary>Writes the numbers of row indexes as texts again, where it is known how.</summary>
    private void TakeOutRowIndexes()
    {
        int column = 0;
        for (int place = 0; place < plans.Count; column += plans[place++].Width)
        {
            ColumnPlan plan = plans[place];
            if (!plan.IsSettledIndex)
                continue;
            if (plan.Spelling?.IsLost == true)
                plan.Role = ColumnRole.Excluded;
            else
                plan.Texts = Texts(plan, column);
        }

        WarnOfIndexes(plan => plan is { IsGuess: true, Reason: ColumnReason.RowIndex, Texts: not null }, "rides along and is not embedded", "with Property to embed it");
        WarnOfIndexes(
            plan => plan is { IsGuess: true, Reason: ColumnReason.RowIndex, Texts: null },
            "is left out, because how its numbers were written is not known any more",
            "with Label to have it ride along, or with Property to embed it");
        WarnOfIndexes(plan => plan is { IsRowIndex: true, Role: ColumnRole.Numeric }, "is embedded only because no other column holds numbers", null);
    }

    /// <summary>Tells of columns that look like row indexes.</summary>
    /// <param name="isSo">True for the columns.</param>
    /// <param name="what">What became of each, after "it".</param>
    /// <param name="advice">How to have something else, after "Name it"; null if there is no way.</param>
    private void WarnOfIndexes(Func<ColumnPlan, bool> isSo, string what, string? advice)
    {
        string[] names = [.. plans.Where(isSo).Select(plan => $"'{plan.Name}'")];
        if (names.Length == 0)
            return;
        (string subject, string each, string one) = names.Length == 1
            ? ($"The column {names[0]} looks like a row index", "it", "it")
            : ($"The columns {string.Join(", ", names)} look like row indexes", "each", "one");
        _warnings.Add($"{subject}: {each} {what}.{(advice is null ? string.Empty : $" Name {one} {advice}.")}");
    }

    /// <summary>NumPy writes no more than the ends of a long vector, and pandas takes that over.</summary>
    private void WarnOfCutVectors()
    {
        foreach (ColumnPlan plan in plans.Where(plan => plan is { IsGuess: true, Role: ColumnRole.Label, Reason: ColumnReason.CutVectors }))
            _warnings.Add($"The column '{plan.Name}' rides along as text: its vectors were cut short when they were written (... stands for what is missing). Write them whole: in pandas as lists, by tolist().");
    }

    private string[] Texts(ColumnPlan plan, int column)
    {
        var texts = new string[values.Rows];
        for (int i = 0; i < texts.Length; i++)
            texts[i] = plan.Spelling?.Text(i, values[i, column]) ?? Cell.Format(values[i, column]);
        return texts;
    }

    /// <summary>Columns of text with few different values become categories, if that was asked for.</summary>
    private void ChooseCategories()
    {
        if (!selection.IsAutoCategorical)
            return;
        int most = Math.Min(DerivedColumns.MostCategories, values.Rows / 2);
        foreach (ColumnPlan plan in plans.Where(plan => plan is { IsGuess: true, Role: ColumnRole.Label, Texts: not null }))
        {
            if (plan.Reason is ColumnReason.RowIndex or ColumnReason.Missing || DerivedColumns.Values(plan.Texts!, most) is not { Length: > 1 })
                continue;
            (plan.Role, plan.Kind, plan.Reason) = (ColumnRole.Categorical, ColumnKind.Category, ColumnReason.Categories);
        }
    }

    /// <summary>The numbers of all columns that are embedded, side by side.</summary>
    private (Matrix Numbers, string[] Names, List<ColumnGroup> Groups) Join()
    {
        var parts = new List<(Matrix Values, int First, int Count)>();
        var names = new List<string>();
        var groups = new List<ColumnGroup>();
        int column = 0;
        foreach (ColumnPlan plan in plans)
        {
            if (plan.IsDerived)
                AddPart(plan, DerivedColumns.Read(plan, policy != MissingValuePolicy.Error, Rows));
            else if (plan.IsEmbedded)
                AddPart(plan, (values, plan.Kind == ColumnKind.Vector ? ColumnNames.Elements(plan.Name, plan.Width) : [plan.Name]));
            column += plan.Width;
        }

        return (IsWhole(parts) ? values : Join(parts), [.. names], groups);

        void AddPart(ColumnPlan plan, (Matrix Values, string[] Names) part)
        {
            if (plan.Kind != ColumnKind.Number)
                groups.Add(new ColumnGroup(plan.Name, names.Count, part.Names.Length, plan.Kind));
            parts.Add((part.Values, plan.IsDerived ? 0 : column, part.Names.Length));
            names.AddRange(part.Names);
        }
    }

    /// <summary>Puts the means of a model's rows in the place of what is missing.</summary>
    /// <returns>How many cells got one.</returns>
    private int Fill(Matrix numbers, InputColumns inputs)
    {
        int replaced = 0;
        int first = 0;
        foreach (ColumnPlan plan in plans.Where(plan => plan.IsEmbedded))
        {
            int column = inputs.Find(plan.Name);
            for (int i = 0; i < numbers.Rows; i++)
                replaced += inputs.Fill(column, numbers.Row(i).Slice(first, plan.Width)) ? 1 : 0;
            first += plan.Width;
        }

        return replaced;
    }

    private bool IsWhole(List<(Matrix Values, int First, int Count)> parts) =>
        parts.TrueForAll(part => part.Values == values) && parts.Sum(part => part.Count) == values.Columns;

    private Matrix Join(List<(Matrix Values, int First, int Count)> parts)
    {
        int columns = parts.Sum(part => part.Count);
        Matrix result = parts.TrueForAll(part => part.Values.Singles is not null) ? Matrix.OfSingles(values.Rows, columns) : new Matrix(values.Rows, columns);
        for (int i = 0; i < result.Rows; i++)
        {
            int column = 0;
            foreach ((Matrix source, int first, int count) in parts)
            {
                MatrixRow row = source.ReadRow(i);
                for (int k = first; k < first + count; k++)
                    result[i, column++] = row[k];
            }
        }

        return result;
    }

    /// <summary>Vectors and single numbers in one table are rarely meant to be embedded together.</summary>
    private void WarnOfMixture(int columns)
    {
        ColumnPlan? vector = plans.FirstOrDefault(plan => plan is { IsEmbedded: true, IsGuess: true, Kind: ColumnKind.Vector });
        ColumnPlan[] numbers = [.. plans.Where(plan => plan is { IsEmbedded: true, IsGuess: true, Kind: ColumnKind.Number })];
        if (vector is not null && numbers.Length > 0)
            _warnings.Add($"The vectors of '{vector.Name}' and {(numbers.Length == 1 ? $"the numbers of '{numbers[0].Name}'" : $"{numbers.Length} columns of numbers")} are embedded together, as {columns} columns. Property '{vector.Name}' takes the vectors alone.");
    }
}
