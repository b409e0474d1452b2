using System.Text;

namespace SneTools;

/// <summary>The bytes of a JSON file, a piece at a time: UTF-8, or made so from what a byte order mark announces. What Python writes for
/// numbers that JSON has no word for (NaN, Infinity, -Infinity) is put as numbers that no writer writes, and remembered.</summary>
internal sealed class JsonText : IDisposable
{
    /// <summary>Bytes that are read at once, and the room for them at first.</summary>
    private const int Piece = 1 << 16;

    /// <summary>Bytes of a cell while the table is built, and afterwards.</summary>
    private const int BytesOfCell = 32;

    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    private readonly DataSource _source;
    private readonly Action<double>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly Stream _stream;
    private readonly JsonLiterals _literals = new();
    private int _count;

    /// <summary>Opens a file.</summary>
    /// <param name="source">The file, at its beginning.</param>
    /// <param name="progress">Is told the share of the file read so far, from 0 to 1.</param>
    /// <param name="cancellation">Ends the work.</param>
    public JsonText(DataSource source, Action<double>? progress, CancellationToken cancellation)
    {
        _source = source;
        _progress = progress;
        _cancellation = cancellation;
        _stream = Announced(source.Content.Head) is { } encoding
            ? Encoding.CreateTranscodingStream(source.Content, encoding, Encoding.UTF8, leaveOpen: true)
            : source.Content;
        while (_count < Mark.Length && !IsEnded)
            Fill(0);
        Kept = Bytes.AsSpan(0, _count).StartsWith(Mark) ? Mark.Length : 0;
    }

    /// <summary>The bytes; those up to <see cref="End"/> may be read.</summary>
    public byte[] Bytes { get; private set; } = new byte[Piece];

    /// <summary>The end of what may be read.</summary>
    public int End { get; private set; }

    /// <summary>The file.</summary>
    public DataSource Source => _source;

    /// <summary>How much the file may expand to.</summary>
    public Expansion Budget => _source.Budget;

    /// <summary>True when nothing follows.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>The place from which on bytes stay where they are to each other; -1 if those that were read may go.</summary>
    public int Kept { get; set; }

    /// <summary>True while one looks at a beginning, which may end anywhere.</summary>
    public bool IsProbing { get; set; } = true;

    /// <summary>The row that is being read, counted from 1; 0 before the first.</summary>
    public int Row { get; set; }

    /// <summary>The encoding that a byte order mark announces; null for UTF-8.</summary>
    public static Encoding? Announced(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32,
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        [0, 0, 0xFE, 0xFF, ..] => new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        _ => null,
    };

    /// <summary>Reads more.</summary>
    /// <param name="done">The place up to which the bytes have been used.</param>
    /// <returns>By how many bytes those there have moved to the front; -1 if there are too many to look at.</returns>
    /// <exception cref="SneException">A row, or a value, has more bytes than one may have.</exception>
    public int Fill(int done)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (!IsProbing)
            _source.Report(_progress);
        int first = Kept >= 0 ? Kept : done;
        if (first == 0 && _count == Bytes.Length && !Grow())
            return -1;
        Shift(first);
        int count = _stream.Read(Bytes.AsSpan(_count, Math.Min(Piece, Bytes.Length - _count)));
        _count += count;
        IsEnded = count == 0;
        End = _literals.Replace(Bytes.AsSpan(0, _count), End, IsEnded);
        return first;
    }

    /// <summary>Holds the cells read so far, and the texts in them, against the size of the file.</summary>
    /// <param name="cells">How many.</param>
    public void RequireSize(double cells) => Budget.Require(
        (cells * BytesOfCell) + (sizeof(char) * (double)_source.Content.Position), FormattableString.Invariant($"A text of more than {cells} cells"));

    /// <summary>Puts back what a file has in the place of a number.</summary>
    /// <param name="start">Where the number begins.</param>
    /// <param name="length">Its length.</param>
    public void Restore(int start, int length) => _literals.Restore(Bytes.AsSpan(0, _count), start, length);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_stream != _source.Content)
            _stream.Dispose();
    }

    private bool Grow()
    {
        if (Bytes.Length >= Budget.LongestRow)
        {
            if (IsProbing)
                return false;
            throw new SneException(
                SneError.InvalidFile,
                FormattableString.Invariant($"Row {Row} has more than {Bytes.Length / 1e6:0.0} MB of text: it is no row, or this is no list of rows."),
                Row);
        }

        byte[] larger = new byte[Math.Min(2L * Bytes.Length, Budget.LongestRow)];
        Bytes.AsSpan(0, _count).CopyTo(larger);
        Bytes = larger;
        return true;
    }

    private void Shift(int bytes)
    {
        if (bytes == 0)
            return;
        Bytes.AsSpan(bytes, _count - bytes).CopyTo(Bytes);
        _literals.Shift(bytes);
        _count -= bytes;
        End -= bytes;
        if (Kept >= 0)
            Kept = 0;
    }
}
