namespace SneTools;

/// <summary>How much memory the contents of a file may take. A few bytes can stand for a great many: a run of a million equal numbers, a
/// page of zeros that was compressed, a list of a thousand million elements that is not there.</summary>
/// <remarks>
/// 64 MB are free. Beyond, a file may expand a thousandfold, unless it says otherwise: a bit for sixty-four numbers, which is more than data hold that are worth
/// a map, and about what gzip makes of nothing but zeros. Who knows a file to be good says how much it may be.
/// </remarks>
/// <param name="fileBytes">Size of the file, as it lies on the disk.</param>
/// <param name="given">Bytes that it may expand to, as a user gives them; null for those of its size.</param>
/// <param name="factor">How many times its size a file may expand to.</param>
/// <param name="advice">What a user can do about a file that would take more, as a sentence.</param>
internal sealed class Expansion(
    long fileBytes,
    long? given = null,
    int factor = 1000,
    string advice = "Read fewer rows with First, or fewer columns with Property; if the file is known to be good, allow it more with MaxExpandedSize.")
{
    private const long Free = 64_000_000;

    /// <summary>Bytes of a row: all of a file may be one, but a file of some bytes not one of many millions.</summary>
    private const int LongestOfRows = 1 << 26;
    private const int FreeRow = 1 << 18;
    private const int LargestRowFactor = 8;

    /// <summary>What the names and places of columns may take for each byte of the file: they are there whatever the rows hold.</summary>
    private const long LargestColumnFactor = 20;

    private readonly long _most = given ?? Math.Max(Free, Math.Min(fileBytes, long.MaxValue / factor) * factor);
    private double _taken;

    /// <summary>Bytes that a row of a text may have: 64 million, or fewer if the file expands to fewer, but 256 thousand of any.</summary>
    public int LongestRow => (int)Math.Clamp(given ?? (Math.Min(fileBytes, LongestOfRows) * LargestRowFactor), FreeRow, LongestOfRows);

    /// <summary>The same for a file whose size has become known.</summary>
    /// <param name="bytes">Its size.</param>
    public Expansion Of(long bytes) => new(bytes, given, factor, advice);

    /// <summary>Counts bytes that are about to be allocated.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="what">What needs them, as the subject of a message.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>: with those before, they are more than the file may expand to.</exception>
    public void Take(double bytes, string what)
    {
        _taken += bytes;
        Require(_taken, what);
    }

    /// <summary>Holds bytes against the size of the file, by themselves.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="what">What needs them, as the subject of a message.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>.</exception>
    public void Require(double bytes, string what)
    {
        if (bytes <= _most)
            return;
        throw new SneException(
            SneError.InvalidFile,
            FormattableString.Invariant(
                $"{what} would take {bytes / 1e6:0} MB of memory, and the file has {fileBytes} bytes; it may take {_most / 1e6:0} MB, {(given is null ? FormattableString.Invariant($"{factor} times its size or at least 64 MB") : "as MaxExpandedSize says")}. ") +
            advice);
    }

    /// <summary>Refuses a table with columns without end. Each needs a name and a place, whether the rows have anything in it or not.
    /// </summary>
    /// <param name="columns">Number of columns.</param>
    /// <param name="bytesOfColumn">Bytes that one takes.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>.</exception>
    public void RequireColumns(long columns, int bytesOfColumn)
    {
        long most = (given ?? Math.Max(Free, Math.Min(fileBytes, long.MaxValue / LargestColumnFactor) * LargestColumnFactor)) / bytesOfColumn;
        if (columns > most)
            throw new SneException(SneError.InvalidFile, FormattableString.Invariant($"There are {columns} columns or more, and the file has {fileBytes} bytes; it may have {most} columns. If it is known to be good, allow it more with MaxExpandedSize."));
    }
}
