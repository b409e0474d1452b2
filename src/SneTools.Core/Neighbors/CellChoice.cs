namespace SneTools;

/// <summary>The cells that some queries are compared with.</summary>
internal sealed class CellChoice
{
    /// <summary>Cells of a query that come before the others: what is found in the nearest ones makes the rest of the search quick.</summary>
    private const int FirstCells = 4;

    /// <summary>Sorts what was chosen by cells.</summary>
    /// <param name="nearest">The cells of every query.</param>
    /// <param name="queries">How many queries.</param>
    /// <param name="count">How many cells there are.</param>
    public CellChoice(ScoredCandidates nearest, int queries, int count)
    {
        var chosen = new int[queries * nearest.Capacity];
        var starts = new int[queries + 1];
        for (int slot = 0; slot < queries; slot++)
            starts[slot + 1] = starts[slot] + nearest.CopyBest(slot, chosen.AsSpan(starts[slot]), FirstCells);
        First = new Part(chosen, starts, count, 0, FirstCells);
        Rest = new Part(chosen, starts, count, FirstCells, int.MaxValue);
    }

    /// <summary>The nearest cells of every query.</summary>
    public Part First { get; }

    /// <summary>The others.</summary>
    public Part Rest { get; }

    /// <summary>Some of the cells of every query.</summary>
    internal sealed class Part
    {
        private readonly int[] _starts;
        private readonly int[] _slots;

        /// <summary>Sorts them.</summary>
        /// <param name="chosen">The cells of all queries.</param>
        /// <param name="starts">Where those of every query begin, and those of the last end.</param>
        /// <param name="count">How many cells there are.</param>
        /// <param name="from">The first of a query's cells that is taken, counted from 0.</param>
        /// <param name="to">The first that is not.</param>
        public Part(int[] chosen, int[] starts, int count, int from, int to)
        {
            _starts = new int[count + 1];
            ReadOnlySpan<int> Own(int slot)
            {
                ReadOnlySpan<int> own = chosen.AsSpan(starts[slot]..starts[slot + 1]);
                return own[Math.Min(from, own.Length)..Math.Min(to, own.Length)];
            }

            for (int slot = 0; slot < starts.Length - 1; slot++)
            {
                foreach (int cell in Own(slot))
                    _starts[cell + 1]++;
            }

            Cells = [.. Enumerable.Range(0, count).Where(cell => _starts[cell + 1] > 0)];
            for (int cell = 0; cell < count; cell++)
                _starts[cell + 1] += _starts[cell];
            _slots = new int[_starts[^1]];
            int[] next = _starts[..count];
            for (int slot = 0; slot < starts.Length - 1; slot++)
            {
                foreach (int cell in Own(slot))
                    _slots[next[cell]++] = slot;
            }
        }

        /// <summary>The cells that any query is compared with, in the order of their numbers.</summary>
        public int[] Cells { get; }

        /// <summary>The queries that are compared with a cell.</summary>
        public ReadOnlySpan<int> Queries(int cell) => _slots.AsSpan(_starts[cell], _starts[cell + 1] - _starts[cell]);
    }
}
