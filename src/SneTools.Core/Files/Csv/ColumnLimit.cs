namespace SneTools;

/// <summary>A text that is being read, until its first line shows to have more columns than its file may have. The library makes an object for
/// each before anybody can look at their number.</summary>
/// <param name="inner">The text; it is disposed with this one.</param>
/// <param name="delimiter">The character between cells.</param>
/// <param name="budget">How much the file may expand to.</param>
internal sealed class ColumnLimit(TextReader inner, char delimiter, Expansion budget) : SpanReader
{
    /// <summary>Bytes of a column: names, places, and what the library has for each.</summary>
    private const int BytesOfColumn = 700;

    private long _columns = 1;
    private bool _isQuoted;
    private bool _isOver;

    /// <inheritdoc/>
    public override int Peek() => inner.Peek();

    /// <inheritdoc/>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>: there are too many columns.</exception>
    public override int Read(Span<char> buffer)
    {
        int count = inner.Read(buffer);
        if (!_isOver)
            Count(buffer[..count]);
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private void Count(ReadOnlySpan<char> text)
    {
        foreach (char character in text)
        {
            _isQuoted ^= character == '"';
            _isOver = !_isQuoted && character is ('\r' or '\n');
            if (_isOver)
                break;
            _columns += character == delimiter && !_isQuoted ? 1 : 0;
        }

        budget.RequireColumns(_columns, BytesOfColumn);
    }
}
