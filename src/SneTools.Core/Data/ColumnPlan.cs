namespace SneTools;

/// <summary>A column of the source on its way into a data set: what it is, what becomes of it, and why.</summary>
/// <param name="name">Its name.</param>
/// <param name="role">What was asked for.</param>
internal sealed class ColumnPlan(string name, ColumnRole role)
{
    /// <summary>The column's name.</summary>
    public string Name { get; } = name;

    /// <summary>What becomes of it.</summary>
    public ColumnRole Role { get; set; } = role;

    /// <summary>What its cells are.</summary>
    public ColumnKind Kind { get; set; }

    /// <summary>Numbers that it has in the table as it was read: the length of a vector, 0 for a column of texts.</summary>
    public int Width { get; set; }

    /// <summary>Why it became what it is.</summary>
    public string Reason { get; set; } = ColumnReason.Asked;

    /// <summary>True if the user said nothing about it.</summary>
    public bool IsGuess { get; set; }

    /// <summary>True if it was found to say which row it is.</summary>
    public bool IsRowIndex { get; set; }

    /// <summary>True for a column of numbers that rides along because it says which row it is.</summary>
    public bool IsSettledIndex => IsRowIndex && Role == ColumnRole.Label;

    /// <summary>The texts of a column that rides along, or whose numbers are read from its texts; null where there are none.</summary>
    public IReadOnlyList<string?>? Texts { get; set; }

    /// <summary>How its numbers were written; null if all of them as SneTools writes them.</summary>
    public NumberTexts? Spelling { get; set; }

    /// <summary>True for a column whose numbers are read from its texts.</summary>
    public bool IsDerived => Texts is not null && Width == 0 && Role is ColumnRole.Numeric or ColumnRole.Categorical or ColumnRole.Date;

    /// <summary>True for a column that is embedded.</summary>
    public bool IsEmbedded => Role is ColumnRole.Numeric or ColumnRole.Categorical or ColumnRole.Date;

    /// <summary>True for a column that rides along, embedded or not.</summary>
    public bool RidesAlong => Texts is not null && Role is ColumnRole.Label or ColumnRole.Categorical or ColumnRole.Date;

    /// <summary>A column whose type says what it is.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="role">What was asked for.</param>
    /// <param name="width">Numbers in a row of it; 0 for texts.</param>
    public static ColumnPlan OfType(string name, ColumnRole role, int width)
    {
        var plan = new ColumnPlan(name, role) { IsGuess = role == ColumnRole.Undecided, Kind = width > 1 ? ColumnKind.Vector : ColumnKind.Number };
        (plan.Role, plan.Reason) = role switch
        {
            ColumnRole.Undecided when width > 0 => (ColumnRole.Numeric, width > 1 ? ColumnReason.Vectors : ColumnReason.Numbers),
            ColumnRole.Undecided => (ColumnRole.Label, ColumnReason.Texts),
            ColumnRole.Offered => (ColumnRole.Label, ColumnReason.NotAsked),
            ColumnRole.Unselected => (width > 0 ? ColumnRole.Excluded : ColumnRole.Label, ColumnReason.NotAsked),
            ColumnRole.Excluded => (role, ColumnReason.Excluded),
            _ => (role, ColumnReason.Asked),
        };
        plan.Width = plan.Role == ColumnRole.Numeric ? Math.Max(1, width) : 0;
        return plan;
    }

    /// <summary>Takes the texts of a column that rides along, and decides what they are.</summary>
    /// <param name="texts">A text for every row.</param>
    /// <param name="selection">What the user said about all columns.</param>
    public void TakeTexts(IReadOnlyList<string?> texts, ColumnSelection selection)
    {
        Texts = texts;
        Cell[] cells = [.. texts.Take(TableBuilder.ProbeRows).Select(Cell.FromText)];
        Kind = Role == ColumnRole.Date ? ColumnKind.Date : IsTruth(cells) ? ColumnKind.Truth : ColumnKind.Category;
        if (!IsGuess)
            return;
        Reason = ColumnReason.OfTexts(cells);
        if (selection.IsAutoCategorical && Kind == ColumnKind.Truth && Reason != ColumnReason.Missing)
            Role = ColumnRole.Categorical;
    }

    /// <summary>Makes the column what it is for a model.</summary>
    /// <param name="inputs">The columns of the model.</param>
    public void Decide(InputColumns inputs)
    {
        if (Role == ColumnRole.Numeric)
        {
            int column = inputs.Find(Name);
            (Kind, Width) = (inputs.KindOf(column), inputs.WidthOf(column));
        }
        else if (Role == ColumnRole.Offered)
        {
            (Role, Reason) = (ColumnRole.Label, ColumnReason.NotAsked);
        }
        else if (Role == ColumnRole.Excluded)
        {
            Reason = ColumnReason.Excluded;
        }
    }

    /// <summary>Decides what becomes of the column by some of its cells.</summary>
    /// <param name="place">The column's place among all, from 0.</param>
    /// <param name="cells">A cell for each of the first rows.</param>
    /// <param name="selection">What the user said about all columns.</param>
    public void Decide(int place, Cell[] cells, ColumnSelection selection)
    {
        int filled = 0;
        int gaps = 0;
        int numbers = 0;
        foreach (ref readonly Cell cell in cells.AsSpan())
        {
            filled += cell.IsEmpty ? 0 : 1;
            gaps += cell is { IsEmpty: true, IsAbsent: false } ? 1 : 0;
            numbers += cell.IsNumber ? 1 : 0;
        }

        bool isMissing = 2 * gaps > cells.Length;
        double[]? vector = filled > numbers ? FirstVector(cells, filled) : null;
        bool isNumeric = vector is not null || (numbers > 0 && 2 * numbers >= filled);
        switch (Role)
        {
            case ColumnRole.Undecided:
                IsGuess = true;
                Guess(place, cells, isNumeric && !isMissing, vector is not null, selection);
                break;
            case ColumnRole.Unselected:
                bool isIndex = !selection.IsLiteral && RowIndex.IsName(Name, place);
                Role = isNumeric && !isIndex ? ColumnRole.Excluded : ColumnRole.Label;
                Reason = ColumnReason.NotAsked;
                break;
            case ColumnRole.Categorical:
                Kind = IsTruth(cells) ? ColumnKind.Truth : ColumnKind.Category;
                break;
            case ColumnRole.Date:
                Kind = ColumnKind.Date;
                break;
            case ColumnRole.Excluded:
                Reason = ColumnReason.Excluded;
                break;
        }

        if (Role == ColumnRole.Numeric)
        {
            Kind = vector is null ? ColumnKind.Number : ColumnKind.Vector;
            Width = vector?.Length ?? 1;
        }
    }

    private void Guess(int place, IReadOnlyList<Cell> cells, bool isNumeric, bool isVector, ColumnSelection selection)
    {
        bool isIndex = isNumeric && !isVector && !selection.IsLiteral && RowIndex.IsName(Name, place);
        Role = isNumeric && !isIndex ? ColumnRole.Numeric : ColumnRole.Label;
        Reason = isIndex ? ColumnReason.RowIndex
            : isVector ? ColumnReason.Vectors
            : isNumeric ? ColumnReason.Numbers
            : ColumnReason.OfTexts(cells);
        if (Role == ColumnRole.Label && !isIndex && Reason != ColumnReason.Missing && selection.IsAutoCategorical && IsTruth(cells))
            (Role, Kind) = (ColumnRole.Categorical, ColumnKind.Truth);
    }

    private static double[]? FirstVector(IReadOnlyList<Cell> cells, int filled)
    {
        double[]? first = null;
        int vectors = 0;
        foreach (Cell cell in cells)
        {
            if (!cell.TryGetVector(out double[]? vector))
                continue;
            if (vector.Length == 0)
                continue;
            first ??= vector;
            vectors++;
        }

        return first is not null && 2 * vectors >= filled ? first : null;
    }

    private static bool IsTruth(IReadOnlyList<Cell> cells)
    {
        Cell[] filled = [.. cells.Where(cell => !cell.IsEmpty)];
        return filled.Length > 0 && Array.TrueForAll(filled, cell => CellTruth.TryParse(cell.AsText(), out _));
    }
}
