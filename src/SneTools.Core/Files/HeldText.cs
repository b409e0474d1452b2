namespace SneTools;

/// <summary>Holds what is kept of a text against the size of the file: the cells of the rows at hand, and the texts in them.</summary>
/// <param name="source">The file.</param>
/// <param name="columns">Cells in a row.</param>
internal sealed class HeldText(DataSource source, int columns)
{
    /// <summary>Bytes of a cell while the table is built, and afterwards.</summary>
    private const int BytesOfCell = 32;

    private int _first;
    private long _start;
    private long _elements;

    /// <summary>Looks whether the rows at hand may be kept.</summary>
    /// <param name="first">The first of them, from 0; those before it were given away.</param>
    /// <param name="count">Rows that have been read, those before included.</param>
    /// <param name="elements">Elements of vectors that have been read.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>: they take more memory than the file may expand to.</exception>
    public void Require(int first, int count, long elements = 0)
    {
        if (first != _first)
            (_first, _start, _elements) = (first, source.Content.Position, elements);
        double cells = ((double)(count - first) * columns) + (elements - _elements);
        source.Budget.Require(
            (cells * BytesOfCell) + (sizeof(char) * (double)(source.Content.Position - _start)), FormattableString.Invariant($"A text of more than {cells} cells"));
    }
}
