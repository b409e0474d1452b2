using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>Rows on their way into the map of a model: gathered in batches, so that a stream of any length takes the memory of one.</summary>
internal sealed class PointStream : IDisposable
{
    /// <summary>How long a row waits for others.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ThreadTeam _team;
    private readonly PointPlacement _placement;
    private readonly PointBatches _batches;
    private readonly PlacedNames _names;
    private readonly HashSet<string> _replaced = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _isKept;
    private readonly List<PlacedPoints> _placed = [];
    private readonly List<string?>[] _labels;
    private RowCollector _rows = new();
    private long _since;
    private bool _isNamed;
    private bool _isForeign;

    /// <summary>Prepares a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="policy">What to do with a cell that holds no finite number.</param>
    /// <param name="threads">Number of threads.</param>
    /// <param name="isKept">True to keep all that is placed, for a model that includes it.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">No rows can be added to the model, or a column of its rows has the name of a coordinate.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public PointStream(SneModel model, MissingValuePolicy policy, int threads, bool isKept, CancellationToken cancellation)
    {
        _team = new ThreadTeam(threads, cancellation);
        try
        {
            _placement = new PointPlacement(model, _team);
        }
        catch
        {
            _team.Dispose();
            throw;
        }

        _batches = new PointBatches(_placement, _team, policy);
        _names = new PlacedNames(model, _batches.Columns);
        _isKept = isKept;
        _labels = [.. model.Data.Labels.Select(_ => new List<string?>())];
        if (!isKept && _batches.Columns.Names.FirstOrDefault(_names.Contains) is { } taken)
        {
            throw new SneException(
                SneError.DuplicateColumn,
                $"The column '{taken}' was embedded, and what is added to a row by the same name would replace it. Use -AsModel, whose map holds the new points behind the others.",
                column: taken);
        }
    }

    /// <summary>Number of rows that a batch has.</summary>
    public int BatchSize => _batches.Size;

    /// <summary>Number of rows taken so far, those that were left out included.</summary>
    public int Count { get; private set; }

    /// <summary>True when the rows gathered should be placed: they are enough, or have waited long enough.</summary>
    public bool IsDue => _rows.Rows.Count >= BatchSize || (_rows.Rows.Count > 0 && TimeProvider.System.GetElapsedTime(_since) > Patience);

    /// <summary>What was done about cells that hold no finite number, as sentences.</summary>
    public IEnumerable<string> Warnings => PointBatches.Warnings(_batches.Columns.DroppedRows, _batches.Columns.ReplacedCells);

    /// <summary>What is told of the search.</summary>
    public string Summary => FormattableString.Invariant(
        $"{Count} rows, {_placement.NeighborCount} neighbors each of {_placement.Model.Count} points, recall {_placement.NeighborRecall:0.000}");

    /// <summary>The model with the rows that were placed.</summary>
    public SneModel ToModel() => _placement.Extend(_placed, _labels);

    /// <summary>The object that a row came as, if it is among those gathered.</summary>
    /// <param name="row">Number of the row, from 1.</param>
    public object? Source(int? row) => _rows.Source(row - Count);

    /// <summary>Gathers rows.</summary>
    /// <param name="input">A row or a collection of rows, or something that holds a data set.</param>
    /// <returns>The data set, which is to be placed after what has been gathered; null for rows.</returns>
    /// <exception cref="SneException">It is neither.</exception>
    public Dataset? Add(object? input)
    {
        if (InputRow.Unwrap(input) is Dataset dataset)
            return dataset;
        if (_rows.Rows.Count == 0)
            _since = TimeProvider.System.GetTimestamp();
        _rows.Add(input);
        return _rows.Dataset;
    }

    /// <summary>Places the rows gathered.</summary>
    /// <param name="warn">Takes a warning.</param>
    /// <returns>A new object for every row, in order; none where they are kept.</returns>
    public IEnumerable<PSObject> Place(Action<string> warn)
    {
        RowCollector rows = _rows;
        if (rows.Rows.Count > 0)
            Name(rows.Names);
        _isForeign = _isForeign || (!_isKept && ForeignRows.Are(rows, CancellationToken.None));
        for (int start = 0; start < rows.Rows.Count; start += BatchSize)
        {
            int first = start;
            int count = Math.Min(BatchSize, rows.Rows.Count - start);
            PlacedBatch placed = _batches.Place(
                count,
                (row, cells) =>
                {
                    for (int c = 0; c < cells.Length; c++)
                        cells[c] = rows.Rows[first + row].Cell(_batches.Columns.Names[c]);
                },
                row => Count + first + row + 1);
            IEnumerable<PSObject> results = Results(
                placed,
                (row, k) => rows.Rows[first + row].Cell(_placement.Model.Data.Labels[k].Name).AsText(),
                row => Own(rows.Rows[first + row].Values(), warn));
            foreach (PSObject row in results)
                yield return row;
        }

        Count += rows.Rows.Count;
        _rows = new RowCollector();
    }

    /// <summary>Places a data set. In messages its rows have the numbers that they have in their source, of which it may be one of many batches.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="warn">Takes a warning.</param>
    /// <param name="report">Is given the share that is done.</param>
    /// <returns>A new object for every row, in order; none where they are kept.</returns>
    public IEnumerable<PSObject> Place(Dataset data, Action<string> warn, Action<double> report)
    {
        _rows = new RowCollector();
        Name(data.Columns.Concat(data.Labels.Select(label => label.Name)));
        _isForeign = _isForeign || (!_isKept && ForeignRows.Are(data));
        var labels = new DatasetCells(data, [.. _placement.Model.Data.Labels.Select(label => label.Name)]);
        var own = new Cell[_labels.Length];
        foreach ((int first, int count, PlacedBatch batch) in _batches.Place(data))
        {
            IEnumerable<PSObject> results = Results(
                batch,
                (row, k) =>
                {
                    labels.Read(first + row, _ => false, own);
                    return own[k].AsText();
                },
                row => Own(data.Row(first + row).Cells, warn));
            foreach (PSObject row in results)
                yield return row;
            report((double)(first + count) / data.Count);
        }

        Count += data.Count + data.DroppedRows.Count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _placement.Dispose();
        _team.Dispose();
    }

    /// <summary>What becomes of rows that were placed: they are kept, or given back.</summary>
    /// <param name="placed">The rows.</param>
    /// <param name="label">Reads the text of one for a column that rides along in the model.</param>
    /// <param name="values">Its columns as they came.</param>
    private IEnumerable<PSObject> Results(PlacedBatch placed, Func<int, int, string?> label, Func<int, IEnumerable<KeyValuePair<string, object?>>> values)
    {
        if (_isKept)
        {
            Keep(placed.Points, placed.Rows, label);
            yield break;
        }

        var numbers = new double[_names.All.Count];
        for (int k = 0; k < placed.Rows.Count; k++)
        {
            placed.Read(k, numbers);
            yield return MappedRows.Create(values(placed.Rows[k]), _names.All, numbers, _isForeign);
        }
    }

    private void Keep(PlacedPoints placed, IReadOnlyList<int> rows, Func<int, int, string?> label)
    {
        _placed.Add(placed);
        for (int k = 0; k < _labels.Length; k++)
            _labels[k].AddRange(rows.Select(row => label(row, k)));
    }

    /// <summary>Calls what is added so that rows keep columns of their own: once, for all rows, by what is known of the first.</summary>
    private void Name(IEnumerable<string> names)
    {
        if (_isNamed || _isKept)
            return;
        _isNamed = true;
        _names.MakeRoom(names);
    }

    /// <summary>Warns of a column that gives way; once, for all rows.</summary>
    private IEnumerable<KeyValuePair<string, object?>> Own(IEnumerable<KeyValuePair<string, object?>> values, Action<string> warn)
    {
        foreach (KeyValuePair<string, object?> value in values)
        {
            if (_names.Contains(value.Key) && _replaced.Add(value.Key))
                warn(PlacedNames.Replaced(value.Key));
            yield return value;
        }
    }
}
