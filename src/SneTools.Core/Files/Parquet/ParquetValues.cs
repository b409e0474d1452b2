using System.Buffers.Binary;

namespace SneTools;

/// <summary>Values of a column, by their places: those of a page, or of a dictionary.</summary>
/// <param name="leaf">The column.</param>
/// <param name="budget">How much the file may expand to.</param>
internal sealed class ParquetValues(ParquetLeaf leaf, Expansion budget)
{
    private readonly int _width = leaf.Type == ParquetType.Boolean ? 1 : leaf.Width ?? 0;
    private byte[] _bytes = [];
    private int[] _starts = [];

    /// <summary>Number of values.</summary>
    public int Count { get; private set; }

    /// <summary>The bytes of a value; of a truth one byte, 0 or 1.</summary>
    public ReadOnlySpan<byte> this[int place] => _width > 0
        ? _bytes.AsSpan(place * _width, _width)
        : _bytes.AsSpan(_starts[place] + sizeof(int), _starts[place + 1] - _starts[place] - sizeof(int));

    /// <summary>Takes values in the place of those before.</summary>
    /// <param name="plain">The values one behind the other, at least as many.</param>
    /// <param name="count">How many.</param>
    public void Fill(ReadOnlySpan<byte> plain, int count)
    {
        Count = count;
        if (leaf.Type == ParquetType.Boolean)
        {
            Span<byte> truths = Prepare(count);
            for (int k = 0; k < count; k++)
                truths[k] = (byte)((plain[k / 8] >> (k % 8)) & 1);
            return;
        }

        if (_width == 0)
            plain = plain[..FindStarts(plain, count)];
        else
            plain = plain[..(count * _width)];
        plain.CopyTo(Prepare(plain.Length));
    }

    /// <summary>Finds where every text begins, and the last one ends.</summary>
    private int FindStarts(ReadOnlySpan<byte> plain, int count)
    {
        if (_starts.Length <= count)
        {
            budget.Take((count + 1.0) * sizeof(int), "A page of texts");
            _starts = new int[count + 1];
        }

        int position = 0;
        for (int k = 0; k < count; k++)
        {
            _starts[k] = position;
            position += sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(plain[position..]);
        }

        _starts[count] = position;
        return position;
    }

    private Span<byte> Prepare(int size)
    {
        if (_bytes.Length < size)
        {
            budget.Take(size, "A page of values");
            _bytes = new byte[size];
        }

        return _bytes.AsSpan(0, size);
    }
}
