namespace SneTools;

/// <summary>Takes the data sets that a table is read into: one of all rows, or one for every so many rows of the source, which all have the
/// same columns.</summary>
internal sealed class DatasetBatches
{
    /// <summary>Numbers in a batch of which nobody said how large it is: eight megabytes.</summary>
    private const int UsualLength = 1 << 20;

    /// <summary>Rows in such a batch, however many columns there are.</summary>
    private const int LeastRows = 1000;
    private const int MostRows = 100_000;

    /// <summary>Bytes that are given away before the runtime is asked to look for what nobody holds any more: 32 MB. By itself it waits until
    /// there is several times as much of it as of what is held: the pages of a Parquet file of many columns, or a model that takes the rows.
    /// </summary>
    private const long BytesToReclaim = 1 << 25;

    /// <summary>Bytes of a text that rides along, roughly.</summary>
    private const int BytesOfText = 64;

    /// <summary>What the file says of itself beside its table, by name.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; set; } = Dataset.NoMetadata;

    private readonly Action<Dataset> _take;
    private readonly int? _rows;
    private readonly int _skip;
    private readonly bool _mayBeEmpty;
    private int _count;
    private int _collections;
    private long _given;

    private DatasetBatches(int? rows, Action<Dataset> take, bool isWhole, int skip = 0, bool mayBeEmpty = false)
    {
        _rows = rows;
        _take = take;
        _skip = skip;
        _mayBeEmpty = mayBeEmpty;
        IsWhole = isWhole;
    }

    /// <summary>True for one data set of all rows.</summary>
    public bool IsWhole { get; }

    /// <summary>True before the first data set.</summary>
    public bool IsUntouched => _count == 0;

    /// <summary>Rows of the source that have been read, those that were left out included.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows that were left out.</summary>
    public int DroppedRows { get; private set; }

    /// <summary>The first row that was left out, from 0; -1 if there is none.</summary>
    public int FirstDroppedRow { get; private set; } = -1;

    /// <summary>What was noticed behind the last batch.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>One data set of all rows.</summary>
    /// <param name="take">Takes it.</param>
    public static DatasetBatches Whole(Action<Dataset> take) => new(int.MaxValue, take, isWhole: true);

    /// <summary>A data set for every so many rows.</summary>
    /// <param name="rows">How many; null for as many as have about a million numbers.</param>
    /// <param name="take">Takes each, as soon as its rows are read.</param>
    /// <param name="skip">Rows of the source that are passed over before the first.</param>
    /// <param name="mayBeEmpty">True if it is no error that all rows were left out.</param>
    public static DatasetBatches Of(int? rows, Action<Dataset> take, int skip = 0, bool mayBeEmpty = false) => new(rows, take, isWhole: false, skip, mayBeEmpty);

    /// <summary>Rows of the source in a batch.</summary>
    /// <param name="width">Numbers in a row.</param>
    public int RowsOf(int width) => _rows ?? Math.Clamp(UsualLength / Math.Max(1, width), LeastRows, MostRows);

    /// <summary>Takes the next data set.</summary>
    /// <param name="data">The data set.</param>
    public void Take(Dataset data)
    {
        Pass(data.FirstRow + data.Count + data.DroppedRows.Count, data.DroppedRows);
        _count++;
        if (!IsWhole)
            Reclaim(((long)data.Dimension * sizeof(double)) + ((long)data.Labels.Count * BytesOfText), data.Count);
        data.Metadata = Metadata;
        _take(data);
    }

    /// <summary>Goes over rows of which none is left.</summary>
    /// <param name="end">The row behind them, from 0.</param>
    /// <param name="dropped">The rows.</param>
    public void Skip(int end, IReadOnlyList<int> dropped) => Pass(end, dropped);

    /// <summary>Looks whether there was anything, once all rows are read.</summary>
    /// <exception cref="SneException"><see cref="SneError.EmptyInput"/>: there was not.</exception>
    public void RequireAny()
    {
        if (_count == 0 && !_mayBeEmpty)
            throw Refusal.AllDropped(Rows);
    }

    /// <summary>Has batches that were given away collected, unless that happened lately anyway. In the background more would be given away
    /// meanwhile.</summary>
    private void Reclaim(long bytesOfRow, int rows)
    {
        int collections = GC.CollectionCount(GC.MaxGeneration);
        _given = collections == _collections ? _given + (bytesOfRow * rows) : 0;
        _collections = collections;
        if (_given < BytesToReclaim)
            return;
        _given = 0;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
    }

    private void Pass(int end, IReadOnlyList<int> dropped)
    {
        Rows = end - _skip;
        DroppedRows += dropped.Count;
        if (FirstDroppedRow < 0 && dropped.Count > 0)
            FirstDroppedRow = dropped[0];
    }
}
