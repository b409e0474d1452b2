using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>A cmdlet that takes distances between rows, or is given these instead of rows.</summary>
public abstract class DistanceCommand : RowCommand
{
    /// <summary>What near means; Precomputed where the input are distances.</summary>
    [Parameter]
    [MetricName]
    public NeighborMetric Metric { get; set; }

    /// <summary>The input of -Metric Precomputed are similarities.</summary>
    [Parameter]
    public SwitchParameter Similarity { get; set; }

    /// <summary>Take the mean of the two numbers of a pair.</summary>
    [Parameter]
    public SwitchParameter Symmetrize { get; set; }

    /// <summary>Seed of all random numbers.</summary>
    [Parameter]
    [Alias("random_state")]
    public int Seed { get; set; }

    /// <summary>True when the input are distances.</summary>
    private protected bool IsPrecomputed => Metric == NeighborMetric.Precomputed;

    /// <summary>True when the input are pairs, one a row, and not a square table.</summary>
    private protected bool IsPairs => DistanceTriplets.Columns(Form).All(name => Rows.Names.Contains(name, StringComparer.OrdinalIgnoreCase));

    private DistanceForm Form => new(Similarity, Symmetrize);

    /// <inheritdoc/>
    protected override void BeginProcessing() => Terminating(RequireConsistent);

    /// <inheritdoc/>
    private protected override string? Advice => IsPrecomputed
        ? $" A {Form.Noun} that is not known is left out where pairs are given in rows of I, J and {DistanceTriplets.Columns(Form)[2]}."
        : null;

    /// <summary>Refuses options of which one would be ignored.</summary>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>.</exception>
    private protected virtual void RequireConsistent()
    {
        string[] ofDistances = [nameof(Similarity), nameof(Symmetrize)];
        if (!IsPrecomputed && ofDistances.FirstOrDefault(IsGiven) is { } option)
            throw new SneException(SneError.InvalidOption, $"-{option} is for distances that are given, by -Metric Precomputed.", column: option);
        string[] ofRows = [nameof(Property), nameof(MissingValue), nameof(Standardize), nameof(PrincipalComponent), "Categorical", "Date"];
        if (IsPrecomputed && ofRows.FirstOrDefault(IsGiven) is { } preparation)
        {
            throw new SneException(
                SneError.InvalidOption,
                $"-{preparation} is for rows, and -Metric Precomputed for distances that are given instead of these.",
                column: preparation);
        }
    }

    /// <summary>Refuses a search between rows for distances that are given.</summary>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>.</exception>
    private protected void RequireSearch(NeighborSearch search)
    {
        if (IsPrecomputed && search == NeighborSearch.Approximate)
            throw new SneException(SneError.InvalidOption, "-Neighbor Approximate is for rows: of distances that are given all are compared.", column: "Neighbor");
    }

    /// <summary>Reads the distances that the input holds.</summary>
    /// <param name="label">Columns that ride along with a square table.</param>
    private protected PointDistances ReadDistances(string[]? label = null)
    {
        bool isPairs = IsPairs;
        if (isPairs && label is { Length: > 0 })
            throw new SneException(SneError.InvalidOption, "-Label is for a square table: a row of I, J and a number is about two points.", column: "Label");
        string[] names = DistanceTriplets.Columns(Form);
        string other = DistanceTriplets.Columns(Form with { IsSimilarity = !Similarity })[2];
        if (!isPairs && names[..2].Append(other).All(name => Rows.Names.Contains(name, StringComparer.OrdinalIgnoreCase)))
            throw new SneException(SneError.InvalidDistances, $"The pairs have a column {other} and none {names[2]}: {(Similarity ? "distances are read without -Similarity" : "similarities are read by -Similarity")}.");
        string[] others = [.. Rows.Names.Except(names, StringComparer.OrdinalIgnoreCase)];
        if (isPairs && others.Length > 0)
            WriteWarning($"Of pairs nothing but {string.Join(", ", names)} is read; left out: {Summary.Names(others)}.");

        // Names of points that are spelled like numbers stay as they are; those of a data set have been read already.
        ColumnSelection selection = isPairs
            ? Rows.Dataset is null ? new([names[2]], null, names[..2]) : new()
            : new(null, ExcludeProperty, label) { IsLiteral = true };
        Dataset table = Rows.Build(selection, MissingValuePolicy.Error, Cancellation);
        if (!isPairs)
            RequireComplete(table);
        var distances = PointDistances.Read(table, Form);
        Tell($"{distances}");
        return distances;
    }

    /// <summary>Refuses a table whose reader has left out rows, for their points are still among the columns.</summary>
    private static void RequireComplete(Dataset table)
    {
        if (table.DroppedRows.Count > 0)
            throw new SneException(SneError.InvalidDistances, $"{table.DroppedRows.Count} {(table.DroppedRows.Count == 1 ? "row was" : "rows were")} left out when the table was read, the first of them row {table.DroppedRows[0] + 1}; a table of distances has all.");
    }
}
