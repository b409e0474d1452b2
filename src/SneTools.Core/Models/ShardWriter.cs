namespace SneTools;

/// <summary>Gathers placed rows, and writes them to a Parquet file, a group at a time.</summary>
/// <param name="stream">The file.</param>
/// <param name="names">What is added to rows.</param>
/// <param name="inputs">The columns that the model needs, which are not written.</param>
internal sealed class ShardWriter(Stream stream, PlacedNames names, InputColumns inputs) : IDisposable
{
    /// <summary>Texts in a group: rows that have many of them go out sooner.</summary>
    private const int MostTexts = 1 << 20;
    private const int LeastRows = 1 << 10;

    /// <summary>What the number of a row is called, and what where rows have a column of that name.</summary>
    private const string RowName = "Row";
    private const string OtherRowName = "SneRow";

    /// <summary>The novelty above which a row counts as novel.</summary>
    private const double MostUsual = 0.99;

    private readonly double[] _row = new double[names.All.Count];
    private readonly List<string> _warnings = [];
    private ParquetTableWriter? _writer;
    private string[] _labels = [];
    private long[] _rows = [];
    private string?[][] _texts = [];
    private double[][] _numbers = [];
    private double _novelty;

    /// <summary>Rows of the group at hand.</summary>
    private int _held;

    /// <summary>Rows that were taken.</summary>
    public int Count { get; private set; }

    /// <summary>Rows whose novelty is above 0.99.</summary>
    public int NovelRows { get; private set; }

    /// <summary>The mean novelty; NaN where there are no rows.</summary>
    public double MeanNovelty => _novelty / Count;

    /// <summary>The columns of the file.</summary>
    public IReadOnlyList<string> Columns { get; private set; } = [];

    /// <summary>What a user should know about the columns, as sentences.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>True once the columns are known.</summary>
    public bool IsOpen => _writer is not null;

    /// <summary>Takes the columns that rows have, once for all.</summary>
    /// <param name="columns">Their names.</param>
    public void Open(IReadOnlyList<string> columns)
    {
        names.MakeRoom(columns.Concat(inputs.Names));
        string[] others = [.. columns.Where(name => inputs.Find(name) < 0)];
        string row = columns.Concat(inputs.Names).Contains(RowName, StringComparer.OrdinalIgnoreCase) ? OtherRowName : RowName;
        _labels = [.. others.Where(name => !names.Contains(name) && !name.Equals(row, StringComparison.OrdinalIgnoreCase))];
        _warnings.AddRange(others.Except(_labels).Select(PlacedNames.Replaced));
        (string, Type)[] all = [(row, typeof(long)), .. _labels.Select(name => (name, typeof(string))), .. names.All.Select(name => (name, typeof(double)))];
        Columns = all.Select(column => column.Item1).ToArray();
        _writer = new ParquetTableWriter(stream, all);
        int rows = Math.Clamp(MostTexts / Math.Max(1, _labels.Length), LeastRows, ParquetTableWriter.GroupLength);
        _rows = new long[rows];
        _texts = [.. _labels.Select(_ => new string?[rows])];
        _numbers = [.. names.All.Select(_ => new double[rows])];
    }

    /// <summary>Takes rows.</summary>
    /// <param name="data">The data set that they are of.</param>
    /// <param name="first">The first of those of the data set that were placed together.</param>
    /// <param name="batch">What became of these.</param>
    /// <param name="numbers">The number of every row of the data set in its file, from 0.</param>
    public void Add(Dataset data, int first, PlacedBatch batch, int[] numbers)
    {
        IReadOnlyList<string?>[] texts = [.. _labels.Select(name => data.Labels.First(label => label.Name == name).Values)];
        for (int k = 0; k < batch.Rows.Count; k++)
        {
            int row = first + batch.Rows[k];
            _rows[_held] = numbers[row] + 1L;
            for (int c = 0; c < texts.Length; c++)
                _texts[c][_held] = texts[c][row];
            batch.Read(k, _row);
            for (int c = 0; c < _row.Length; c++)
                _numbers[c][_held] = _row[c];
            _novelty += _row[^1];
            NovelRows += _row[^1] > MostUsual ? 1 : 0;
            Count++;
            if (++_held == _rows.Length)
                Write();
        }
    }

    /// <summary>Writes what is left.</summary>
    public void Complete()
    {
        if (_held > 0 || Count == 0)
            Write();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer?.Dispose();

    private void Write()
    {
        _writer!.Write([Held(_rows), .. _texts.Select(Held), .. _numbers.Select(Held)]);
        foreach (string?[] texts in _texts)
            Array.Clear(texts);
        _held = 0;
    }

    private T[] Held<T>(T[] values) => _held == values.Length ? values : values[.._held];
}
