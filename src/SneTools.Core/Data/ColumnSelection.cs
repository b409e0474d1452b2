
namespace SneTools;

/// <summary>Which columns are embedded, which ride along and which are left out, by name; *, ? and [a-z] are wildcards.</summary>
/// <param name="Property">The columns to embed; null or empty for all that hold numbers.</param>
/// <param name="ExcludeProperty">Columns to leave out.</param>
/// <param name="Label">Columns that ride along and are not embedded. They come before other columns of text.</param>
/// <param name="Categorical">Columns whose values are embedded as columns of their own; <see cref="Auto"/> for every column of text with few
/// different values, and every one of true and false.</param>
/// <param name="Date">Columns of dates that are embedded as numbers of days.</param>
public sealed record ColumnSelection(
    IReadOnlyList<string>? Property = null,
    IReadOnlyList<string>? ExcludeProperty = null,
    IReadOnlyList<string>? Label = null,
    IReadOnlyList<string>? Categorical = null,
    IReadOnlyList<string>? Date = null)
{
    /// <summary>Stands among <see cref="Categorical"/> for all columns that look like categories.</summary>
    public const string Auto = "Auto";

    /// <summary>True for tables whose columns are what they are, as those of a matrix: none is taken for a row index.</summary>
    internal bool IsLiteral { get; init; }

    /// <summary>The columns that rows must have for a model, which then are what they were for its own rows, whatever the cells of these rows say;
    /// all others ride along, except those that are left out. Null where rows are by themselves.</summary>
    internal InputColumns? Inputs { get; init; }

    /// <summary>True when nothing was asked for.</summary>
    public bool IsEverything => Inputs is null && IsEmpty(Property) && IsEmpty(ExcludeProperty) && IsEmpty(Label) && IsEmpty(Categorical) && IsEmpty(Date);

    /// <summary>True when columns that look like categories are taken for them.</summary>
    internal bool IsAutoCategorical => Given(Categorical).Any(name => name.Equals(Auto, StringComparison.OrdinalIgnoreCase));

    /// <summary>True for a name that is left out by <see cref="ExcludeProperty"/>, whatever columns there are.</summary>
    internal bool Excludes(string name) => (Inputs is null || Inputs.Find(name) < 0) && Given(ExcludeProperty).Any(excluded => new ColumnPattern(excluded).IsMatch(name));

    /// <summary>Says what becomes of every column.</summary>
    /// <exception cref="SneException"><see cref="SneError.ColumnNotFound"/>: a name without wildcards, or a pattern to
    /// embed, matches no column.</exception>
    internal ColumnRole[] Assign(IReadOnlyList<string> columns)
    {
        if (Inputs is not null)
            return Assign(columns, Inputs);
        ColumnPattern[] properties = Compile(Property, columns, isStrict: true);
        ColumnPattern[] excluded = Compile(ExcludeProperty, columns, isStrict: false);
        ColumnPattern[] labels = Compile(Label, columns, isStrict: true);
        ColumnPattern[] categories = Compile([.. Given(Categorical).Where(name => !name.Equals(Auto, StringComparison.OrdinalIgnoreCase))], columns, isStrict: true);
        ColumnPattern[] dates = Compile(Date, columns, isStrict: true);
        return [.. columns.Select(Role)];

        ColumnRole Role(string column)
        {
            if (IsMatch(labels, column))
                return ColumnRole.Label;
            if (IsMatch(excluded, column))
                return ColumnRole.Excluded;
            if (IsMatch(categories, column))
                return ColumnRole.Categorical;
            if (IsMatch(dates, column))
                return ColumnRole.Date;
            if (properties.Length == 0)
                return ColumnRole.Undecided;
            return IsMatch(properties, column) ? ColumnRole.Numeric : ColumnRole.Unselected;
        }
    }

    /// <summary>Puts the columns asked for as labels first, in the order in which they were asked for.</summary>
    internal IReadOnlyList<LabelColumn> Order(IReadOnlyList<LabelColumn> labels)
    {
        ColumnPattern[] patterns = [.. Given(Label).Select(name => new ColumnPattern(name))];
        return [.. labels.OrderBy(label =>
        {
            int rank = Array.FindIndex(patterns, pattern => IsMatch([pattern], label.Name));
            return rank < 0 ? patterns.Length : rank;
        })];
    }

    private ColumnRole[] Assign(IReadOnlyList<string> columns, InputColumns inputs)
    {
        ColumnRole[] roles = [.. columns.Select(column => Excludes(column) ? ColumnRole.Excluded : ColumnRole.Offered)];
        for (int input = 0; input < inputs.Names.Count; input++)
        {
            int place = inputs.Find(input, columns);
            if (place < 0)
                throw inputs.Lacks(input, columns);
            roles[place] = inputs.KindOf(input) is ColumnKind.Number or ColumnKind.Vector ? ColumnRole.Numeric : ColumnRole.Label;
        }

        return roles;
    }

    /// <summary>Those of some names and patterns that match a column.</summary>
    /// <param name="names">The names and patterns.</param>
    /// <param name="columns">The columns.</param>
    internal static string[] Matching(IEnumerable<string> names, IReadOnlyList<string> columns) =>
        [.. names.Where(name => columns.Any(column => IsMatch([new ColumnPattern(name)], column)))];

    private static bool IsEmpty(IReadOnlyList<string>? names) => !Given(names).Any();

    /// <summary>The names without nulls, which an array in a script may hold.</summary>
    private static IEnumerable<string> Given(IReadOnlyList<string?>? names) => (names ?? []).OfType<string>();

    /// <summary>A name matches with or without the blanks around it, which a header may have behind its commas.</summary>
    private static bool IsMatch(ColumnPattern[] patterns, string column) => Array.Exists(patterns, pattern => pattern.IsMatch(column));

    private static ColumnPattern[] Compile(IReadOnlyList<string>? names, IReadOnlyList<string> columns, bool isStrict)
    {
        var patterns = new List<ColumnPattern>();
        foreach (string name in Given(names))
        {
            var pattern = new ColumnPattern(name);
            if ((isStrict || !pattern.IsWild) && !columns.Any(pattern.IsMatch))
                throw Refusal.NoSuchColumn(name, columns);
            patterns.Add(pattern);
        }

        return [.. patterns];
    }
}
