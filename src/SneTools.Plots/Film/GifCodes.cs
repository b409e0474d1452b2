namespace SneTools.Plots;

/// <summary>Writes the pixels of a GIF's frame: numbers of a byte, as codes for strings that came before, of 9 to 12 bits (Welch 1984, as in
/// GIF89a, appendix F).</summary>
internal sealed class GifCodes(Stream stream)
{
    private const int ByteBits = 8;
    private const int Clear = 1 << ByteBits;
    private const int End = Clear + 1;
    private const int MaxBits = 12;
    private const int MaxBlock = 255;

    /// <summary>The code of a known string and one more byte; 0 if that is not known: byte 0 alone is never the longer one.</summary>
    private readonly ushort[] _codes = new ushort[1 << (MaxBits + ByteBits)];

    private readonly byte[] _block = new byte[MaxBlock];
    private int _length;
    private uint _pending;
    private int _pendingBits;

    /// <summary>Writes all of a frame's pixels.</summary>
    public void Write(ReadOnlySpan<byte> values)
    {
        Array.Clear(_codes);
        (_pending, _pendingBits) = (0, 0);
        stream.WriteByte(ByteBits);
        int bits = ByteBits + 1;
        int next = End + 1;
        Put(Clear, bits);
        int known = values[0];
        foreach (byte value in values[1..])
        {
            ref ushort longer = ref _codes[(known << ByteBits) | value];
            if (longer != 0)
            {
                known = longer;
                continue;
            }

            Put(known, bits);
            known = value;
            if (next < 1 << MaxBits)
            {
                // The reader is one string behind: it needs the wider code when that of this number has been written.
                if (next == 1 << bits)
                    bits++;
                longer = (ushort)next++;
            }
            else
            {
                Put(Clear, bits);
                Array.Clear(_codes);
                bits = ByteBits + 1;
                next = End + 1;
            }
        }

        Put(known, bits);
        Put(End, next == 1 << bits && bits < MaxBits ? bits + 1 : bits);
        Put(0, ByteBits - 1); // fills the last byte
        Flush();
        stream.WriteByte(0);
    }

    private void Put(int code, int bits)
    {
        _pending |= (uint)code << _pendingBits;
        _pendingBits += bits;
        for (; _pendingBits >= ByteBits; _pendingBits -= ByteBits, _pending >>= ByteBits)
        {
            _block[_length++] = (byte)_pending;
            if (_length == MaxBlock)
                Flush();
        }
    }

    private void Flush()
    {
        if (_length == 0)
            return;
        stream.WriteByte((byte)_length);
        stream.Write(_block, 0, _length);
        _length = 0;
    }
}
