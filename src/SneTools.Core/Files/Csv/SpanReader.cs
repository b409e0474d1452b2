namespace SneTools;

/// <summary>Text that is read in one way, into a span.</summary>
internal abstract class SpanReader : TextReader
{
    /// <inheritdoc/>
    public abstract override int Peek();

    /// <inheritdoc/>
    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public abstract override int Read(Span<char> buffer);
}
