namespace SneTools;

/// <summary>What becomes of rows before distances are taken between them, as it was found for some rows: columns are standardized, categories
/// get their scale, and principal components take the place of columns, each if it was asked for. Other rows can be prepared alike.</summary>
public sealed class Preparation : IRowPreparation
{
    private readonly ColumnGroup[] _categories;

    internal Preparation(
        IReadOnlyList<string> columns,
        IReadOnlyList<ColumnGroup> groups,
        Standardization? standardization,
        double? categoryScale,
        PrincipalComponents? components)
    {
        Columns = columns;
        Groups = groups;
        Standardization = standardization;
        CategoryScale = categoryScale;
        Components = components;
        _categories = categoryScale is null ? [] : SneTools.CategoryScale.Categories(groups);
    }

    /// <summary>The columns that rows must have, in order: the names of h numbers.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Means and deviations of the columns; null where they are not standardized.</summary>
    public Standardization? Standardization { get; }

    /// <summary>The number that stands in the column of a category in the rows that are of it; null where there are no categories.</summary>
    public double? CategoryScale { get; }

    /// <summary>The directions that take the place of the columns; null where these stay.</summary>
    public PrincipalComponents? Components { get; }

    /// <summary>Numbers in a prepared row.</summary>
    public int Dimension => Components?.Count ?? Columns.Count;

    /// <summary>Those of the columns that come from one column of the source together.</summary>
    internal IReadOnlyList<ColumnGroup> Groups { get; }

    /// <inheritdoc/>
    IReadOnlyList<ColumnGroup> IRowPreparation.Groups => Groups;

    /// <summary>True where rows stay as they are.</summary>
    internal bool IsNone => Standardization is null && CategoryScale is null && Components is null;

    /// <summary>How a data set was prepared; null if it was not by <see cref="DatasetExtensions.Prepare"/>.</summary>
    public static Preparation? Of(Dataset prepared)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        return (Preparation?)prepared.Preparation;
    }

    /// <summary>Prepares rows.</summary>
    /// <param name="rows">m × h, with the columns of <see cref="Columns"/>; categories are zeros and ones.</param>
    /// <param name="team">The threads that do the work. Neither their number nor the other rows change a bit of a row.</param>
    /// <returns>m × k; the rows themselves where nothing becomes of them.</returns>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public Matrix Apply(Matrix rows, ThreadTeam team)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Columns != Columns.Count)
            throw new ArgumentException($"{rows.Columns} columns where {Columns.Count} are expected.", nameof(rows));
        Matrix scaled = Scale(rows, Standardization, CategoryScale, _categories, team.Cancellation);
        return Components is null ? scaled : Components.Project(scaled, team);
    }

    /// <summary>Finds how data are to be prepared, and prepares them.</summary>
    /// <param name="data">n × h.</param>
    /// <param name="standardize">True to scale every column to mean 0 and standard deviation 1.</param>
    /// <param name="component">Number of principal components; null to leave the columns as they are.</param>
    /// <param name="team">The threads that do the work. The result does not depend on their number.</param>
    /// <exception cref="SneException"><see cref="SneError.PrincipalComponentOutOfRange"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    internal static (Preparation Preparation, Matrix Values) Fit(Dataset data, bool standardize, int? component, ThreadTeam team)
    {
        Standardization? standardization = standardize ? SneTools.Standardization.Fit(data.Values, team.Cancellation) : null;
        double? scale = SneTools.CategoryScale.Of(data, standardize, team.Cancellation);
        Matrix values = Scale(data.Values, standardization, scale, SneTools.CategoryScale.Categories(data.Groups), team.Cancellation);
        PrincipalComponents? components = component is { } count ? PrincipalComponents.Fit(values, count, team) : null;
        return (
            new Preparation(data.Columns, data.Groups, standardization, scale, components),
            components is null ? values : components.Project(values, team));
    }

    private static Matrix Scale(Matrix rows, Standardization? standardization, double? scale, ColumnGroup[] categories, CancellationToken cancellation)
    {
        Matrix result = standardization?.Apply(rows, cancellation) ?? rows;
        if (scale is not { } number)
            return result;
        result = result == rows ? rows.Clone() : result;
        SneTools.CategoryScale.Apply(number, categories, rows, result);
        return result;
    }
}
