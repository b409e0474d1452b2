namespace SneTools;

/// <summary>Goes through the rows of a column.</summary>
internal sealed class ParquetColumn
{
    /// <summary>The most texts of a dictionary that are kept, so that what was held once becomes one text, and not one a row.</summary>
    private const int MostTexts = 1 << 20;
    private const int BytesOfCell = 32;

    private readonly ParquetField _field;
    private readonly ParquetValue _value;
    private readonly PageReader _reader;
    private readonly Action<long> _onPage;
    private readonly Expansion _budget;
    private readonly ColumnRole _role;
    private readonly List<double> _elements = [];
    private readonly List<string?> _texts = [];
    private Cell?[] _cells = [];
    private double _number;
    private int _dictionary = -1;
    private int _entry;
    private int _nextValue;
    private bool _isThere;
    private bool _hasList;

    /// <summary>Makes a column that stands before its first row.</summary>
    /// <param name="field">The column.</param>
    /// <param name="pages">The pages of the file.</param>
    /// <param name="role">What becomes of it: numbers are asked for, or a text, or whatever it holds.</param>
    /// <param name="onPage">Is told when a page was read, and how many entries it has.</param>
    public ParquetColumn(ParquetField field, ParquetPages pages, ColumnRole role, Action<long> onPage)
    {
        _field = field;
        _value = field.Value!;
        _reader = new PageReader(pages, field.Leaf!);
        _budget = pages.Budget;
        _role = role;
        _onPage = onPage;
    }

    /// <summary>The value of the row: a number, a text, a vector, or nothing.</summary>
    /// <exception cref="SneException">It is damaged.</exception>
    public Cell Read()
    {
        try
        {
            return _field.IsList ? ListCell()
                : !_isThere ? Cell.Empty
                : KeepsCells && _reader.Place(_nextValue - 1) is >= 0 and var place ? CellOfDictionary(place)
                : CellOf(_reader.Value(_nextValue - 1));
        }
        catch (Exception error) when (IsOfFile(error))
        {
            throw _field.Unreadable(error.Message, error);
        }
    }

    /// <summary>Begins before the first row of a group.</summary>
    public void Begin(ParquetChunk chunk)
    {
        if (_entry < _reader.Count || MoveNextPage())
            throw _field.Unreadable("it has more lists than there are rows");
        _reader.Begin(chunk);
        _entry = 0;
    }

    /// <summary>Goes over rows.</summary>
    /// <param name="rows">How many.</param>
    /// <exception cref="SneException">There are fewer, or what there is, is damaged.</exception>
    public void Skip(long rows)
    {
        for (long row = 0; row < rows; row++)
            Next();
    }

    /// <summary>Goes to the next row.</summary>
    /// <exception cref="SneException">There is none, or what there is, is damaged.</exception>
    public void Next()
    {
        if (!HasEntry())
            throw _field.Unreadable("it has fewer values than there are rows");
        if (_field.IsList)
            NextList();
        else
            NextEntry();
    }

    /// <summary>The number of the row.</summary>
    /// <returns>False if the row has none.</returns>
    public bool TryGetNumber(out double number)
    {
        if (_field.IsList || !_isThere)
        {
            number = double.NaN;
            return false;
        }

        try
        {
            number = _number = _value.ToNumber(_reader.Value(_nextValue - 1));
        }
        catch (Exception error) when (IsOfFile(error))
        {
            throw _field.Unreadable(error.Message, error);
        }

        return _value.IsNumeric || !double.IsNaN(number);
    }

    /// <summary>True if the number that was got last is all that the value says.</summary>
    public bool IsPlain => _value.IsExact(_number) || Read().IsPlain;

    /// <summary>True where each cell would be a text of its own; numbers are soon read again.</summary>
    private bool KeepsCells => _role == ColumnRole.Label || !_value.IsNumeric;

    /// <summary>True if there is another entry, in this page or the next.</summary>
    private bool HasEntry()
    {
        if (_entry < _reader.Count)
            return true;
        _entry = 0;
        _nextValue = 0;
        bool hasPage = MoveNextPage();
        if (hasPage)
            _onPage(_reader.Count);
        return hasPage;
    }

    private void NextEntry()
    {
        _isThere = _reader.Definition(_entry++) == _field.Leaf!.Definitions;
        _nextValue += _isThere ? 1 : 0;
    }

    /// <summary>Gathers the elements of a list, which may go on in the next page.</summary>
    private void NextList()
    {
        _elements.Clear();
        _texts.Clear();
        if (_reader.Repetition(_entry) > 0)
            throw _field.Unreadable("it begins within a list");
        _hasList = _reader.Definition(_entry) >= _field.ListLevel - 1;
        do
        {
            bool hasElement = _reader.Definition(_entry) >= _field.ListLevel;
            NextEntry();
            if (!hasElement)
                continue;
            _elements.Add(_isThere ? _value.ToNumber(_reader.Value(_nextValue - 1)) : double.NaN);
            if (_role == ColumnRole.Label)
                _texts.Add(_isThere ? _value.ToText(_reader.Value(_nextValue - 1)) : null);
        }
        while (HasEntry() && _reader.Repetition(_entry) > 0);
    }

    private Cell ListCell() =>
        !_hasList ? Cell.Empty
        : _role == ColumnRole.Label ? Cell.FromOpaqueText($"[{string.Join(", ", _texts.Select(text => text ?? "null"))}]")
        : Cell.FromVector([.. _elements]);

    private Cell CellOf(ReadOnlySpan<byte> value) =>
        _role == ColumnRole.Label ? Cell.FromOpaqueText(_value.ToText(value)) : _value.ToCell(value, isAsked: _role == ColumnRole.Numeric);

    private Cell CellOfDictionary(int place)
    {
        if (_dictionary != _reader.DictionaryNumber)
        {
            int count = Math.Min(_reader.DictionaryCount, MostTexts);
            _budget.Take((double)count * BytesOfCell, "A dictionary");
            _cells = new Cell?[count];
            _dictionary = _reader.DictionaryNumber;
        }

        return place >= _cells.Length ? CellOf(_reader.Value(_nextValue - 1)) : _cells[place] ??= CellOf(_reader.Value(_nextValue - 1));
    }

    private bool MoveNextPage()
    {
        try
        {
            return _reader.MoveNext();
        }
        catch (Exception error) when (IsOfFile(error))
        {
            throw _field.Unreadable(error.Message, error);
        }
    }

    /// <summary>Whatever goes wrong in a file is its fault: decompressors find damage by running into it.</summary>
    private static bool IsOfFile(Exception error) => error is not (SneException or OperationCanceledException);
}
