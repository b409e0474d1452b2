using System.Collections;
using System.Data;
using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>A map as a user gave it, with the columns that came along: an embedding, a matrix, a data set, or rows.</summary>
internal sealed class MapInput
{
    private readonly RowCollector _rows;
    private readonly Embedding? _embedding;

    private MapInput(object? source, RowCollector rows, IReadOnlyList<string> labels, CancellationToken cancellation)
    {
        Source = source;
        _rows = rows;
        _embedding = InputRow.Input(source) as Embedding;
        if (rows.Count == 0)
            throw new SneException(SneError.EmptyInput, "There are no points in a map.");
        Map = MapArgument.Read(rows, labels, cancellation);
    }

    /// <summary>What was given.</summary>
    public object? Source { get; }

    /// <summary>The coordinates, n × l.</summary>
    public Matrix Map { get; }

    /// <summary>True for what is a map of itself, or several; false for a row of one.</summary>
    /// <param name="value">What came down the pipeline.</param>
    public static bool IsWhole(object? value) => InputRow.Input(value) switch
    {
        Embedding or Dataset or Matrix or Array { Rank: 2 } or DataTable => true,
        PSCustomObject => SerializedEmbedding.IsOne(value),
        IDictionary or string => false,
        IEnumerable items => items.Cast<object?>().FirstOrDefault() is { } first && InputRow.Unwrap(first) is not (null or DBNull or string or bool) && !InputRow.IsNumeric(InputRow.Unwrap(first)),
        _ => false,
    };

    /// <summary>The maps in what came down the pipeline: one, or those that an array holds.</summary>
    /// <param name="value">What is a map of itself, or several.</param>
    public static IEnumerable<object?> Split(object? value) =>
        InputRow.Input(value) is IEnumerable items and not (Array { Rank: 2 } or DataTable) && items.Cast<object?>().All(IsWhole)
            ? items.Cast<object?>().SelectMany(Split)
            : [value];

    /// <summary>Reads a map.</summary>
    /// <param name="value">What was given.</param>
    /// <param name="labels">The columns that its rows are matched by, which are no part of it.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">It is no map.</exception>
    public static MapInput Read(object? value, IReadOnlyList<string> labels, CancellationToken cancellation)
    {
        var rows = new RowCollector();
        rows.Add(value);
        return new MapInput(value, rows, labels, cancellation);
    }

    /// <summary>Reads the map that rows from the pipeline are one of.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="labels">The columns that they are matched by.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">They are no map.</exception>
    public static MapInput Of(RowCollector rows, IReadOnlyList<string> labels, CancellationToken cancellation) => new(rows.Source(1), rows, labels, cancellation);

    /// <summary>What the rows are matched by: the text of one column, or those of several together.</summary>
    /// <param name="columns">The columns.</param>
    /// <exception cref="SneException"><see cref="SneError.ColumnNotFound"/>.</exception>
    public string?[] Labels(IReadOnlyList<string> columns) => RowLabels.Of(_rows, columns);

    /// <summary>The same map at other places, as what it was given as: an embedding, or rows.</summary>
    /// <param name="places">The places, n × l.</param>
    /// <param name="cancellation">Ends the work.</param>
    public object Move(Matrix places, CancellationToken cancellation)
    {
        if (_embedding is not null)
            return _embedding.At(places);
        string[] columns = MapArgument.Coordinates(_rows.Names);
        IEnumerable<string> read = columns.Length > 0 ? columns : _rows.Dataset?.Columns ?? (_rows.Rows[0].Length is null ? [] : _rows.Names);
        return MappedRows.Moved(_rows, [.. read], places, cancellation).ToArray();
    }
}
