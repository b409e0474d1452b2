using System.Management.Automation;
using SneTools.Plots;

namespace SneTools.PowerShell;

/// <summary>Gathers a map to be drawn from the pipeline: an embedding, or rows with Y1, Y2, …</summary>
internal sealed class MapCollector
{
    /// <summary>How many rows are looked at to find a column of text.</summary>
    private const int Sample = 1000;

    private readonly RowCollector _rows = new();

    /// <summary>The embedding, if the input was one.</summary>
    public Embedding? Embedding { get; private set; }

    /// <summary>Takes one input object.</summary>
    /// <exception cref="SneException">It is neither a map nor a row.</exception>
    public void Add(object? input)
    {
        _rows.Add(input);
        Embedding = InputRow.Input(input) as Embedding;
    }

    /// <summary>The object that came with a row, if rows came.</summary>
    /// <param name="row">Number of the row, from 1.</param>
    public object? Source(int? row) => _rows.Source(row);

    /// <summary>Makes the plot.</summary>
    /// <param name="color">The column that gives the colors; null to take the first label, or the first column of text.
    /// </param>
    /// <param name="kind">What that column's values are.</param>
    /// <param name="theme">Colors of paper and ink.</param>
    /// <param name="title">What stands over the picture.</param>
    /// <param name="hover">Columns that a page shows; wildcards are allowed.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">There is no map, or no such column.</exception>
    public MapPlot Build(string? color, ColorKind kind, PlotTheme theme, string? title, string[] hover, CancellationToken cancellation)
    {
        (Matrix map, LabelColumn? column, LabelColumn[] columns) = Read(color, hover, cancellation);
        return new MapPlot(map, column is null ? PointColors.Plain(map.Rows, theme) : PointColors.Of(column, kind, theme), title, columns);
    }

    /// <summary>Reads the map, with the column that gives the colors and those that a page shows.</summary>
    /// <param name="color">The column that gives the colors; null to take the first label, or the first column of text.
    /// </param>
    /// <param name="hover">Columns that a page shows; wildcards are allowed.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">There is no map, or no such column.</exception>
    public (Matrix Map, LabelColumn? Color, LabelColumn[] Columns) Read(string? color, string[] hover, CancellationToken cancellation)
    {
        if (_rows.Dataset is null && _rows.Rows.Count == 0)
            throw new SneException(SneError.EmptyInput, "There is no map in the input: neither an Embedding nor rows with Y1, Y2.");
        string[] names = [.. _rows.Names];
        string[] coordinates = MapArgument.Coordinates(names);
        if (coordinates.Length == 0)
            coordinates = IsBare ? names : throw NoMap(names);
        string[] others = [.. names.Except(coordinates, StringComparer.OrdinalIgnoreCase)];
        string? chosen = color is null ? Default(others) : Find(color, names);
        string[] shown = Match(hover, names);
        Matrix map = MapReader.Read(coordinates, _rows.Count, _rows.Cells, cancellation);
        return (map, chosen is null ? null : ReadColumn(chosen, map.Rows, cancellation), [.. shown.Select(name => ReadColumn(name, map.Rows, cancellation))]);
    }

    /// <summary>The columns that ride along, if a whole map came.</summary>
    public IReadOnlyList<LabelColumn> Labels => _rows.Dataset?.Labels ?? [];

    /// <summary>What points are found by in other maps: the text of one column, or those of several together.</summary>
    /// <param name="columns">The columns.</param>
    /// <exception cref="SneException"><see cref="SneError.ColumnNotFound"/>.</exception>
    public string?[] Keys(IReadOnlyList<string> columns) => RowLabels.Of(_rows, columns);

    /// <summary>True for rows of numbers without names, which are a map if they are nothing else.</summary>
    private bool IsBare => _rows.Dataset is null && _rows.Rows[0].Length is 1 or 2 or 3;

    private static SneException NoMap(string[] names) => new(
        SneError.InvalidMap,
        $"The input is no map: it has no column Y1, but {Summary.Names(names)}. Invoke-SneEmbedding makes a map of it.",
        column: "Y1");

    private static string Find(string name, string[] names) =>
        names.FirstOrDefault(other => other.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw NoColumn(name, names);

    private static SneException NoColumn(string name, string[] names) => new(
        SneError.ColumnNotFound, $"There is no column '{name}' beside the map. There are: {string.Join(", ", names)}.", column: name);

    /// <summary>The columns that names or patterns stand for, each once.</summary>
    private static string[] Match(string[] patterns, string[] names)
    {
        var matched = new List<string>();
        foreach (string pattern in patterns)
        {
            var wildcard = new WildcardPattern(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
            string[] found = [.. names.Where(name => wildcard.IsMatch(name) || name.Equals(pattern, StringComparison.OrdinalIgnoreCase))];
            matched.AddRange(found.Length > 0 ? found : throw NoColumn(pattern, names));
        }

        return [.. matched.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private string? Default(string[] others)
    {
        if (_rows.Dataset is { } data)
            return data.Labels.Count > 0 ? data.Labels[0].Name : others.Length == 1 ? others[0] : null;
        return others.FirstOrDefault(IsText) ?? (others.Length == 1 ? others[0] : null);

        bool IsText(string name) => _rows.Rows.Take(Sample).Any(row => row.Cell(name) is { IsEmpty: false, IsNumber: false });
    }

    private LabelColumn ReadColumn(string name, int count, CancellationToken cancellation)
    {
        if (_rows.Dataset?.Labels.FirstOrDefault(label => label.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found)
            return found;
        Func<int, Cell> cells = _rows.Cells(name);
        var texts = new string?[count];
        for (int i = 0; i < count; i++)
        {
            if (i % 256 == 0)
                cancellation.ThrowIfCancellationRequested();
            texts[i] = cells(i).AsText();
        }

        return new LabelColumn(name, texts);
    }
}
