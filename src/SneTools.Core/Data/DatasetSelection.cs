namespace SneTools;

/// <summary>Fewer columns of a data set, or the same in other roles.</summary>
/// <param name="data">The data set.</param>
/// <param name="selection">What is asked for.</param>
/// <param name="policy">What to do about texts that say no number, or no category.</param>
internal sealed class DatasetSelection(Dataset data, ColumnSelection selection, MissingValuePolicy policy)
{
    private readonly List<ColumnPlan> _plans = [];

    /// <summary>The columns of numbers that stay, in order.</summary>
    private readonly List<int> _kept = [];

    /// <summary>Makes the data set.</summary>
    /// <exception cref="SneException">A column that was asked for does not exist, none is left, or a text is no number.</exception>
    public Dataset Build()
    {
        (string Name, int First, int Count, ColumnKind Kind)[] numbers = [.. Numbers()];
        LabelColumn[] labels = [.. data.Labels];
        ColumnRole[] roles = selection.Assign([.. numbers.Select(column => column.Name), .. labels.Select(label => label.Name)]);
        for (int k = 0; k < numbers.Length; k++)
            AddNumbers(numbers[k].Name, roles[k], numbers[k].First, numbers[k].Count, numbers[k].Kind);
        for (int k = 0; k < labels.Length; k++)
            AddLabel(labels[k], roles[numbers.Length + k], KindOf(labels[k].Name));
        return new DatasetDraft(_plans, Kept(), selection with { IsLiteral = true }, policy)
        {
            FirstRow = data.FirstRow,
            DroppedRows = data.DroppedRows,
            ReplacedCells = data.ReplacedCells,
            Warnings = data.Warnings,
            LeftOut = [.. data.Sources.Where(source => source.Use == ColumnUse.LeftOut)],
        }.Build();
    }

    /// <summary>Columns of numbers, a vector as one; those that are read from a label come with it.</summary>
    private IEnumerable<(string Name, int First, int Count, ColumnKind Kind)> Numbers()
    {
        for (int k = 0; k < data.Dimension;)
        {
            ColumnGroup group = data.Groups.FirstOrDefault(group => group.First == k) ?? new ColumnGroup(data.Columns[k], k, 1, ColumnKind.Number);
            if (group.Kind is ColumnKind.Number or ColumnKind.Vector)
                yield return (group.Name, k, group.Count, group.Kind);
            k += group.Count;
        }
    }

    private ColumnKind? KindOf(string name) => data.Groups.FirstOrDefault(group => group.Name == name)?.Kind;

    private void AddNumbers(string name, ColumnRole role, int first, int count, ColumnKind kind)
    {
        var plan = new ColumnPlan(name, role) { Kind = kind };
        _plans.Add(plan);
        switch (role)
        {
            case ColumnRole.Numeric or ColumnRole.Undecided:
                plan.Role = ColumnRole.Numeric;
                plan.IsGuess = role == ColumnRole.Undecided;
                plan.Reason = plan.IsGuess ? Reason(name) : ColumnReason.Asked;
                plan.Width = count;
                plan.Spelling = data.Spellings.GetValueOrDefault(name);
                _kept.AddRange(Enumerable.Range(first, count));
                break;
            case ColumnRole.Label or ColumnRole.Categorical or ColumnRole.Date:
                plan.Texts = Texts(name, first, count, kind);
                plan.Kind = role == ColumnRole.Date ? ColumnKind.Date : ColumnKind.Category;
                break;
            default:
                plan.Role = ColumnRole.Excluded;
                plan.Reason = role == ColumnRole.Excluded ? ColumnReason.Excluded : ColumnReason.NotAsked;
                break;
        }
    }

    private void AddLabel(LabelColumn label, ColumnRole role, ColumnKind? kind)
    {
        var plan = new ColumnPlan(label.Name, role) { Texts = label.Values };
        _plans.Add(plan);
        if (role is ColumnRole.Undecided or ColumnRole.Numeric && kind is { } known)
        {
            // It is embedded already, and stays so.
            (plan.Role, plan.Kind) = (known == ColumnKind.Date ? ColumnRole.Date : ColumnRole.Categorical, known);
            plan.Reason = Reason(label.Name);
            return;
        }

        string reason = Reason(label.Name);
        plan.Decide(_plans.Count - 1, [.. label.Values.Take(TableBuilder.ProbeRows).Select(Cell.FromText)], selection);
        if (role is ColumnRole.Undecided or ColumnRole.Unselected && plan.Role != ColumnRole.Categorical)
            (plan.Role, plan.Reason) = (ColumnRole.Label, reason);

        // Its numbers are read from its texts.
        plan.Width = 0;
    }

    private string Reason(string name) => data.Sources.FirstOrDefault(source => source.Name == name)?.Reason ?? ColumnReason.Asked;

    private Matrix Kept()
    {
        if (_kept.Count == data.Dimension)
            return data.Values;
        Matrix result = data.Values.Singles is null ? new Matrix(data.Count, _kept.Count) : Matrix.OfSingles(data.Count, _kept.Count);
        for (int i = 0; i < result.Rows; i++)
        {
            for (int k = 0; k < result.Columns; k++)
                result[i, k] = data.Values[i, _kept[k]];
        }

        return result;
    }

    private string[] Texts(string name, int first, int count, ColumnKind kind)
    {
        NumberTexts? spelling = data.Spellings.GetValueOrDefault(name);
        if (spelling?.IsLost == true)
        {
            throw new SneException(
                SneError.InvalidOption,
                $"The numbers of column '{name}' were read as numbers, and how they were written is not known any more. Name the column as Label when the file is read.",
                column: name);
        }

        var texts = new string[data.Count];
        for (int i = 0; i < texts.Length; i++)
        {
            double number = data.Values[i, first];
            texts[i] = kind == ColumnKind.Vector ? CellVector.Format(data.Values.Row(i).Slice(first, count)) : spelling?.Text(i, number) ?? Cell.Format(number);
        }

        return texts;
    }
}
