namespace SneTools;

/// <summary>Rows on their way from cells into the map of a model, as many at a time as keep all threads busy.</summary>
internal sealed class PointBatches
{
    /// <summary>Neighbors of all rows of a batch, and rows that keep a thread busy.</summary>
    private const int MostNeighbors = 1 << 20;
    private const int RowsPerThread = 256;
    private const int MostRows = 2048;

    private readonly PointPlacement _placement;
    private readonly ThreadTeam _team;

    /// <summary>Begins.</summary>
    /// <param name="placement">Places the rows.</param>
    /// <param name="team">The threads of that.</param>
    /// <param name="policy">What to do with a cell that holds no finite number, or a category that the model does not know.</param>
    /// <exception cref="SneException">The model has no means for the policy.</exception>
    public PointBatches(PointPlacement placement, ThreadTeam team, MissingValuePolicy policy)
    {
        _placement = placement;
        _team = team;
        Columns = placement.Read(policy);
        Size = Math.Clamp(MostNeighbors / placement.NeighborCount, 64, Math.Max(MostRows, RowsPerThread * team.Size));
    }

    /// <summary>Reads the cells of a row, from 0.</summary>
    public delegate void CellReader(int row, Span<Cell> cells);

    /// <summary>The columns that rows must have, and what was done about cells of theirs.</summary>
    public InputColumns Columns { get; }

    /// <summary>Number of rows that a batch has.</summary>
    public int Size { get; }

    /// <summary>What was done about cells that hold no finite number, as sentences.</summary>
    /// <param name="dropped">Rows that were left out.</param>
    /// <param name="replaced">Cells that got a mean.</param>
    public static IEnumerable<string> Warnings(int dropped, int replaced) =>
    [
        .. dropped == 0 ? Array.Empty<string>() : [$"{(dropped == 1 ? "1 row was" : $"{dropped} rows were")} left out because a value was missing, not a finite number or a category that the model does not know."],
        .. replaced == 0 ? Array.Empty<string>() : [$"{(replaced == 1 ? "1 value was" : $"{replaced} values were")} missing, not a finite number or a category that the model does not know, and got the mean of the model's rows."],
    ];

    /// <summary>Places rows.</summary>
    /// <param name="count">How many.</param>
    /// <param name="read">Reads the cells of one.</param>
    /// <param name="number">Its number, from 1, for messages.</param>
    /// <exception cref="SneException">A row lacks a column, or a cell is refused.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public PlacedBatch Place(int count, CellReader read, Func<int, int> number)
    {
        var rows = new Matrix(count, Columns.Width);
        var kept = new List<int>(count);
        var cells = new Cell[Columns.Names.Count];
        for (int row = 0; row < count; row++)
        {
            if (row % 64 == 0)
                _team.ThrowIfCanceled();
            read(row, cells);
            if (Columns.TryRead(cells, number(row), rows.Row(kept.Count)))
                kept.Add(row);
        }

        if (kept.Count < count)
            rows = new Matrix(kept.Count, rows.Columns, rows.Values[..(kept.Count * rows.Columns)]);
        return new PlacedBatch(_placement.Place(rows, [.. kept.Select(number)]), kept);
    }

    /// <summary>Places a data set, in batches. In messages its rows have the numbers that they have in their source.</summary>
    /// <param name="data">The data set.</param>
    /// <returns>For every batch the first of its rows, how many it has, and what became of them.</returns>
    /// <exception cref="SneException">A row lacks a column, or a cell is refused.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public IEnumerable<(int First, int Count, PlacedBatch Batch)> Place(Dataset data)
    {
        var source = new DatasetCells(data, Columns.Names);
        int[] numbers = [.. data.SourceRows];
        for (int start = 0; start < data.Count; start += Size)
        {
            int first = start;
            int count = Math.Min(Size, data.Count - start);
            yield return (first, count, Place(count, (row, cells) => source.Read(first + row, Columns.IsNumber, cells), row => numbers[first + row] + 1));
        }
    }
}
