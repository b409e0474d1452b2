namespace SneTools.Plots;

/// <summary>One of several maps in a figure.</summary>
/// <param name="Caption">What stands over it.</param>
/// <param name="Map">The map, n × 1, n × 2 or n × 3; of one in space Y1 and Y2 are shown.</param>
public sealed record GridMap(string Caption, Matrix Map)
{
    /// <summary>The parts of the caption, one for every parameter, as many for every map of a figure; none where it has no parts. Maps whose
    /// parts make rows and columns are laid out so.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>The column that gives the colors; null if there is none.</summary>
    public LabelColumn? Color { get; init; }

    /// <summary>What a page shows of a point under the mouse, beside its color's value.</summary>
    public IReadOnlyList<LabelColumn> Columns { get; init; } = [];

    /// <summary>What it is a map of, as the name of a file; null if nobody knows.</summary>
    public string? Data { get; init; }

    /// <summary>The columns that rode along, which tell maps of the same rows from others where <see cref="Data"/> does not.</summary>
    public IReadOnlyList<LabelColumn> Labels { get; init; } = [];

    /// <summary>A text for every point by which it is found in other maps; null where points are known by their numbers.</summary>
    public IReadOnlyList<string?>? Keys { get; init; }

    /// <summary>The points that are also in another map; none if it is of other data.</summary>
    /// <param name="other">The other map.</param>
    /// <param name="name">The columns that the keys are from, for errors.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidLabel"/>: a point cannot be told from others by its key.</exception>
    internal RowMatching? Match(GridMap other, string name)
    {
        if (Map.Columns != other.Map.Columns)
            return null;
        if (Keys is not null && other.Keys is not null)
            return RowMatching.ByLabel(Keys, other.Keys, name) is { Matched: > 1 } found && found.Matched > Map.Columns ? found : null;
        return Map.Rows == other.Map.Rows && IsOfSameData(other) ? RowMatching.ByIndex(Map.Rows, Map.Rows) : null;
    }

    private bool IsOfSameData(GridMap other) => Data is not null && other.Data is not null
        ? Data == other.Data
        : Labels.All(label => other.Labels.All(its => its.Name != label.Name || its.Values.SequenceEqual(label.Values)));
}
