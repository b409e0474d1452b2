namespace SneTools;

/// <summary>What becomes of a data set before distances are taken between its rows.</summary>
public static class DatasetExtensions
{
    /// <summary>The same rows with every column shifted to mean 0 and scaled to standard deviation 1 (over n); a
    /// constant column becomes 0, and categories get their own scale, <see cref="CategoryScale"/>.</summary>
    /// <param name="data">n × h.</param>
    public static Dataset Standardize(this Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        using var team = new ThreadTeam(1);
        return data.Prepare(true, null, team);
    }

    /// <summary>The rows as distances are taken between them: standardized, then reduced to their leading principal components, in columns
    /// named PC1, PC2, … How that was done is kept, <see cref="Preparation.Of"/>; a data set that was prepared before, and to which nothing
    /// more is done, keeps how that was.</summary>
    /// <param name="data">n × h.</param>
    /// <param name="standardize">True to scale every column to mean 0 and standard deviation 1.</param>
    /// <param name="component">Number of principal components: from 1 to the lesser of n and h; null to leave the columns as they are.
    /// </param>
    /// <param name="team">The threads that do the work. The result does not depend on their number.</param>
    /// <exception cref="SneException"><see cref="SneError.PrincipalComponentOutOfRange"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static Dataset Prepare(this Dataset data, bool standardize, int? component, ThreadTeam team)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(team);
        (Preparation preparation, Matrix values) = Preparation.Fit(data, standardize, component, team);
        return preparation.IsNone && data.Preparation is not null
            ? data
            : data.With(values, component is { } count ? ColumnNames.Numbered("PC", count) : data.Columns, preparation);
    }
}
