namespace SneTools;

/// <summary>A fixed division of rows into blocks, which one thread at a time takes.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="BlockSize">Rows in a block; the last block may have fewer.</param>
internal readonly record struct RowBlocks(int Rows, int BlockSize = 32)
{
    /// <summary>Number of blocks.</summary>
    public int Count => (Rows + BlockSize - 1) / BlockSize;

    /// <summary>First row of a block.</summary>
    public int Start(int block) => block * BlockSize;

    /// <summary>The row after the last of a block.</summary>
    public int End(int block) => Math.Min(Rows, (block + 1) * BlockSize);
}
