using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SneTools;

/// <summary>Cuts a text into records, and those into cells, where they lie: nothing is copied.</summary>
/// <remarks>
/// A cell that begins with a quote goes to the quote that closes it, over delimiters and line breaks; a doubled quote in it stands for one,
/// and so does one behind a backslash, as R writes it. A quote elsewhere is a letter like others. A blank as the delimiter stands for one
/// or several blanks and tabs; those at both ends of a line are none.
/// </remarks>
/// <param name="text">The text.</param>
/// <param name="longest">The most bytes of a record.</param>
/// <param name="hasQuotes">False to take quotes for letters everywhere.</param>
internal sealed partial class RecordReader(TextContent text, int longest, bool hasQuotes = true)
{
    private const int BufferBytes = 1 << 18;

    /// <summary>Bytes of the beginning that is looked at: as many, or three lines of a table whose lines are long.</summary>
    private const int HeadBytes = 1 << 16;
    private const int MostHeadBytes = 1 << 20;
    private const int HeadLines = 3;

    /// <summary>Bytes behind those that were read, so that a register can be loaded anywhere.</summary>
    private const int Slack = 64;

    private readonly TextPool _texts = new();
    private byte[] _buffer = new byte[BufferBytes + Slack];
    private CellPlace[] _cells = new CellPlace[16];
    private int _start;
    private int _next;
    private int _end;
    private int _headEnd;
    private bool _isEnded;

    /// <summary>True once a quote stood behind a backslash where no cell can end: then all such quotes are letters.</summary>
    private bool _hasEscapes;

    /// <summary>The character between cells: of a single byte.</summary>
    public char Delimiter { get; set; } = TextContent.Nothing;

    /// <summary>The character that <see cref="TextContent.Separator"/> stands for.</summary>
    public char Replaced { get; init; } = TextContent.Separator;

    /// <summary>Is told the number of a record's cells when there are more than any record before had; it may refuse them.</summary>
    public Action<long>? Grown { get; set; }

    /// <summary>Number of cells of the record, at least 1.</summary>
    public int Count { get; private set; }

    /// <summary>The bytes of a cell, without the quotes around it; those in it are as in the text.</summary>
    public ReadOnlySpan<byte> this[int cell]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            CellPlace place = _cells[cell];
            return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), place.Start), place.Length);
        }
    }

    /// <summary>Reads the numbers in some cells, up to the first that has none.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="notation">How numbers are written.</param>
    /// <param name="numbers">Receives the number of each.</param>
    /// <param name="from">The first of them that is read.</param>
    /// <param name="spelled">Gets those whose number is not written as SneTools writes it.</param>
    /// <returns>The first that holds no finite number; the number of cells if all do.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int TryGetNumbers(ReadOnlySpan<int> cells, NumberNotation notation, Span<double> numbers, int from, List<int> spelled)
    {
        ref byte buffer = ref MemoryMarshal.GetArrayDataReference(_buffer);
        ReadOnlySpan<CellPlace> places = _cells.AsSpan(0, Count);
        for (int k = from; k < cells.Length; k++)
        {
            CellPlace place = places[cells[k]];
            ref byte start = ref Unsafe.Add(ref buffer, place.Start);
            if (NumberNotation.TryParseDigits(Unsafe.ReadUnaligned<ulong>(ref start), place.Length, out numbers[k]))
            {
                if (start == '0' && place.Length > 1)
                    spelled.Add(k);
                continue;
            }

            ReadOnlySpan<byte> text = MemoryMarshal.CreateReadOnlySpan(ref start, place.Length);
            if (!notation.TryParse(text, out numbers[k]) || !double.IsFinite(numbers[k]))
                return k;
            if (!notation.IsPlain(text, numbers[k]))
                spelled.Add(k);
        }

        return Math.Max(from, cells.Length);
    }

    /// <summary>True for a cell that stands in quotes.</summary>
    public bool IsQuoted(int cell) => hasQuotes && _cells[cell].Start > _start && _buffer[_cells[cell].Start - 1] == '"';

    /// <summary>The text of a cell.</summary>
    public string Text(int cell)
    {
        string plain = _texts.Get(this[cell]);
        if (Replaced != TextContent.Separator)
            plain = plain.Replace(TextContent.Separator, Replaced);
        return IsQuoted(cell) && plain.Contains('"') ? TextPool.Unescape(plain) : plain;
    }

    /// <summary>True for a record with nothing but blanks in it.</summary>
    public bool IsBlank() => Count == 1 && !this[0].ContainsAnyExcept(" \t\v\f"u8);

    /// <summary>Reads the beginning of the text, and skips empty lines before the first record and the line in which Windows PowerShell's
    /// Export-Csv names the type of the rows.</summary>
    /// <returns>False if there is nothing.</returns>
    public bool ReadHead()
    {
        int most = Math.Min(MostHeadBytes, longest);
        for (_headEnd = Math.Min(HeadBytes, most); ; _headEnd = Math.Min(2 * _headEnd, most))
        {
            while (_end < _headEnd && !_isEnded && !text.IsBroken)
                Fill(0);
            if (_end < _headEnd || _headEnd == most || _buffer.AsSpan(0, _headEnd).Count((byte)'\n') >= HeadLines)
                break;
        }

        _headEnd = Math.Min(_headEnd, _end);
        ReadOnlySpan<byte> head = _buffer.AsSpan(0, _end);
        if (head.StartsWith("#TYPE"u8))
        {
            int end = head.IndexOfAny((byte)'\r', (byte)'\n');
            _next = end < 0 ? _end : end;
        }

        int start = head[_next..].IndexOfAnyExcept((byte)'\r', (byte)'\n');
        _next = start < 0 ? _end : _next + start;
        return _next < _end || text.IsBroken;
    }

    /// <summary>Looks at the records of the beginning that was read, as far as they are whole; the next to be read stays the next.</summary>
    /// <param name="delimiter">The character between cells.</param>
    /// <param name="most">The most records looked at.</param>
    /// <param name="see">Is called for each; its number counts from 0. Of a first record that is not whole it sees what is there.</param>
    /// <returns>False if quotes are where they cannot be.</returns>
    public bool Look(char delimiter, int most, Action<int> see)
    {
        (int next, int start, int end, bool isEnded, char own) = (_next, _start, _end, _isEnded, Delimiter);
        (_end, _isEnded, Delimiter) = (Math.Max(_next, _headEnd), _isEnded && _headEnd == _end, delimiter);
        _hasEscapes = false;
        RecordOutcome outcome = RecordOutcome.Whole;
        for (int record = 0; record < most && _next < _end && outcome == RecordOutcome.Whole; record++)
        {
            outcome = Scan();
            if (outcome == RecordOutcome.Whole || (outcome == RecordOutcome.Unfinished && record == 0 && Count > 0))
                see(record);
        }

        (_next, _start, _end, _isEnded, Delimiter) = (next, start, end, isEnded, own);
        return outcome != RecordOutcome.Malformed;
    }

    /// <summary>Reads the next record.</summary>
    /// <param name="row">Its number; 0 for the header.</param>
    /// <param name="name">What a record is called in messages.</param>
    /// <returns>False at the end.</returns>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>: the record is malformed or too long, or holds bytes that are not of
    /// the encoding.</exception>
    public bool Read(int row, string name = "Row")
    {
        while (true)
        {
            if (_next < _end)
            {
                RecordOutcome outcome = Scan();
                if (outcome == RecordOutcome.Whole)
                    return true;
                if (outcome == RecordOutcome.Malformed)
                    throw Malformed(row, name, $"more follows the quote that closes cell {Count}");
                if (_isEnded)
                    throw Malformed(row, name, $"the quote that opens cell {Count + 1} is not closed");
            }
            else if (_isEnded)
            {
                return false;
            }

            if (!Fill(row, name) && text.IsBroken)
                throw text.NotEncoded(Place(row, name), row == 0 ? null : row);
        }
    }

    /// <summary>Goes back to before the record that was read: it is the next again.</summary>
    public void Unread() => _next = _start;

    private static SneException Malformed(int row, string name, string what) =>
        new(SneError.InvalidFile, $"{Place(row, name)} is malformed: {what}.", row == 0 ? null : row);

    private static string Place(int row, string name) => row == 0 ? "The header" : FormattableString.Invariant($"{name} {row}");

    /// <summary>Reads more of the text behind what is left of it.</summary>
    /// <returns>False if there is no more, or nothing more of the encoding.</returns>
    private bool Fill(int row, string name = "Row")
    {
        if (_next > 0)
        {
            _buffer.AsSpan(_next, _end - _next).CopyTo(_buffer);
            _headEnd = Math.Max(0, _headEnd - _next);
            (_end, _next) = (_end - _next, 0);
        }

        if (_buffer.Length - Slack - _end < TextContent.LeastRoom)
        {
            if (_end >= longest)
                throw new SneException(SneError.InvalidFile, FormattableString.Invariant($"{Place(row, name)} has more than {longest} bytes: a quote may not be closed, or it is no such text."), row == 0 ? null : row);
            Array.Resize(ref _buffer, (int)Math.Min(2L * _buffer.Length, (long)longest + Slack + TextContent.LeastRoom));
        }

        int count = text.Read(_buffer.AsSpan(_end, _buffer.Length - Slack - _end));
        _isEnded = count == 0 && !text.IsBroken;
        _end += count;
        return count > 0;
    }

    private RecordOutcome Scan()
    {
        (_start, Count) = (_next, 0);
        return Delimiter == ' ' ? ScanBlanks() : ScanCells();
    }

    /// <summary>Finds the cells of a record between delimiters, a register at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private RecordOutcome ScanCells()
    {
        ref byte buffer = ref MemoryMarshal.GetArrayDataReference(_buffer);
        Vector256<byte> delimiters = Vector256.Create((byte)Delimiter);
        Vector256<byte> quotes = Vector256.Create(hasQuotes ? (byte)'"' : (byte)'\n');
        int end = _end;
        int cell = _next;
        int count = 0;
        int place = cell;
        while (place < end)
        {
            var bytes = Vector256.LoadUnsafe(ref buffer, (nuint)place);
            Vector256<byte> others = Vector256.Equals(bytes, Vector256.Create((byte)'\n')) | Vector256.Equals(bytes, Vector256.Create((byte)'\r')) | Vector256.Equals(bytes, quotes);
            uint inside = end - place >= 32 ? uint.MaxValue : (1u << (end - place)) - 1;
            uint special = others.ExtractMostSignificantBits() & inside;
            uint marks = (Vector256.Equals(bytes, delimiters).ExtractMostSignificantBits() & inside) | special;
            if (count + 32 >= _cells.Length)
                Grow(count);
            ref CellPlace cells = ref MemoryMarshal.GetArrayDataReference(_cells);
            int from = place;
            place += 32;
            for (; marks != 0; marks &= marks - 1)
            {
                int bit = BitOperations.TrailingZeroCount(marks);
                int at = from + bit;
                if ((special >> bit & 1) == 0)
                {
                    Unsafe.Add(ref cells, count++) = new CellPlace(cell, at - cell);
                    cell = at + 1;
                    continue;
                }

                byte mark = Unsafe.Add(ref buffer, at);
                if (mark == '"')
                {
                    if (at != cell)
                        continue;
                    Count = count;
                    int close = FindClose(at + 1);
                    if (close < 0)
                        return RecordOutcome.Unfinished;
                    Unsafe.Add(ref cells, count++) = new CellPlace(cell + 1, close - cell - 1);
                    Count = count;
                    place = close + 1;
                    if (place == end)
                    {
                        _next = end;
                        return _isEnded ? RecordOutcome.Whole : RecordOutcome.Unfinished;
                    }

                    mark = Unsafe.Add(ref buffer, place);
                    if (mark == Delimiter)
                    {
                        cell = ++place;
                        break;
                    }

                    return mark is (byte)'\r' or (byte)'\n' ? EndLine(place) : RecordOutcome.Malformed;
                }

                Unsafe.Add(ref cells, count++) = new CellPlace(cell, at - cell);
                Count = count;
                return EndLine(at);
            }
        }

        Count = count;
        if (!_isEnded)
            return RecordOutcome.Unfinished;
        Add(cell, end);
        _next = end;
        return RecordOutcome.Whole;
    }

    /// <summary>Finds the cells of a record between blanks and tabs.</summary>
    private RecordOutcome ScanBlanks()
    {
        int place = _next;
        while (true)
        {
            while (place < _end && _buffer[place] is (byte)' ' or (byte)'\t')
                place++;
            if (place == _end)
                break;
            if (_buffer[place] is (byte)'\r' or (byte)'\n')
            {
                if (Count == 0)
                    Add(place, place);
                return EndLine(place);
            }

            int cell = place;
            if (hasQuotes && _buffer[place] == '"')
            {
                place = FindClose(place + 1);
                if (place < 0)
                    return RecordOutcome.Unfinished;
                Add(cell + 1, place++);
                if (place < _end && !(_buffer[place] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                    return RecordOutcome.Malformed;
            }
            else
            {
                int length = _buffer.AsSpan(place, _end - place).IndexOfAny(" \t\r\n"u8);
                place = length < 0 ? _end : place + length;
                if (place == _end && !_isEnded)
                    return RecordOutcome.Unfinished;
                Add(cell, place);
            }
        }

        if (!_isEnded)
            return RecordOutcome.Unfinished;
        if (Count == 0)
            Add(_end, _end);
        _next = _end;
        return RecordOutcome.Whole;
    }

    private void Add(int start, int end)
    {
        if (Count == _cells.Length)
            Grow(Count);
        _cells[Count++] = new CellPlace(start, end - start);
    }

    private void Grow(int count)
    {
        Grown?.Invoke(count);
        Array.Resize(ref _cells, 2 * Math.Max(64, _cells.Length));
    }

    private RecordOutcome EndLine(int place)
    {
        if (_buffer[place] == '\r')
        {
            if (place + 1 == _end && !_isEnded)
                return RecordOutcome.Unfinished;
            place += place + 1 < _end && _buffer[place + 1] == '\n' ? 1 : 0;
        }

        _next = place + 1;
        return RecordOutcome.Whole;
    }

    /// <summary>The quote that closes a cell; -1 if it is not there.</summary>
    private int FindClose(int place)
    {
        while (true)
        {
            int length = _buffer.AsSpan(place, _end - place).IndexOf((byte)'"');
            if (length < 0)
                return -1;
            int quote = place + length;
            place = quote + 1;
            if (place == _end)
                return _isEnded ? quote : -1;
            byte next = _buffer[place];
            if (next == '"')
                place++;
            else if (length == 0 || _buffer[quote - 1] != '\\' || (EndsCell(next) && !_hasEscapes))
                return quote;
            else
                _hasEscapes = true;
        }
    }

    private bool EndsCell(byte next) =>
        next is (byte)'\r' or (byte)'\n' || next == Delimiter || (Delimiter == ' ' && next == '\t');
}
