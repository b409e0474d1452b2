using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>The columns that the points of a map can be colored by: those of the input, those that were embedded, those of further rows, and
/// measures of the points.</summary>
internal sealed class MapColumns
{
    private readonly RowCollector _rows;
    private readonly Embedding? _embedding;
    private readonly Matrix _map;
    private readonly string[] _coordinates;
    private readonly MapRequest _request;
    private readonly RowCollector? _data;

    /// <summary>Gathers the columns.</summary>
    /// <param name="rows">The input.</param>
    /// <param name="embedding">The embedding, if the input was one.</param>
    /// <param name="map">The map.</param>
    /// <param name="coordinates">The columns that the map was read from.</param>
    /// <param name="request">What is asked for.</param>
    /// <exception cref="SneException"><see cref="SneError.RowCountMismatch"/>: there are more or fewer further rows than points.</exception>
    public MapColumns(RowCollector rows, Embedding? embedding, Matrix map, string[] coordinates, MapRequest request)
    {
        (_rows, _embedding, _map, _coordinates, _request) = (rows, embedding, map, coordinates, request);
        if (request.Data is null)
            return;
        _data = new RowCollector();
        _data.Add(request.Data);
        if (_data.Count != map.Rows)
            throw new SneException(SneError.RowCountMismatch, $"-Data has {_data.Count} rows, and the map {map.Rows} points: pass the rows that were embedded, without those that were left out.", column: "Data");
    }

    /// <summary>The names of all columns; those of measures are not among them.</summary>
    private string[] Names => [.. _rows.Names
        .Concat(_embedding is null ? [] : EmbeddedColumns.Names(_embedding))
        .Concat(_data?.Names ?? [])
        .Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The column of a name: of the input, else of the further rows, else one that was embedded, else a measure.</summary>
    /// <exception cref="SneException"><see cref="SneError.ColumnNotFound"/>, or the measure cannot be computed.</exception>
    public LabelColumn Find(string name)
    {
        if (Has(_rows, name))
            return Read(_rows, name);
        if (_data is not null && Has(_data, name))
            return Read(_data, name);
        if (_embedding is not null && EmbeddedColumns.Find(_embedding, name) is { } embedded)
            return embedded;
        if (!PointMeasure.IsOne(name))
            throw NoColumn(name);
        return _request.Quality is { } quality
            ? PointMeasure.Read(name, quality, _map.Rows)
            : PointMeasure.Compute(name, _map, _embedding, Numbers(), _rows.Dataset?.Labels ?? Texts(), _request);
    }

    /// <summary>The columns that names or patterns stand for, each once.</summary>
    public string[] Match(string[] patterns)
    {
        var matched = new List<string>();
        string[] names = Names;
        foreach (string pattern in patterns)
        {
            var wildcard = new WildcardPattern(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
            string[] found = [.. names.Where(name => wildcard.IsMatch(name) || name.Equals(pattern, StringComparison.OrdinalIgnoreCase))];
            if (found.Length == 0 && PointMeasure.IsOne(pattern))
                found = [pattern];
            matched.AddRange(found.Length > 0 ? found : throw NoColumn(pattern));
        }

        return [.. matched.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static bool Has(RowCollector rows, string name) => rows.Names.Contains(name, StringComparer.OrdinalIgnoreCase);

    private SneException NoColumn(string name)
    {
        string leftOut = _embedding?.Columns.FirstOrDefault(column => column.Use == ColumnUse.LeftOut && column.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } column
            ? $" The map was made without it ({column.Reason}): -Data takes the rows that have it."
            : string.Empty;
        return new SneException(
            SneError.ColumnNotFound,
            $"There is no column '{name}' beside the map. There are: {string.Join(", ", Names)}; and as measures {string.Join(", ", PointMeasure.Names)}.{leftOut}",
            column: name);
    }

    /// <summary>The numbers that the map is one of: those of the embedding, of the further rows, or what rows have beside coordinates.</summary>
    private Matrix? Numbers()
    {
        if (_embedding?.Data is { } data)
            return data;
        RowCollector source = _data ?? _rows;
        string[] coordinates = _data is null ? _coordinates : MapArgument.Coordinates(_data.Names);
        try
        {
            Dataset found = source.Build(new ColumnSelection(ExcludeProperty: coordinates), MissingValuePolicy.Mean, _request.Cancellation);
            return found.Dimension > 0 && found.Count == _map.Rows ? found.Values : null;
        }
        catch (SneException error) when (error.Error == SneError.NoNumericColumn)
        {
            return null;
        }
    }

    /// <summary>The columns of text that rows have, of which one may hold classes.</summary>
    private LabelColumn[] Texts() => [.. _rows.Names
        .Except(_coordinates, StringComparer.OrdinalIgnoreCase)
        .Where(name => Enumerable.Range(0, Math.Min(1000, _rows.Count)).Any(row => _rows.Cells(name)(row) is { IsEmpty: false, IsNumber: false }))
        .Select(name => Read(_rows, name))];

    private LabelColumn Read(RowCollector rows, string name)
    {
        if (rows.Dataset?.Labels.FirstOrDefault(label => label.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found)
            return found;
        string own = rows.Names.First(other => other.Equals(name, StringComparison.OrdinalIgnoreCase));
        Func<int, Cell> cells = rows.Cells(own);
        var texts = new string?[_map.Rows];
        for (int i = 0; i < texts.Length; i++)
        {
            if (i % 256 == 0)
                _request.Cancellation.ThrowIfCancellationRequested();
            texts[i] = cells(i).AsText();
        }

        return new LabelColumn(own, texts);
    }
}
