namespace SneTools;

/// <summary>Text whose beginning somebody has already read: gives that back first, then goes on.</summary>
/// <remarks>Unlike going back in the file it works on a pipe, and does not meet the byte order mark a second time.
/// </remarks>
/// <param name="head">What was read.</param>
/// <param name="rest">The reader it came from. It is left open.</param>
internal sealed class PushbackReader(ReadOnlyMemory<char> head, TextReader rest) : SpanReader
{
    private ReadOnlyMemory<char> _head = head;

    /// <inheritdoc/>
    public override int Peek() => _head.IsEmpty ? rest.Peek() : _head.Span[0];

    /// <inheritdoc/>
    public override int Read(Span<char> buffer)
    {
        if (_head.IsEmpty)
            return rest.Read(buffer);
        int count = Math.Min(buffer.Length, _head.Length);
        _head.Span[..count].CopyTo(buffer);
        _head = _head[count..];
        return count;
    }
}
