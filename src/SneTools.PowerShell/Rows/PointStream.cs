using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>Rows on their way into the map of a model: gathered in batches, so that a stream of any length takes the memory of one.</summary>
internal sealed class PointStream : IDisposable
{
    /// <summary>What a placed row has beside its coordinates, and what that is called where rows have a column of that name.</summary>
    private static readonly string[] Marks = ["Distance", "Novelty"];
    private static readonly string[] OtherMarks = ["SneDistance", "SneNovelty"];

    /// <summary>Neighbors of all rows of a batch, and rows that keep a thread busy.</summary>
    private const int MostNeighbors = 1 << 20;
    private const int RowsPerThread = 256;
    private const int MostRows = 2048;

    /// <summary>How long a row waits for others.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ThreadTeam _team;
    private readonly PointPlacement _placement;
    private readonly InputColumns _columns;
    private readonly string[] _numbers;
    private readonly int _dimension;
    private readonly HashSet<string> _replaced = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _isKept;
    private readonly List<PlacedPoints> _placed = [];
    private readonly List<string?>[] _labels;
    private RowCollector _rows = new();
    private long _since;
    private bool _isNamed;

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

        _columns = _placement.Read(policy);
        _dimension = model.Dimension;
        _numbers = [.. Embedding.CoordinateNames(_dimension), .. Marks];
        RenameMarks(_columns.Names, isPlaced: false);
        _isKept = isKept;
        _labels = [.. model.Data.Labels.Select(_ => new List<string?>())];
        if (!isKept && _columns.Names.FirstOrDefault(IsNumber) is { } taken)
        {
            throw new SneException(
                SneError.DuplicateColumn,
                $"The column '{taken}' was embedded, and what is added to a row by the same name would replace it. Use -AsModel, whose map holds the new points behind the others.",
                column: taken);
        }

        BatchSize = Math.Clamp(MostNeighbors / _placement.NeighborCount, 64, Math.Max(MostRows, RowsPerThread * threads));
    }

    /// <summary>Number of rows that a batch has.</summary>
    public int BatchSize { get; }

    /// <summary>Number of rows taken so far, those that were left out included.</summary>
    public int Count { get; private set; }

    /// <summary>True when the rows gathered should be placed: they are enough, or have waited long enough.</summary>
    public bool IsDue => _rows.Rows.Count >= BatchSize || (_rows.Rows.Count > 0 && TimeProvider.System.GetElapsedTime(_since) > Patience);

    /// <summary>What was done about cells that hold no finite number, as sentences.</summary>
    public IEnumerable<string> Warnings =>
    [
        .. _columns.DroppedRows == 0 ? Array.Empty<string>() : [$"{(_columns.DroppedRows == 1 ? "1 row was" : $"{_columns.DroppedRows} rows were")} left out because a value was missing, not a finite number or a category that the model does not know."],
        .. _columns.ReplacedCells == 0 ? Array.Empty<string>() : [$"{(_columns.ReplacedCells == 1 ? "1 value was" : $"{_columns.ReplacedCells} values were")} missing, not a finite number or a category that the model does not know, and got the mean of the model's rows."],
    ];

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
        for (int start = 0; start < rows.Rows.Count; start += BatchSize)
        {
            int first = start;
            int count = Math.Min(BatchSize, rows.Rows.Count - start);
            IEnumerable<PSObject> placed = Place(
                count,
                (row, cells) =>
                {
                    for (int c = 0; c < cells.Length; c++)
                        cells[c] = rows.Rows[first + row].Cell(_columns.Names[c]);
                },
                (row, k) => rows.Rows[first + row].Cell(_placement.Model.Data.Labels[k].Name).AsText(),
                row => Own(rows.Rows[first + row].Values(), warn),
                row => Count + first + row + 1);
            foreach (PSObject row in placed)
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
        var source = new DatasetCells(data, _columns.Names);
        var labels = new DatasetCells(data, [.. _placement.Model.Data.Labels.Select(label => label.Name)]);
        int[] numbers = [.. data.SourceRows];
        var own = new Cell[_labels.Length];
        for (int start = 0; start < data.Count; start += BatchSize)
        {
            int first = start;
            IEnumerable<PSObject> placed = Place(
                Math.Min(BatchSize, data.Count - start),
                (row, cells) => source.Read(first + row, _columns.IsNumber, cells),
                (row, k) =>
                {
                    labels.Read(first + row, _ => false, own);
                    return own[k].AsText();
                },
                row => Own(MappedRows.Values(data, first + row), warn),
                row => numbers[first + row] + 1);
            foreach (PSObject row in placed)
                yield return row;
            report((double)(first + BatchSize) / data.Count);
        }

        Count += data.Count + data.DroppedRows.Count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _placement.Dispose();
        _team.Dispose();
    }

    private delegate void CellReader(int row, Span<Cell> cells);

    /// <summary>Places rows.</summary>
    /// <param name="count">How many.</param>
    /// <param name="read">Reads the cells of one.</param>
    /// <param name="label">Reads its text for a column that rides along in the model.</param>
    /// <param name="values">Its columns as they came.</param>
    /// <param name="number">Its number, from 1.</param>
    private IEnumerable<PSObject> Place(int count, CellReader read, Func<int, int, string?> label, Func<int, IEnumerable<KeyValuePair<string, object?>>> values, Func<int, int> number)
    {
        var rows = new Matrix(count, _columns.Width);
        var kept = new List<int>(count);
        var cells = new Cell[_columns.Names.Count];
        for (int row = 0; row < count; row++)
        {
            if (row % 64 == 0)
                _team.ThrowIfCanceled();
            read(row, cells);
            if (_columns.TryRead(cells, number(row), rows.Row(kept.Count)))
                kept.Add(row);
        }

        if (kept.Count < count)
            rows = new Matrix(kept.Count, rows.Columns, rows.Values[..(kept.Count * rows.Columns)]);
        PlacedPoints placed = _placement.Place(rows, [.. kept.Select(number)]);
        if (_isKept)
        {
            Keep(placed, kept, label);
            yield break;
        }

        var numbers = new double[_numbers.Length];
        for (int k = 0; k < kept.Count; k++)
        {
            placed.Map.Row(k).CopyTo(numbers);
            (numbers[^2], numbers[^1]) = (placed.Distance[k], placed.Novelty[k]);
            yield return MappedRows.Create(values(kept[k]), _numbers, numbers);
        }
    }

    private void Keep(PlacedPoints placed, List<int> rows, Func<int, int, string?> label)
    {
        _placed.Add(placed);
        for (int k = 0; k < _labels.Length; k++)
            _labels[k].AddRange(rows.Select(row => label(row, k)));
    }

    private bool IsNumber(string name) => _numbers.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Calls the marks so that rows keep columns of their own: once, for all rows, by what is known of the first. Where these have all
    /// that is added, they were placed before, and have marks that give way.</summary>
    private void Name(IEnumerable<string> names)
    {
        if (_isNamed || _isKept)
            return;
        _isNamed = true;
        string[] own = [.. names, .. _placement.Model.Data.Labels.Select(label => label.Name)];
        RenameMarks(own, _numbers.All(name => own.Contains(name, StringComparer.OrdinalIgnoreCase)));
    }

    private void RenameMarks(IReadOnlyCollection<string> own, bool isPlaced)
    {
        for (int k = 0; k < Marks.Length; k++)
        {
            if (Has(Marks[k]) && (!isPlaced || Has(OtherMarks[k])))
                _numbers[_dimension + k] = OtherMarks[k];
        }

        bool Has(string name) => own.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Warns of a column that gives way; once, for all rows.</summary>
    private IEnumerable<KeyValuePair<string, object?>> Own(IEnumerable<KeyValuePair<string, object?>> values, Action<string> warn)
    {
        foreach (KeyValuePair<string, object?> value in values)
        {
            if (IsNumber(value.Key) && _replaced.Add(value.Key))
                warn($"The column '{value.Key}' of the input is replaced by the new point's.");
            yield return value;
        }
    }
}
