using System.Text.RegularExpressions;

namespace SneTools;

/// <summary>Reads the rows of a Parquet file, page by page of every column. What is asked for must be readable; what is not, and would ride
/// along or be embedded by itself, is left out and named if it is no number and no text.</summary>
internal sealed partial class ParquetTable
{
    /// <summary>Rows that tell whether bytes are texts.</summary>
    private const int ProbeRows = 100;

    /// <summary>Bytes that a cell takes while the table is built, and afterwards.</summary>
    private const int BytesOfCell = 2 * sizeof(double);

    private readonly ParquetContents _contents;
    private readonly ImportOptions _options;
    private readonly DatasetBatches _batches;

    /// <summary>The row behind the last that is read, from 0.</summary>
    private readonly long _rows;

    /// <summary>The groups that have rows that are read, and the first row of the first, from 0.</summary>
    private readonly ParquetGroup[] _groups;
    private readonly long _first;
    private readonly ParquetField?[] _used;
    private readonly ColumnRole[] _roles;
    private readonly List<string> _left = [];

    /// <summary>Chooses the columns.</summary>
    /// <param name="contents">The file.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="batches">Takes the rows.</param>
    /// <exception cref="SneException">There are no rows, or not the columns asked for.</exception>
    public ParquetTable(ParquetContents contents, ImportOptions options, DatasetBatches batches)
    {
        _contents = contents;
        _options = options;
        _batches = batches;
        string[] names = [.. contents.Fields.Select(field => field.Name)];
        ColumnNames.RequireDistinct(names);
        _roles = options.Columns.Assign(names);
        if (contents.Rows == 0)
            throw Refusal.Empty(" in the file");
        if (options.Skip >= contents.Rows)
            throw Refusal.NoneBehind(options.Skip, contents.Rows);
        _rows = Math.Min(contents.Rows, options.End);
        _groups = Groups(contents, options.Skip, _rows, out _first);
        _used = [.. contents.Fields.Select((field, k) => IsUsed(field, _roles[k]) ? field : null)];
        RequireMemory();
    }

    /// <summary>Reads the rows.</summary>
    /// <param name="progress">Is told the share of the values read so far, from 0 to 1.</param>
    /// <param name="cancellation">Ends the work.</param>
    public void Read(Action<double>? progress, CancellationToken cancellation)
    {
        ParquetField[] used = [.. _used.OfType<ParquetField>()];
        double all = Math.Max(1, _groups.Sum(group => used.Sum(field => (double)ParquetContents.ChunkOf(group, field).Values)));
        double done = 0;
        var columns = new ParquetColumn?[_used.Length];
        for (int k = 0; k < columns.Length; k++)
        {
            if (_used[k] is { } field)
                columns[k] = new ParquetColumn(field, _contents.Pages, _roles[k] == ColumnRole.Offered ? ColumnRole.Label : _roles[k], Report);
        }

        string[] names = [.. _contents.Fields.Select(field => field.Name)];
        var table = new TableBuilder(names, WithoutUnused(), _options.MissingValue, _batches) { IsSingle = k => _used[k]?.Value?.IsSingle == true, Start = _options.Skip };
        Warn(table);
        ParquetColumn[] open = [.. columns.OfType<ParquetColumn>()];
        long passed = _options.Skip - _first;
        foreach (ParquetGroup group in _groups)
        {
            for (int k = 0; k < columns.Length; k++)
                columns[k]?.Begin(ParquetContents.ChunkOf(group, _used[k]!));
            foreach (ParquetColumn column in open)
                column.Skip(passed);
            for (long row = passed; row < group.Rows && table.Count < _rows; row++)
            {
                foreach (ParquetColumn column in open)
                    column.Next();
                table.Add(new Row(columns));
            }

            passed = 0;

            if (table.Count == _rows)
                break;
        }

        table.Finish();

        void Report(long values)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Invoke(Math.Min(1, done / all));
            done += values;
        }
    }

    /// <summary>The texts of a file's only column.</summary>
    public static IEnumerable<string?> ReadTexts(ParquetContents contents, int? first, CancellationToken cancellation)
    {
        if (contents.Fields.Count != 1)
            throw Refusal.NotOneLabel($"{contents.Fields.Count} columns");
        ParquetField field = contents.Fields[0];
        Require(contents, field);
        contents.RequirePages(field);
        long rows = Math.Min(contents.Rows, first ?? contents.Rows);
        contents.Pages.Budget.Take((double)rows * BytesOfCell, "A column of texts");
        var column = new ParquetColumn(field, contents.Pages, ColumnRole.Label, _ => cancellation.ThrowIfCancellationRequested());
        long count = 0;
        foreach (ParquetGroup group in contents.Groups.TakeWhile(_ => count < rows))
        {
            column.Begin(ParquetContents.ChunkOf(group, field));
            for (long row = 0; row < group.Rows && count < rows; row++, count++)
            {
                column.Next();
                yield return column.Read().AsText();
            }
        }
    }

    /// <summary>The groups that some rows are in.</summary>
    /// <param name="contents">The file.</param>
    /// <param name="start">The first of the rows, from 0.</param>
    /// <param name="end">The row behind the last.</param>
    /// <param name="first">The first row of the first group.</param>
    private static ParquetGroup[] Groups(ParquetContents contents, long start, long end, out long first)
    {
        var found = new List<ParquetGroup>();
        long row = 0;
        first = 0;
        foreach (ParquetGroup group in contents.Groups)
        {
            if (row < end && row + group.Rows > start)
            {
                if (found.Count == 0)
                    first = row;
                found.Add(group);
            }

            row += group.Rows;
        }

        return [.. found];
    }

    /// <summary>What is asked for must be there; of the rest, numbers must be readable where all of them are embedded, and what is no text
    /// is left out.</summary>
    private bool IsUsed(ParquetField field, ColumnRole role)
    {
        bool isOffered = role is ColumnRole.Undecided or ColumnRole.Unselected or ColumnRole.Offered;
        bool isNumeric = field.Value is { IsNumeric: true };
        if (role == ColumnRole.Excluded || (role == ColumnRole.Unselected && isNumeric))
            return false;
        if (!isOffered || (isNumeric && _contents.ProblemOf(field) is not null))
        {
            Require(_contents, field);
            return true;
        }

        string? reason = _contents.ProblemOf(field) ?? (field.Value is null || (field.Value.IsBytes && !LooksLikeText(field)) ? $"it holds {field.What}" : null);
        if (reason is not null && role is ColumnRole.Undecided or ColumnRole.Offered)
            _left.Add($"'{Refusal.Shorten(field.Name)}' ({reason})");
        return reason is null;
    }

    private static void Require(ParquetContents contents, ParquetField field)
    {
        if (contents.ProblemOf(field) is { } problem)
            throw field.Unreadable(problem + ". Leave it out with ExcludeProperty, or name other columns with Property");
        if (field.Value is null)
            throw new SneException(SneError.NotANumber, $"The column '{field.Name}' holds {field.What}, neither numbers nor texts.", column: field.Name);
    }

    /// <summary>Bytes may be texts that nobody called so; the first ones tell.</summary>
    private bool LooksLikeText(ParquetField field)
    {
        var reader = new PageReader(_contents.Pages, field.Leaf!);
        foreach (ParquetGroup group in _contents.Groups)
        {
            reader.Begin(ParquetContents.ChunkOf(group, field));
            try
            {
                if (!reader.MoveNext())
                    continue;
            }
            catch (Exception error) when (error is not SneException)
            {
                throw field.Unreadable(error.Message, error);
            }

            int there = 0;
            for (int entry = 0; entry < Math.Min(ProbeRows, reader.Count); entry++)
            {
                if (reader.Definition(entry) == field.Leaf!.Definitions && !ParquetTexts.IsText(reader.Value(there++)))
                    return false;
            }

            if (there > 0)
                return true;
        }

        return true;
    }

    /// <summary>The columns asked for, and those that are not read among the excluded ones.</summary>
    private ColumnSelection WithoutUnused() => _options.Columns with
    {
        ExcludeProperty =
        [
            .. _options.Columns.ExcludeProperty ?? [],
            .. _contents.Fields.Where((_, k) => _used[k] is null).Select(field => Wildcard().Replace(field.Name, "[$0]")),
        ],
    };

    private void Warn(TableBuilder table)
    {
        const int Most = 10;
        string names = string.Join(", ", _left.Take(Most)) + (_left.Count > Most ? $" and {_left.Count - Most} more" : string.Empty);
        if (_left.Count > 0)
            table.Warn($"{(_left.Count == 1 ? "A column was" : $"{_left.Count} columns were")} left out, as neither numbers nor texts: {names}.");
    }

    /// <summary>The file must have the rows that it promises, and may not be a few bytes that stand for a table without end.</summary>
    private void RequireMemory()
    {
        ParquetField[] used = [.. _used.OfType<ParquetField>()];
        foreach (ParquetField field in used)
            _contents.RequirePages(field, _groups);
        double values = used.Sum(field => _groups.Sum(group => (double)ParquetContents.ChunkOf(group, field).Values));
        long rows = Math.Min(_rows - _options.Skip, _batches.RowsOf(used.Length));
        double cells = values / _groups.Sum(group => group.Rows) * rows;
        string what = FormattableString.Invariant($"A table of {rows} x {used.Length} values");
        _contents.Pages.Budget.Take(cells * BytesOfCell, what);
        MemoryBudget.Require(cells * BytesOfCell, what, "Read fewer rows with First, or fewer columns with Property.");
    }

    [GeneratedRegex(@"[*?\[]")]
    private static partial Regex Wildcard();

    private readonly struct Row(ParquetColumn?[] columns) : ICellRow
    {
        public int Count => columns.Length;

        public Cell Cell(int column) => columns[column]!.Read();

        public bool TryGetNumber(int column, out double number) => columns[column]!.TryGetNumber(out number);

        public bool IsPlain(int column, double number) => columns[column]!.IsPlain;

        public int TryGetNumbers(ReadOnlySpan<int> of, Span<double> numbers, int from, List<int> spelled) =>
            ICellRow.TryGetEach(this, of, numbers, from, spelled);
    }
}
