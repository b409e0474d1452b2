using System.Collections;
using System.Data;
using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>Gathers what comes down the pipeline, rows or a whole data set, into one data set.</summary>
internal sealed class RowCollector
{
    /// <summary>Rows after which memory is looked at for the first time.</summary>
    private const int FirstLook = 4096;

    private readonly List<InputRow> _rows = [];
    private Dataset? _dataset;
    private bool _startsEmpty;
    private int _nextLook = FirstLook;

    /// <summary>The data set, when the input was one rather than rows.</summary>
    public Dataset? Dataset => _dataset;

    /// <summary>The affinities, when the input was some; <see cref="Dataset"/> is their data then.</summary>
    public Affinities? Affinities { get; private set; }

    /// <summary>The rows, in the order they came.</summary>
    public IReadOnlyList<InputRow> Rows => _rows;

    /// <summary>The names of all columns of a data set, or those of the first row.</summary>
    public IEnumerable<string> Names => _dataset is null
        ? _rows.Count > 0 ? _rows[0].Names : []
        : _dataset.Columns.Concat(_dataset.Labels.Select(label => label.Name));

    /// <summary>Number of rows.</summary>
    public int Count => _dataset?.Count ?? _rows.Count;

    /// <summary>What reads the cells of a column, row by row.</summary>
    /// <param name="name">The column, one of <see cref="Names"/>.</param>
    public Func<int, Cell> Cells(string name)
    {
        if (_dataset is not { } data)
            return row => _rows[row].Cell(name);
        if (data.Labels.FirstOrDefault(label => label.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found)
            return row => Cell.FromText(found.Values[row]);
        int column = data.Columns.Index().First(pair => pair.Item.Equals(name, StringComparison.OrdinalIgnoreCase)).Index;
        return row => Cell.FromNumber(data.Values[row, column]);
    }

    /// <summary>The object that came with a row, if rows came.</summary>
    /// <param name="row">Number of the row, from 1.</param>
    public object? Source(int? row) => row is int k && k >= 1 && k <= _rows.Count ? _rows[k - 1].Source : null;

    /// <summary>Takes a data set as the whole input.</summary>
    public static RowCollector Of(Dataset dataset) => new() { _dataset = dataset };

    /// <summary>Takes one input object.</summary>
    /// <exception cref="SneException">It is neither a data set, nor a row, nor a collection of rows.</exception>
    public void Add(object? input)
    {
        object? value = InputRow.Input(input);
        switch (value)
        {
            case null:
                throw NotARow("null");
            case PSCustomObject when _rows.Count == 0 && SerializedEmbedding.IsOne(input):
                AddDataset(SerializedEmbedding.Read(PSObject.AsPSObject(input)));
                break;
            case PSCustomObject when _rows.Count == 0 && SerializedEmbedding.Lost(input) is { } type:
                throw NotARow($"a {type} that a job or a file has taken apart; rows come back whole, and so does an Embedding");
            case Dataset dataset:
                AddDataset(dataset);
                break;
            case Affinities affinities:
                AddDataset(affinities.Data ?? throw NotARow("affinities of unknown rows"));
                Affinities = affinities;
                break;
            case Embedding embedding:
                AddDataset(new Dataset(embedding.Map, embedding.Coordinates, embedding.Labels));
                break;
            case MapSnapshot snapshot:
                AddDataset(new Dataset(snapshot.ToMatrix(), Embedding.CoordinateNames(snapshot.Dimension), snapshot.Labels));
                break;
            case Matrix matrix:
                for (int i = 0; i < matrix.Rows; i++)
                    AddRow(InputRow.FromNumbers(matrix.Row(i).ToArray()));
                break;
            case Array { Rank: 2 } table:
                AddTable(table);
                break;
            case Array { Rank: > 2 }:
                throw NotARow("an array of more than two dimensions");
            case string text:
                throw NotARow($"the text '{(text.Length > 40 ? text[..37] + "..." : text)}'");
            case DataRow row:
                AddRow(InputRow.FromDataRow(row));
                break;
            case DataRowView view:
                AddRow(InputRow.FromDataRow(view.Row));
                break;
            case DataTable table:
                foreach (DataRow row in table.Rows)
                    AddRow(InputRow.FromDataRow(row));
                break;
            case IDictionary dictionary:
                AddRow(InputRow.FromDictionary(dictionary));
                break;
            case IEnumerable items:
                AddItems(items);
                break;
            case ValueType when InputRow.IsNumeric(value) || value is bool or char or DateTime:
                throw NotARow($"the single value {value}");
            default:
                AddRow(InputRow.FromObject(PSObject.AsPSObject(input)));
                break;
        }
    }

    /// <summary>Makes the data set.</summary>
    /// <param name="selection">Which columns are embedded, ride along or are left out.</param>
    /// <param name="policy">What to do with cells that hold no finite number.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">The rows cannot be used; the message names row and column.</exception>
    public Dataset Build(ColumnSelection selection, MissingValuePolicy policy, CancellationToken cancellation)
    {
        if (_dataset is not null)
            return _dataset.Select(selection, policy);
        if (_rows.Count == 0)
            throw new SneException(SneError.EmptyInput, "There are no rows in the input. At least two are needed.");
        if (_rows[0].Length is not null)
            selection = selection with { IsLiteral = true };
        return TryBuildAlike(selection, policy, cancellation)
            ?? Build(Columns(cancellation), selection, policy, cancellation);
    }

    /// <summary>Makes the data set of rows that all have the first one's properties, as those of Import-Csv do; null if they do not.
    /// </summary>
    /// <remarks>To list a row's properties takes much longer than to look up those whose names are known. So the names of as many rows are
    /// compared as decide which columns hold numbers; the rows behind them must have those columns, and as many as the first.</remarks>
    private Dataset? TryBuildAlike(ColumnSelection selection, MissingValuePolicy policy, CancellationToken cancellation)
    {
        if (_rows[0].Length is not null)
            return null;
        string[] columns = [.. _rows[0].Names];
        if (columns.Distinct(StringComparer.OrdinalIgnoreCase).Count() < columns.Length)
            return null;
        TableBuilder table;
        try
        {
            table = new TableBuilder(columns, selection, policy);
        }
        catch (SneException)
        {
            return null; // A later row may have the column that this one lacks; if not, that is said of all rows.
        }

        var cells = new Cell[columns.Length];
        foreach (InputRow row in _rows)
        {
            if (table.Count % 256 == 0)
                cancellation.ThrowIfCancellationRequested();
            bool isRead = table.IsDecided && row.IsLike(_rows[0]) ? row.TryLookUp(columns, table.IsUsed, cells) : row.TryRead(columns, table.IsUsed, cells);
            if (!isRead)
                return null;
            table.Add(cells);
        }

        return table.Build();
    }

    private Dataset Build(string[] columns, ColumnSelection selection, MissingValuePolicy policy, CancellationToken cancellation)
    {
        var table = new TableBuilder(columns, selection, policy);
        var cells = new Cell[columns.Length];
        foreach (InputRow row in _rows)
        {
            if (table.Count % 256 == 0)
                cancellation.ThrowIfCancellationRequested();
            for (int c = 0; c < columns.Length; c++)
                cells[c] = table.IsUsed(c) ? row.Cell(columns[c]) : Cell.Empty;
            table.Add(cells);
        }

        return table.Build();
    }

    private static SneException NotARow(string what) => new(
        SneError.NotARow,
        $"The input holds {what}, which is not a row. A row is an object with properties, as Import-Csv makes them, or an " +
        "array of numbers (as one object: , @(1, 2, 3)); a file is read by Import-SneData.");

    private void AddDataset(Dataset dataset)
    {
        if (_dataset is not null || _rows.Count > 0)
            throw new SneException(SneError.NotARow, "The input holds a data set beside other data; pass one data set at a time.");
        _dataset = dataset;
    }

    private void AddRow(InputRow row)
    {
        if (_dataset is not null)
            throw new SneException(SneError.NotARow, "The input holds a data set beside other data; pass one data set at a time.");
        if (_startsEmpty)
            throw new SneException(SneError.RaggedRow, $"Row 1 is an array of 0 numbers; the next is {Describe(row)}.", 1);
        if (_rows.Count > 0 && _rows[0].Length != row.Length)
        {
            throw new SneException(
                SneError.RaggedRow,
                $"Row {_rows.Count + 1} is {Describe(row)}; the rows before it are each {Describe(_rows[0])}.",
                _rows.Count + 1);
        }

        if (_rows.Count >= _nextLook)
        {
            MemoryBudget.RequireLeft($"The first {_rows.Count} rows", "Use fewer rows, or read the file with Import-SneData, which takes far less memory.");
            _nextLook = _rows.Count + Math.Max(FirstLook, _rows.Count / 16);
        }

        _rows.Add(row);
    }

    private static string Describe(InputRow row) => row.Length switch
    {
        null => "an object with properties",
        1 => "an array of 1 number",
        int length => $"an array of {length} numbers",
    };

    /// <summary>An array of numbers, or of texts that spell numbers, is a row; an array of anything else is rows. An
    /// empty array is no input, but beside rows it is a row without numbers.</summary>
    private void AddItems(IEnumerable items)
    {
        object?[] values = [.. items.Cast<object?>().Select(InputRow.Unwrap)];
        if (values.Length == 0)
        {
            if (_rows.Count > 0)
                AddRow(InputRow.FromNumbers([]));
            _startsEmpty = true;
        }
        else if (values.Any(value => value is null or DBNull or string or bool || InputRow.IsNumeric(value)) && (_rows is [{ Length: not null }, ..] || !values.All(value => value is null)))
        {
            AddRow(InputRow.FromNumbers([.. values.Select(Number)]));
        }
        else
        {
            foreach (object? item in items)
                Add(item);
        }

        double Number(object? value, int index)
        {
            if (InputRow.TryGetElement(value, out double number) || (value is string text && Cell.TryParse(text, out number)))
                return number;
            if (value is null or DBNull || (value is string blank && string.IsNullOrWhiteSpace(blank)))
                return InputRow.MissingNumber;
            throw new SneException(
                SneError.NotANumber,
                $"Row {_rows.Count + 1} is an array whose element {index + 1}, '{value}', is not a number.",
                _rows.Count + 1);
        }
    }

    private void AddTable(Array table)
    {
        for (int i = 0; i < table.GetLength(0); i++)
        {
            var row = new double[table.GetLength(1)];
            for (int k = 0; k < row.Length; k++)
            {
                object? value = table.GetValue(i, k);
                if (!InputRow.TryGetElement(value, out row[k]))
                {
                    throw new SneException(
                        SneError.NotANumber,
                        $"Row {i + 1}, column {k + 1} of the array: '{value}' is not a number.",
                        i + 1);
                }
            }

            AddRow(InputRow.FromNumbers(row));
        }
    }

    /// <summary>The names that occur in any row, in order of appearance.</summary>
    private string[] Columns(CancellationToken cancellation)
    {
        if (_rows[0].Length is not null)
            return [.. _rows[0].Names];
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var own = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var columns = new List<string>();
        for (int i = 0; i < _rows.Count; i++)
        {
            if (i % 256 == 0)
                cancellation.ThrowIfCancellationRequested();
            own.Clear();
            foreach (string name in _rows[i].Names)
            {
                if (!own.Add(name))
                    throw Refusal.Twice(name);
                if (seen.Add(name))
                    columns.Add(name);
            }
        }

        return [.. columns];
    }
}
