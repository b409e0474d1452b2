using System.Text.RegularExpressions;

namespace SneTools;

/// <summary>Which columns are embedded, which ride along and which are left out, by name; *, ? and [a-z] are wildcards.</summary>
/// <param name="Property">The columns to embed; null or empty for all that hold numbers.</param>
/// <param name="ExcludeProperty">Columns to leave out.</param>
/// <param name="Label">Columns that ride along and are not embedded. They come before other columns of text.</param>
/// <param name="Categorical">Columns whose values are embedded as columns of their own; <see cref="Auto"/> for every column of text with few
/// different values, and every one of true and false.</param>
/// <param name="Date">Columns of dates that are embedded as numbers of days.</param>
public sealed partial record ColumnSelection(
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
    internal bool Excludes(string name) => (Inputs is null || Inputs.Find(name) < 0) && Given(ExcludeProperty).Any(excluded => Pattern(excluded).IsMatch(name));

    /// <summary>Says what becomes of every column.</summary>
    /// <exception cref="SneException"><see cref="SneError.ColumnNotFound"/>: a name without wildcards, or a pattern to
    /// embed, matches no column.</exception>
    internal ColumnRole[] Assign(IReadOnlyList<string> columns)
    {
        if (Inputs is not null)
            return Assign(columns, Inputs);
        Regex[] properties = Compile(Property, columns, isStrict: true);
        Regex[] excluded = Compile(ExcludeProperty, columns, isStrict: false);
        Regex[] labels = Compile(Label, columns, isStrict: true);
        Regex[] categories = Compile([.. Given(Categorical).Where(name => !name.Equals(Auto, StringComparison.OrdinalIgnoreCase))], columns, isStrict: true);
        Regex[] dates = Compile(Date, columns, isStrict: true);
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
        Regex[] patterns = [.. Given(Label).Select(Pattern)];
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
        [.. names.Where(name => columns.Any(column => IsMatch([Pattern(name)], column)))];

    private static bool IsEmpty(IReadOnlyList<string>? names) => !Given(names).Any();

    /// <summary>The names without nulls, which an array in a script may hold.</summary>
    private static IEnumerable<string> Given(IReadOnlyList<string?>? names) => (names ?? []).OfType<string>();

    /// <summary>A name matches with or without the blanks around it, which a header may have behind its commas.</summary>
    private static bool IsMatch(Regex[] patterns, string column) =>
        Array.Exists(patterns, pattern => pattern.IsMatch(column) || pattern.IsMatch(column.Trim()));

    private static Regex[] Compile(IReadOnlyList<string>? names, IReadOnlyList<string> columns, bool isStrict)
    {
        var patterns = new List<Regex>();
        foreach (string name in Given(names))
        {
            Regex pattern = Pattern(name);
            bool isWild = name.AsSpan().IndexOfAny('*', '?', '[') >= 0;
            if ((isStrict || !isWild) && !columns.Any(column => IsMatch([pattern], column)))
                throw Refusal.NoSuchColumn(name, columns);
            patterns.Add(pattern);
        }

        return [.. patterns];
    }

    /// <summary>A pattern for a name; a name that a column bears to the letter matches it even if it holds wildcards.
    /// </summary>
    private static Regex Pattern(string name)
    {
        return new Regex(
            $"^(?:{Regex.Escape(name)}|{Wildcards().Replace(name, Translate)})$",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking);
    }

    private static string Translate(Match match) => match.Value switch
    {
        "*" => ".*",
        "?" => ".",
        ['[', .. string set, ']'] => $"[{set.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal).Replace("^", "\\^", StringComparison.Ordinal)}]",
        string text => Regex.Escape(text),
    };

    /// <summary>A wildcard, or the text up to the next one; a bracket that is not closed is text.</summary>
    [GeneratedRegex(@"\*|\?|\[[^\]]+\]|\[|[^*?[]+")]
    private static partial Regex Wildcards();
}
