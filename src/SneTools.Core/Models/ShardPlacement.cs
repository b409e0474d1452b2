namespace SneTools;

/// <summary>
/// Places rows of files in the map of a model, and writes what becomes of them as Parquet: the way for more rows than a map is made of. A file, or
/// some of its rows, is a shard: it needs the model and nothing of the others, so that many machines can share the work.
/// </summary>
/// <remarks>A row has the place that <see cref="PointPlacement"/> gives it, to the bit, whichever shard it is in, whatever its format and whatever
/// the number of threads. No more is held than a batch of rows and a group of results.</remarks>
public sealed class ShardPlacement : IDisposable
{
    private readonly ThreadTeam _team;
    private readonly PointPlacement _placement;

    /// <summary>Prepares a model for rows: an index over its points, which takes seconds where they are many.</summary>
    /// <param name="model">The model, whole or compact.</param>
    /// <param name="threads">Number of threads.</param>
    /// <param name="cancellation">Ends the work, of this and of all that follows.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>: nothing is known of the model's points but their neighbors.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public ShardPlacement(SneModel model, int threads, CancellationToken cancellation = default)
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
    }

    /// <summary>Places the rows of a file, or some of them.</summary>
    /// <remarks>
    /// The file that is written has a row for each that was placed, in their order: its number in the file, from 1, as Row; as texts, the columns that
    /// the model does not need; the coordinates Y1 … Yl, Distance and Novelty. Row, Distance and Novelty are called SneRow, SneDistance and
    /// SneNovelty where the file has a column of that name, and a column of the file that has one of the names nevertheless gives way. It is written
    /// whole or not at all.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it. <see cref="ImportOptions.Skip"/> and <see cref="ImportOptions.First"/> say which rows: the file must have
    /// as many. The columns are those of the model's rows, by name, and what their cells are is what they were for it; of
    /// <see cref="ImportOptions.Columns"/> nothing counts but what is left out of the others, <see cref="ColumnSelection.ExcludeProperty"/>.
    /// <see cref="ImportOptions.MissingValue"/> says what becomes of a cell that holds no finite number, or a category that the model does not know;
    /// a mean is that of the model's rows.</param>
    /// <param name="output">The file to write.</param>
    /// <param name="overwrite">True to replace a file that is there.</param>
    /// <param name="progress">Is told how far it is, on this thread.</param>
    /// <exception cref="SneException">The file cannot be used, lacks a column of the model's, or has fewer rows.</exception>
    /// <exception cref="IOException">A file cannot be read or written, or is there and must not be replaced.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public ShardSummary Place(string path, ImportOptions options, string output, bool overwrite = false, Action<ShardProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(output);
        long begin = TimeProvider.System.GetTimestamp();
        var batches = new PointBatches(_placement, _team, options.MissingValue);
        ImportOptions own = options with { Columns = new ColumnSelection(ExcludeProperty: options.Columns.ExcludeProperty) { Inputs = batches.Columns } };
        ShardWriter writer = null!;
        ReadingSummary reading = null!;
        int replaced = 0;
        var warnings = new List<string>();
        AtomicFile.Write(output, overwrite, stream =>
        {
            using (writer = new ShardWriter(stream, new PlacedNames(_placement.Model, batches.Columns), batches.Columns))
            {
                reading = DataFile.ReadBatches(path, own, null, Take, options.First is null ? Report : null, _team.Cancellation);
                if (reading.Rows < options.First)
                    throw TooFew(path, options, reading.Rows);
                if (!writer.IsOpen)
                    writer.Open([.. DataFile.ReadColumns(path, own, _team.Cancellation).Where(name => !own.Columns.Excludes(name))]);
                writer.Complete();
            }
        });
        int dropped = reading.DroppedRows + batches.Columns.DroppedRows;
        replaced += batches.Columns.ReplacedCells;
        return new ShardSummary
        {
            Rows = reading.Rows,
            DroppedRows = dropped,
            ReplacedCells = replaced,
            NovelRows = writer.NovelRows,
            MeanNovelty = writer.MeanNovelty,
            NeighborRecall = _placement.NeighborRecall,
            Seconds = TimeProvider.System.GetElapsedTime(begin).TotalSeconds,
            Columns = writer.Columns,
            Warnings = [.. warnings, .. reading.Warnings, .. writer.Warnings, .. PointBatches.Warnings(dropped, replaced)],
        };

        void Take(Dataset data)
        {
            if (!writer.IsOpen)
                writer.Open([.. data.Labels.Select(label => label.Name)]);
            warnings.AddRange(data.Warnings);
            replaced += data.ReplacedCells;
            int[] numbers = [.. data.SourceRows];
            foreach ((int first, int count, PlacedBatch batch) in batches.Place(data))
            {
                writer.Add(data, first, batch, numbers);
                int done = numbers[first + count - 1] + 1 - options.Skip;
                if (options.First is { } rows)
                    progress?.Invoke(new ShardProgress((double)done / rows, done));
            }
        }

        void Report(double share) => progress?.Invoke(new ShardProgress(share, writer.Count + batches.Columns.DroppedRows));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _placement.Dispose();
        _team.Dispose();
    }

    private static SneException TooFew(string path, ImportOptions options, int rows) => new(
        SneError.RowCountMismatch,
        FormattableString.Invariant($"{path}: rows {(long)options.Skip + 1} to {(long)options.Skip + options.First} were asked for, and the file has {options.Skip + rows}. If it has changed, plan anew."));
}
