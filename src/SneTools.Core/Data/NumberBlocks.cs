namespace SneTools;

/// <summary>Rows of numbers whose count is not known before the last: in blocks, which become one matrix.</summary>
/// <param name="width">Numbers in a row.</param>
/// <param name="expectedRows">The rows that there will be, if that is known: then they need no second place. Fewer or more are no error.
/// </param>
/// <param name="mostRows">The most rows that there can be.</param>
internal sealed class NumberBlocks(int width, int expectedRows, int mostRows)
{
    /// <summary>Numbers in a block, if a row has not more: half a megabyte.</summary>
    private const int BlockLength = 1 << 16;

    private readonly int _rowsOfBlock = Math.Min(
        mostRows, Math.Max(Math.Max(1, BlockLength / Math.Max(1, width)), Math.Min(expectedRows, Array.MaxLength / Math.Max(1, width))));

    private readonly List<double[]?> _blocks = [];

    /// <summary>The place of a row.</summary>
    /// <param name="row">The row, from 0: one that was given before, or the next.</param>
    public Span<double> Row(int row)
    {
        (int block, int place) = Math.DivRem(row, _rowsOfBlock);
        if (block == _blocks.Count)
            _blocks.Add(new double[_rowsOfBlock * width]);
        return _blocks[block].AsSpan(place * width, width);
    }

    /// <summary>All rows in one matrix. A block is let go when it is copied: there is no need for all of them beside the matrix.</summary>
    /// <param name="rows">Number of rows.</param>
    public Matrix Join(int rows)
    {
        if (_blocks is [{ } whole] && whole.Length == (long)rows * width)
            return new Matrix(rows, width, whole);
        var values = new Matrix(rows, width);
        Span<double> rest = values.Values;
        for (int block = 0; block < _blocks.Count; block++)
        {
            ReadOnlySpan<double> numbers = _blocks[block];
            numbers = numbers[..Math.Min(numbers.Length, rest.Length)];
            numbers.CopyTo(rest);
            rest = rest[numbers.Length..];
            _blocks[block] = null;
        }

        return values;
    }
}
