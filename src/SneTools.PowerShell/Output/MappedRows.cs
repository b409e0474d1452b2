using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>The input rows with the map's coordinates added.</summary>
internal static class MappedRows
{
    /// <summary>Throws when a column that was embedded has the name of a coordinate: the output could hold only one.
    /// </summary>
    /// <param name="columns">The names of the columns that were embedded.</param>
    /// <param name="dimension">Dimension l of the map.</param>
    public static void RequireFreeNames(IEnumerable<string> columns, int dimension)
    {
        string[] names = [.. columns];
        string? taken = Embedding.CoordinateNames(dimension)
            .FirstOrDefault(name => names.Contains(name, StringComparer.OrdinalIgnoreCase));
        if (taken is not null)
        {
            throw new SneException(
                SneError.DuplicateColumn,
                $"The column '{taken}' is to be embedded, and the map's coordinate of the same name would replace it. " +
                "Exclude it with -ExcludeProperty if it is an earlier map's, rename it otherwise, or use -AsEmbedding.",
                column: taken);
        }
    }

    /// <summary>A new object for every row that was embedded, in order.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="data">What was embedded of them.</param>
    /// <param name="embedding">The map.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static IEnumerable<PSObject> Create(RowCollector input, Dataset data, Embedding embedding, CancellationToken cancellation)
    {
        var dropped = new HashSet<int>(data.DroppedRows);
        bool isForeign = ForeignRows.Are(input, cancellation);
        int point = 0;
        foreach ((int i, int source) in (input.Dataset?.SourceRows ?? Enumerable.Range(0, input.Rows.Count)).Index())
        {
            if (!dropped.Contains(source))
            {
                IEnumerable<KeyValuePair<string, object?>> values =
                    input.Dataset is null ? input.Rows[i].Values() : input.Dataset.Row(i).Cells;
                yield return Create(values, embedding, point++, isForeign);
            }
        }
    }

    /// <summary>The rows of a model with the map's coordinates: as they were, unless only what became of them is known; then the columns that
    /// rode along.</summary>
    public static IEnumerable<PSObject> Of(SneModel model) => model.Preparation is { IsNone: true }
        ? Create(RowCollector.Of(model.Data), model.Data, model.Embedding, CancellationToken.None)
        : Points(model.Embedding);

    /// <summary>The rows that a map was read from, with other coordinates.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="replaced">The columns that the map was read from, which are left out.</param>
    /// <param name="map">The coordinates, one row for each.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static IEnumerable<PSObject> Moved(RowCollector input, IReadOnlyCollection<string> replaced, Matrix map, CancellationToken cancellation)
    {
        IReadOnlyList<string> coordinates = Embedding.CoordinateNames(map.Columns);
        bool isForeign = ForeignRows.Are(input, cancellation);
        for (int i = 0; i < map.Rows; i++)
        {
            IEnumerable<KeyValuePair<string, object?>> values = input.Dataset is null ? input.Rows[i].Values() : input.Dataset.Row(i).Cells;
            yield return Create(values.Where(value => !replaced.Contains(value.Key, StringComparer.OrdinalIgnoreCase)), coordinates, map.Row(i), isForeign);
        }
    }

    /// <summary>The points of a map with their labels.</summary>
    public static IEnumerable<PSObject> Points(Embedding embedding)
    {
        bool isForeign = ForeignRows.Are(embedding.Labels);
        for (int i = 0; i < embedding.Count; i++)
        {
            int row = i;
            yield return Create(
                embedding.Labels.Select(label => new KeyValuePair<string, object?>(label.Name, label.Values[row])),
                embedding,
                i,
                isForeign);
        }
    }

    /// <summary>A row with numbers behind its own columns; a column of the same name as one of them gives way.</summary>
    /// <param name="values">The row's columns.</param>
    /// <param name="names">What the numbers are called.</param>
    /// <param name="numbers">The numbers.</param>
    /// <param name="isForeign">True where a terminal would obey one of the rows, which are shown by <see cref="ForeignRows"/> then.</param>
    public static PSObject Create(IEnumerable<KeyValuePair<string, object?>> values, IReadOnlyList<string> names, ReadOnlySpan<double> numbers, bool isForeign)
    {
        // The names are those of other rows, and need no check.
        var row = new PSObject();
        PSMemberInfoCollection<PSPropertyInfo> properties = row.Properties;
        foreach ((string name, object? value) in values)
        {
            if (!names.Contains(name, StringComparer.OrdinalIgnoreCase))
                properties.Add(new PSNoteProperty(name, value), preValidated: true);
        }

        for (int c = 0; c < names.Count; c++)
            properties.Add(new PSNoteProperty(names[c], numbers[c]), preValidated: true);
        if (isForeign)
            row.TypeNames.Insert(0, ForeignRows.TypeName);
        return row;
    }

    private static PSObject Create(IEnumerable<KeyValuePair<string, object?>> values, Embedding embedding, int point, bool isForeign) =>
        Create(values, embedding.Coordinates, embedding.Map.Row(point), isForeign);
}
