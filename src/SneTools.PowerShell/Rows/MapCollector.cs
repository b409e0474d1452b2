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
    /// <param name="request">What is asked for.</param>
    /// <param name="options">How values become colors.</param>
    /// <param name="look">What of the map is shown.</param>
    /// <param name="title">What stands over the picture.</param>
    /// <exception cref="SneException">There is no map, or no such column.</exception>
    public MapPlot Build(MapRequest request, ColorOptions options, MapLook look, string? title)
    {
        (Matrix map, LabelColumn? column, LabelColumn[] columns) = Read(request);
        PointColors colors = column is null ? PointColors.Plain(map.Rows, options) : PointColors.Of(column, options);
        foreach (string warning in colors.Warnings)
            request.Warn?.Invoke(warning);
        return new MapPlot(map, colors, title, columns) { Look = look };
    }

    /// <summary>Reads the map, with the column that gives the colors and those that a page shows.</summary>
    /// <param name="request">What is asked for.</param>
    /// <exception cref="SneException">There is no map, or no such column.</exception>
    public (Matrix Map, LabelColumn? Color, LabelColumn[] Columns) Read(MapRequest request)
    {
        if (_rows.Dataset is null && _rows.Rows.Count == 0)
            throw new SneException(SneError.EmptyInput, "There is no map in the input: neither an Embedding nor rows with Y1, Y2.");
        string[] names = [.. _rows.Names];
        string[] coordinates = MapArgument.Coordinates(names);
        if (coordinates.Length == 0)
            coordinates = IsBare ? names : throw NoMap(names);
        Matrix map = MapReader.Read(coordinates, _rows.Count, _rows.Cells, request.Cancellation);
        string[] others = [.. names.Except(coordinates, StringComparer.OrdinalIgnoreCase)];
        var columns = new MapColumns(_rows, Embedding, map, coordinates, request);
        string? chosen = request.Color ?? Default(others);
        return (map, chosen is null ? null : columns.Find(chosen), [.. columns.Match(request.Hover).Select(columns.Find)]);
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

    private string? Default(string[] others)
    {
        if (_rows.Dataset is { } data)
            return data.Labels.Count > 0 ? data.Labels[0].Name : others.Length == 1 ? others[0] : null;
        return others.FirstOrDefault(IsText) ?? (others.Length == 1 ? others[0] : null);

        bool IsText(string name) => _rows.Rows.Take(Sample).Any(row => row.Cell(name) is { IsEmpty: false, IsNumber: false });
    }
}
