namespace SneTools;

/// <summary>What a block of queries has found so far: a list for each, which shrinks to the best when it is full.</summary>
internal abstract unsafe class CandidateLists : IDisposable
{
    private readonly NativeBuffer<ulong> _entries;
    private readonly NativeBuffer<float> _limits;
    private readonly int[] _counts;
    private readonly uint[]? _scramblers;

    /// <summary>Creates empty lists.</summary>
    /// <param name="slots">How many.</param>
    /// <param name="capacity">Entries that a list can hold.</param>
    /// <param name="scramblers">For every list an odd number; multiplied by it, the numbers of points decide which of equal scores come
    /// first, the greater. Null where that does not matter.</param>
    protected CandidateLists(int slots, int capacity, uint[]? scramblers = null)
    {
        Capacity = capacity;
        _scramblers = scramblers;
        _counts = new int[slots];
        _entries = new NativeBuffer<ulong>((long)slots * capacity);
        _limits = new NativeBuffer<float>(slots);
        new Span<float>(_limits.Pointer, slots).Fill(float.NegativeInfinity);
    }

    /// <summary>The score that a candidate must exceed, for every list.</summary>
    public float* Limits => _limits.Pointer;

    /// <summary>The score that a candidate of one list must exceed: no other has been dropped.</summary>
    public float Limit(int slot) => Limits[slot];

    /// <summary>Entries that a list can hold.</summary>
    public int Capacity { get; }

    /// <summary>Adds a candidate.</summary>
    /// <param name="slot">To which list.</param>
    /// <param name="score">Its score.</param>
    /// <param name="point">Which point it is.</param>
    public void Add(int slot, float score, int point)
    {
        int count = _counts[slot];
        _entries.Pointer[((long)slot * Capacity) + count] = Entry(score, _scramblers is null ? (uint)point : (uint)point * _scramblers[slot]);
        _counts[slot] = ++count;
        if (count == Capacity)
            _counts[slot] = Shrink(slot, Entries(slot));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The candidates of a list.</summary>
    protected Span<ulong> Entries(int slot) => new(_entries.Pointer + ((long)slot * Capacity), _counts[slot]);

    /// <summary>Which point a candidate is, as the list numbers them.</summary>
    protected static int Point(ulong entry) => (int)(uint)entry;

    /// <summary>The score of a candidate.</summary>
    protected static float Score(ulong entry)
    {
        uint bits = (uint)(entry >> 32);
        return BitConverter.UInt32BitsToSingle((bits & 0x80000000) != 0 ? bits ^ 0x80000000 : ~bits);
    }

    /// <summary>Moves the candidates worth keeping to the front, and sets the limit to what the others cannot exceed.
    /// </summary>
    /// <returns>How many are kept, fewer than there are.</returns>
    protected abstract int Shrink(int slot, Span<ulong> entries);

    /// <summary>Frees the memory.</summary>
    protected virtual void Dispose(bool disposing)
    {
        _entries.Dispose();
        _limits.Dispose();
    }

    /// <summary>A number that orders candidates by score, those of equal score by their numbers.</summary>
    private static ulong Entry(float score, uint point)
    {
        uint bits = BitConverter.SingleToUInt32Bits(score);
        bits = (bits & 0x80000000) != 0 ? ~bits : bits ^ 0x80000000;
        return ((ulong)bits << 32) | point;
    }
}
