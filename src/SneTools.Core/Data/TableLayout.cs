namespace SneTools;

/// <summary>Where the cells of a table's rows go, once it is decided what its columns are.</summary>
internal sealed class TableLayout
{
    /// <summary>Lays out the columns.</summary>
    /// <param name="plans">The columns, all decided.</param>
    public TableLayout(ColumnPlan[] plans)
    {
        Plans = plans;
        Numeric = [.. Enumerable.Range(0, plans.Length).Where(c => plans[c].Role == ColumnRole.Numeric)];
        Texted = [.. Enumerable.Range(0, plans.Length).Where(c => plans[c].Role is ColumnRole.Label or ColumnRole.Categorical or ColumnRole.Date)];
        Offsets = new int[Numeric.Length];
        for (int k = 0; k < Numeric.Length; k++)
        {
            Offsets[k] = Width;
            Width += plans[Numeric[k]].Width;
        }

        HasVectors = Array.Exists(Numeric, c => plans[c].Kind == ColumnKind.Vector);
    }

    /// <summary>The columns.</summary>
    public ColumnPlan[] Plans { get; }

    /// <summary>The first row that is read, from 0.</summary>
    public int Start { get; init; }

    /// <summary>Columns of numbers.</summary>
    public int[] Numeric { get; }

    /// <summary>Where the numbers of each begin in a row.</summary>
    public int[] Offsets { get; }

    /// <summary>Columns whose texts are kept.</summary>
    public int[] Texted { get; }

    /// <summary>Numbers in a row.</summary>
    public int Width { get; }

    /// <summary>True if some columns of numbers are vectors.</summary>
    public bool HasVectors { get; }

    /// <summary>The first row, from 1, that lacks a column of texts.</summary>
    public Dictionary<int, int> FirstAbsent { get; } = [];
}
