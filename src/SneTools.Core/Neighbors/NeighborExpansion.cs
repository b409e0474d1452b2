using System.Collections.Concurrent;

namespace SneTools;

/// <summary>
/// From the neighbors of different rows to those of all rows: a row's own group, then the groups nearest to it, the nearest first. Where
/// not all rows of a distance have a place, or which comes first among them, every row decides by random numbers of its own.
/// </summary>
/// <param name="equal">The groups of equal rows.</param>
/// <param name="found">The nearest groups of every group that has fewer other rows than a row has neighbors.</param>
/// <param name="ties">The order in which equally near groups were taken, by their sizes.</param>
internal sealed class NeighborExpansion(EqualRows equal, NeighborTable found, TieOrder ties)
{
    private const int BlockSize = 512;

    /// <summary>Writes the neighbors of all rows.</summary>
    /// <param name="target">Where they go, a row for every row.</param>
    /// <param name="team">The threads that do the work.</param>
    public void Write(NeighborTable target, ThreadTeam team)
    {
        var idle = new ConcurrentBag<Writer>();
        var blocks = new RowBlocks(target.Count, BlockSize);
        team.Run(blocks.Count, block =>
        {
            if (!idle.TryTake(out Writer? writer))
                writer = new Writer(equal, found, ties, target);
            for (int place = blocks.Start(block); place < blocks.End(block); place++)
                writer.Write(place);
            idle.Add(writer);
        });
    }

    /// <summary>Rows that are equally far, of which some are taken.</summary>
    /// <param name="SquaredDistance">How far.</param>
    /// <param name="Start">The first of their groups, as a place among the group's neighbors.</param>
    /// <param name="End">The place after the last.</param>
    /// <param name="Taken">Rows that are taken of these groups together.</param>
    private readonly record struct Part(double SquaredDistance, int Start, int End, int Taken);

    /// <summary>A thread's own working memory. The rows of a group come one after the other, and share the plan of their parts.</summary>
    private sealed class Writer(EqualRows equal, NeighborTable found, TieOrder ties, NeighborTable target)
    {
        private readonly int _neighbors = target.NeighborCount;
        private readonly bool _isComplete = found.NeighborCount == equal.Count - 1;
        private readonly List<Part> _parts = [];
        private readonly int[] _starts = new int[found.NeighborCount + 1];
        private readonly double[] _keys = new double[found.NeighborCount];
        private readonly int[] _counts = new int[found.NeighborCount];
        private readonly int[] _drawn = new int[target.NeighborCount];
        private readonly RandomDraw _draw = new();
        private int _group = -1;

        /// <summary>Writes the neighbors of the row at a place.</summary>
        public void Write(int place)
        {
            int row = equal.Rows[place];
            int group = equal.Groups[row];
            if (group != _group)
                Plan(_group = group);
            RandomStream random = ties.Stream(row);
            Span<int> indices = target.Indices.AsSpan((int)((long)row * _neighbors), _neighbors);
            Span<double> distances = target.SquaredDistances.AsSpan((int)((long)row * _neighbors), _neighbors);

            int written = WriteOwn(place, indices, ref random);
            distances[..written].Clear();
            foreach (Part part in _parts)
            {
                Write(part, indices.Slice(written, part.Taken), ref random);
                distances.Slice(written, part.Taken).Fill(part.SquaredDistance);
                written += part.Taken;
            }
        }

        private int WriteOwn(int place, Span<int> indices, ref RandomStream random)
        {
            ReadOnlySpan<int> members = equal.Members(_group);
            Span<int> drawn = _drawn.AsSpan(0, Math.Min(_neighbors, members.Length - 1));
            _draw.Take(members.Length - 1, drawn, ref random);
            int self = equal.PlaceInGroup(place);
            for (int c = 0; c < drawn.Length; c++)
                indices[c] = members[drawn[c] < self ? drawn[c] : drawn[c] + 1];
            return drawn.Length;
        }

        private void Write(Part part, Span<int> indices, ref RandomStream random)
        {
            ReadOnlySpan<int> groups = found.Neighbors(_group);
            int first = _starts[part.Start];
            Span<int> drawn = _drawn.AsSpan(0, part.Taken);
            _draw.Take(_starts[part.End] - first, drawn, ref random);
            for (int c = 0; c < drawn.Length; c++)
            {
                int member = first + drawn[c];
                int neighbor = Array.BinarySearch(_starts, part.Start, part.End - part.Start, member);
                neighbor = neighbor < 0 ? ~neighbor - 1 : neighbor;
                indices[c] = equal.Members(groups[neighbor])[member - _starts[neighbor]];
            }
        }

        /// <summary>Divides the neighbors of a group into parts of equal distance, until all places are taken.</summary>
        private void Plan(int group)
        {
            _parts.Clear();
            int open = _neighbors - (equal.Size(group) - 1);
            if (open <= 0)
                return;
            ReadOnlySpan<int> groups = found.Neighbors(group);
            ReadOnlySpan<double> distances = found.Distances(group);
            for (int c = 0; c < groups.Length; c++)
                _starts[c + 1] = _starts[c] + equal.Size(groups[c]);
            for (int start = 0, end; open > 0; start = end)
            {
                for (end = start + 1; end < groups.Length && distances[end] == distances[start];)
                    end++;
                if (end == groups.Length && !_isComplete)
                {
                    PlanLast(group, start, end, open);
                    return;
                }

                int taken = Math.Min(open, _starts[end] - _starts[start]);
                _parts.Add(new Part(distances[start], start, end, taken));
                open -= taken;
            }
        }

        /// <summary>Takes rows of groups that may be only some of those at their distance, namely those whose keys are smallest: as
        /// many of each as have smallest keys themselves. There are at least as many groups as rows to take, so that the
        /// groups that were not found have none of these.</summary>
        private void PlanLast(int group, int start, int end, int open)
        {
            ReadOnlySpan<int> groups = found.Neighbors(group);
            Array.Clear(_counts);
            for (int c = start; c < end; c++)
                _keys[c] = ties.Key(group, groups[c]);
            for (; open > 0; open--)
            {
                int next = start;
                for (int c = start + 1; c < end; c++)
                    next = _keys[c] < _keys[next] ? c : next;
                _keys[next] += ++_counts[next] < equal.Size(groups[next])
                    ? ties.KeyStep(group, groups[next], _counts[next])
                    : double.PositiveInfinity;
            }

            for (int c = start; c < end; c++)
            {
                if (_counts[c] > 0)
                    _parts.Add(new Part(found.Distances(group)[c], c, c + 1, _counts[c]));
            }
        }
    }
}
