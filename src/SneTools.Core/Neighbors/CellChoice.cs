namespace SneTools;

/// <summary>The cells that some queries are compared with.</summary>
/// <remarks>Its lists are as large as those of candidates, and there is one for every block of queries: as arrays they would be
/// hundreds of megabytes of garbage before the runtime looked.</remarks>
internal sealed unsafe class CellChoice : IDisposable
{
    /// <summary>Cells of a query that come before the others: what is found in the nearest ones makes the rest of the search quick.</summary>
    private const int FirstCells = 4;

    /// <summary>Sorts what was chosen by cells.</summary>
    /// <param name="nearest">The cells of every query.</param>
    /// <param name="queries">How many queries.</param>
    /// <param name="count">How many cells there are.</param>
    public CellChoice(ScoredCandidates nearest, int queries, int count)
    {
        using var chosen = new NativeBuffer<int>((long)queries * nearest.Capacity, isCleared: false);
        var starts = new int[queries + 1];
        for (int slot = 0; slot < queries; slot++)
            starts[slot + 1] = starts[slot] + nearest.CopyBest(slot, new Span<int>(chosen.Pointer + starts[slot], nearest.Capacity), FirstCells);
        First = new Part(chosen, starts, count, 0, FirstCells);
        Rest = new Part(chosen, starts, count, FirstCells, int.MaxValue);
    }

    /// <summary>The nearest cells of every query.</summary>
    public Part First { get; }

    /// <summary>The others.</summary>
    public Part Rest { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        First.Dispose();
        Rest.Dispose();
    }

    /// <summary>Some of the cells of every query.</summary>
    internal sealed class Part : IDisposable
    {
        private readonly NativeBuffer<int> _starts;
        private readonly NativeBuffer<int> _slots;

        /// <summary>Sorts them.</summary>
        /// <param name="chosen">The cells of all queries.</param>
        /// <param name="starts">Where those of every query begin, and those of the last end.</param>
        /// <param name="count">How many cells there are.</param>
        /// <param name="from">The first of a query's cells that is taken, counted from 0.</param>
        /// <param name="to">The first that is not.</param>
        public Part(NativeBuffer<int> chosen, int[] starts, int count, int from, int to)
        {
            CellCount = count;
            _starts = new NativeBuffer<int>(count + 1);
            int* places = _starts.Pointer;
            ReadOnlySpan<int> Own(int slot)
            {
                var own = new ReadOnlySpan<int>(chosen.Pointer + starts[slot], starts[slot + 1] - starts[slot]);
                return own[Math.Min(from, own.Length)..Math.Min(to, own.Length)];
            }

            for (int slot = 0; slot < starts.Length - 1; slot++)
            {
                foreach (int cell in Own(slot))
                    places[cell + 1]++;
            }

            for (int cell = 0; cell < count; cell++)
                places[cell + 1] += places[cell];
            _slots = new NativeBuffer<int>(places[count], isCleared: false);
            for (int slot = 0; slot < starts.Length - 1; slot++)
            {
                foreach (int cell in Own(slot))
                    _slots.Pointer[places[cell]++] = slot;
            }

            // Every cell's place is at its end now, where the next one begins.
            new Span<int>(places, count).CopyTo(new Span<int>(places + 1, count));
            places[0] = 0;
        }

        /// <summary>Number of cells, those included that no query is compared with.</summary>
        public int CellCount { get; }

        /// <summary>The queries that are compared with a cell.</summary>
        public ReadOnlySpan<int> Queries(int cell) => new(_slots.Pointer + _starts.Pointer[cell], _starts.Pointer[cell + 1] - _starts.Pointer[cell]);

        /// <inheritdoc/>
        public void Dispose()
        {
            _starts.Dispose();
            _slots.Dispose();
        }
    }
}
