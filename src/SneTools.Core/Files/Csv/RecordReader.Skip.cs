namespace SneTools;

/// <content>Records that are passed over.</content>
internal sealed partial class RecordReader
{
    /// <summary>Goes over records. A line without a quote in it is a record whatever its cells are, and they are not looked at.</summary>
    /// <param name="count">How many.</param>
    /// <param name="row">The number of the first.</param>
    /// <param name="skipsBlank">True if records with nothing but blanks in them do not count.</param>
    /// <returns>How many there were, up to that number.</returns>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>: a record is malformed or too long, or holds bytes that are not of the
    /// encoding.</exception>
    public int Skip(int count, int row, bool skipsBlank)
    {
        int done = 0;
        while (done < count)
        {
            int end = PlainLine();
            if (end >= 0 && EndLine(end) == RecordOutcome.Whole)
            {
                done++;
                continue;
            }

            if (!Read(row + done))
                break;
            if (!skipsBlank || !IsBlank())
                done++;
        }

        return done;
    }

    /// <summary>Where the line at hand ends, if all of it was read, and it begins with something else than a blank and has no quotes.</summary>
    /// <returns>-1 for another.</returns>
    private int PlainLine()
    {
        ReadOnlySpan<byte> rest = _buffer.AsSpan(_next, _end - _next);
        if (rest.IsEmpty || rest[0] <= (byte)' ')
            return -1;
        int length = rest.IndexOfAny((byte)'\n', (byte)'\r', (byte)'"');
        return length < 0 || rest[length] == '"' ? -1 : _next + length;
    }
}
