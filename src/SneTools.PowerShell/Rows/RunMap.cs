using System.Collections;
using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>A row of a sweep, whose property Map names the file of its map or model.</summary>
internal static class RunMap
{
    private const string Property = "Map";

    /// <summary>True for an object that names a map, or should; a row with coordinates is a point of one.</summary>
    /// <param name="value">What came down the pipeline.</param>
    public static bool IsOne(object? value)
    {
        if (InputRow.Input(value) is not (PSCustomObject or IDictionary))
            return false;
        InputRow row = Row(value!);

        // Rows of a map come by the ten thousand: the one look-up decides about nearly all of them.
        return row.Cell(Property) is { IsAbsent: false, IsNumber: false } && MapArgument.Coordinates(row.Names).Length == 0 && !SerializedEmbedding.IsOne(value);
    }

    /// <summary>The file of a run; null if it has none.</summary>
    public static string? Path(object? run) => MapCaption.Text(run, Property);

    /// <summary>How a run is called in warnings.</summary>
    /// <param name="run">The run.</param>
    /// <param name="index">Its place in the input, from 0.</param>
    public static string Name(object? run, int index) => MapCaption.Text(run, "Run") is { } number ? $"run {number}" : $"row {index + 1}";

    /// <summary>Why a run has no map: its state, or what is wrong with its file.</summary>
    /// <param name="run">The run.</param>
    /// <param name="file">What is wrong with the file of one that is completed, or of which nobody knows.</param>
    public static string Reason(object? run, string file) => MapCaption.Text(run, "State") is { } state && !state.Equals("Completed", StringComparison.OrdinalIgnoreCase) ? state : file;

    /// <summary>Reads the map of a file: of a model, or a table with Y1, Y2, whose other columns ride along.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">It cannot be used.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static object Read(string path, CancellationToken cancellation)
    {
        if (System.IO.Path.GetExtension(path).Equals(".npz", StringComparison.OrdinalIgnoreCase))
            return ModelFile.Read(path).Embedding;
        IReadOnlyList<string> columns = DataFile.ReadColumns(path, cancellation: cancellation);
        string[] coordinates = MapArgument.Coordinates(columns);
        if (coordinates.Length == 0)
            throw new SneException(SneError.InvalidMap, $"{path}: the file is no map, it has no column Y1.", column: "Y1");
        return DataFile.Read(path, new ImportOptions { Columns = new ColumnSelection(Property: coordinates, Label: [.. columns.Except(coordinates, StringComparer.OrdinalIgnoreCase)]) }, cancellation: cancellation);
    }

    private static InputRow Row(object value) => InputRow.Unwrap(value) is IDictionary dictionary ? InputRow.FromDictionary(dictionary) : InputRow.FromObject(PSObject.AsPSObject(value));
}
