using System.Text.Json;

namespace SneTools;

/// <summary>Reads a file that is one object with a property for each column: a list, or an object with a property for each row. It has to
/// be held, about as large as it is, until its last column is there.</summary>
/// <param name="text">The file, at its beginning.</param>
/// <param name="outline">What it looks like.</param>
/// <param name="target">What the rows are read into.</param>
internal sealed class JsonColumns(JsonText text, JsonOutline outline, JsonTarget target)
{
    private const int CheckedValues = 4096;

    private readonly List<JsonColumn> _columns = [];
    private readonly List<string> _beside = [];
    private readonly List<string> _keys = [];
    private readonly JsonCells _cells = new(text);
    private double _values;

    /// <summary>Reads the file.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="SneException">The columns are none of one table.</exception>
    public void Read()
    {
        text.IsProbing = false;
        var cursor = new JsonCursor(text);
        cursor.Read();
        while (Next(ref cursor) && cursor.Type == JsonTokenType.PropertyName)
        {
            string name = cursor.Text();
            cursor.Read();
            ReadProperty(ref cursor, name);
        }

        if (Next(ref cursor))
            throw JsonRefusal.GoesOn(JsonRow.Describe(JsonRow.KindOf(cursor.Type)));
        RequireLengths();
        Add();
    }

    private bool Next(ref JsonCursor cursor)
    {
        text.Kept = -1;
        return cursor.Read();
    }

    private void ReadProperty(ref JsonCursor cursor, string name)
    {
        if (target.Excludes(name))
        {
            cursor.Skip();
        }
        else if (outline.Form == JsonForm.KeyedColumns)
        {
            if (cursor.Type != JsonTokenType.StartObject)
                throw JsonRefusal.OtherShape(name);
            ReadObject(ref cursor, name);
        }
        else if (cursor.Type == JsonTokenType.StartArray)
        {
            ReadList(ref cursor, name);
        }
        else
        {
            _beside.Add(name);
            cursor.Skip();
        }
    }

    private void ReadList(ref JsonCursor cursor, string name)
    {
        var column = new JsonColumn(name);
        while (Next(ref cursor) && cursor.Type != JsonTokenType.EndArray)
            ReadValue(ref cursor, column);
        if (column.Count > 0)
            _columns.Add(column);
        else
            _beside.Add(name);
    }

    private void ReadObject(ref JsonCursor cursor, string name)
    {
        var column = new JsonColumn(name);
        bool isFirst = _columns.Count == 0;
        int row = 0;
        for (; Next(ref cursor) && cursor.Type == JsonTokenType.PropertyName; row++)
        {
            string key = cursor.Text();
            cursor.Read();
            if (isFirst)
                _keys.Add(key);
            else if (row >= _keys.Count || _keys[row] != key)
                throw JsonRefusal.OtherKeys(name, _columns[0].Name);
            ReadValue(ref cursor, column);
        }

        if (row != _keys.Count)
            throw JsonRefusal.OtherKeys(name, _columns[0].Name);
        _columns.Add(column);
    }

    private void ReadValue(ref JsonCursor cursor, JsonColumn column)
    {
        text.Row = column.Count + 1;
        cursor.Keep();
        _cells.Read(0, ref cursor);

        // The rest is there to tell whether the columns have as many rows.
        column.Add(_cells);
        if (++_values % CheckedValues == 0)
            text.RequireSize(_values + _cells.Elements);
    }

    private void RequireLengths()
    {
        foreach (JsonColumn column in _columns)
        {
            if (column.Count != _columns[0].Count)
                throw JsonRefusal.OtherLength(column.Name, column.Count, _columns[0].Name, _columns[0].Count);
        }
    }

    private void Add()
    {
        if (_columns.Count == 0 || _columns[0].Count == 0)
            throw Refusal.Empty(" in the file");
        bool hasKeys = target.TakesKeys && !_keys.Select((key, row) => JsonRow.IsCount(key, row)).All(isCount => isCount);
        string[] names = [.. _columns.Select(column => column.Name), .. outline.Excluded];
        int[] places = target.Begin(names, place => place < _columns.Count && _columns[place].FirstNested >= 0, hasKeys ? JsonTable.KeyName(names) : null);
        var none = new JsonColumn(string.Empty);
        JsonColumn[] columns = [.. places.Select(place => place < _columns.Count ? _columns[place] : none)];
        for (int k = 0; k < columns.Length; k++)
        {
            int row = columns[k].FirstNested;
            if (row >= 0 && target.IsUsed(k))
                throw JsonRefusal.Nested(row + 1, columns[k].Name, columns[k][row]);
        }

        if (_beside.Count > 0)
            target.Warn(JsonTable.Beside("The columns are the lists in the object", _beside));
        if (outline.Form == JsonForm.Columns && _columns.Count > _columns[0].Count)
        {
            target.Warn(FormattableString.Invariant(
                $"The object has {_columns.Count} lists of {_columns[0].Count} values, and each list was taken for a column. If each is a row, write the lists alone, in a list or one a line."));
        }

        var texts = new TextPool();
        for (int row = target.Skip; row < columns[0].Count && target.Count < target.Most; row++)
            target.Add(new Row(columns, hasKeys ? JsonValue.ToKey(_keys[row], target.IsNumeric(columns.Length)) : null, row, texts));
    }

    private readonly struct Row(JsonColumn[] columns, Cell? key, int row, TextPool texts) : ICellRow
    {
        public int Count => columns.Length + (key is null ? 0 : 1);

        public Cell Cell(int column) => column == columns.Length ? key!.Value : columns[column].Cell(row, texts);

        public bool TryGetNumber(int column, out double number)
        {
            if (column < columns.Length && columns[column][row] == JsonKind.Number)
            {
                number = JsonNumber.Parse(columns[column].Bytes(row));
                return true;
            }

            Cell cell = Cell(column);
            number = cell.Number;
            return cell.IsNumber;
        }

        public bool IsPlain(int column, double number) => column < columns.Length && columns[column][row] == JsonKind.Number
            ? NumberTexts.IsWritten(columns[column].Bytes(row), number)
            : Cell(column).IsPlain;

        public int TryGetNumbers(ReadOnlySpan<int> columns, Span<double> numbers, int from, List<int> spelled) =>
            ICellRow.TryGetEach(this, columns, numbers, from, spelled);
    }
}
