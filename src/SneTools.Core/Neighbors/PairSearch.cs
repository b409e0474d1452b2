using System.Collections.Concurrent;

namespace SneTools;

/// <summary>All distances of a point are computed, and the k smallest taken: for whatever distances there are.</summary>
/// <param name="points">The points, n.</param>
/// <param name="ties">The order of equally near points.</param>
internal sealed class PairSearch(IPointDistances points, TieOrder ties)
{
    /// <summary>Points whose distances are computed together.</summary>
    private const int BlockSize = 16;

    /// <summary>Finds the neighbors of points.</summary>
    /// <param name="asked">For every point, whether its neighbors are asked for.</param>
    /// <param name="table">Where they go, a row for every point.</param>
    /// <param name="team">The threads that do the work.</param>
    /// <param name="progress">Is told of every point done.</param>
    public unsafe void Find(bool[] asked, NeighborTable table, ThreadTeam team, WorkProgress progress)
    {
        using DistanceTable distances = points.CreateTable();
        var idle = new ConcurrentBag<Scratch>();
        var blocks = new RowBlocks(points.Count, BlockSize);
        team.Run(blocks.Count, block =>
        {
            int start = blocks.Start(block);
            int count = blocks.End(block) - start;
            if (!asked.AsSpan(start, count).Contains(true))
                return;
            if (!idle.TryTake(out Scratch? scratch))
                scratch = new Scratch(ties, table.NeighborCount);
            using var rows = new NativeBuffer<double>((long)count * distances.Stride);
            distances.Compute(start, count, 0, rows.Pointer);
            for (int r = 0; r < count; r++)
            {
                if (!asked[start + r])
                    continue;
                table.Set(start + r, scratch.Rank(start + r, new Span<double>(rows.Pointer + ((long)r * distances.Stride), points.Count)));
                progress.Add(1);
            }

            idle.Add(scratch);
        });
    }

    /// <summary>Finds the neighbors of rows that are no points.</summary>
    /// <param name="queries">Their distances to the points.</param>
    /// <param name="points">Number of points.</param>
    /// <param name="ties">The order of equally near points.</param>
    /// <param name="table">Where the neighbors go, a row for every query.</param>
    /// <param name="team">The threads that do the work.</param>
    public static void Find(IQueryDistances queries, int points, TieOrder ties, NeighborTable table, ThreadTeam team)
    {
        var idle = new ConcurrentBag<(Scratch Scratch, double[] Distances)>();
        team.Run(table.Count, query =>
        {
            if (!idle.TryTake(out (Scratch Scratch, double[] Distances) own))
                own = (new Scratch(ties, table.NeighborCount), new double[points]);
            queries.SquaredDistances(query, 0, own.Distances);
            table.Set(query, own.Scratch.Rank(~query, own.Distances));
            idle.Add(own);
        });
    }

    /// <summary>A thread's own working memory.</summary>
    private sealed class Scratch(TieOrder ties, int neighbors)
    {
        private static readonly Comparer<double> GreatestFirst = Comparer<double>.Create((a, b) => b.CompareTo(a));

        private readonly NeighborRanking _ranking = new(null, ties, neighbors);
        private readonly PriorityQueue<double, double> _nearest = new(neighbors, GreatestFirst);
        private readonly PriorityQueue<int, double> _last = new(neighbors, GreatestFirst);

        /// <summary>The k nearest of a point, in order.</summary>
        public NeighborRanking Rank(int i, ReadOnlySpan<double> distances)
        {
            double farthest = Farthest(i, distances);
            _ranking.Begin(i);
            for (int j = 0; j < distances.Length; j++)
            {
                if (distances[j] < farthest && j != i)
                    _ranking.Add(j, distances[j]);
            }

            if (_ranking.Count < neighbors)
                AddLast(i, distances, farthest, neighbors - _ranking.Count);
            _ranking.Sort();
            return _ranking;
        }

        /// <summary>Takes those of the farthest neighbors that come first in the order of ties: of few different distances very many
        /// tie.</summary>
        private void AddLast(int i, ReadOnlySpan<double> distances, double farthest, int count)
        {
            _last.Clear();
            for (int j = 0; j < distances.Length; j++)
            {
                if (distances[j] != farthest || j == i)
                    continue;
                double key = ties.Key(i, j);
                if (_last.Count < count)
                    _last.Enqueue(j, key);
                else
                    _last.EnqueueDequeue(j, key);
            }

            foreach ((int j, _) in _last.UnorderedItems)
                _ranking.Add(j, farthest);
        }

        /// <summary>The distance to the k-th neighbor.</summary>
        private double Farthest(int i, ReadOnlySpan<double> distances)
        {
            if (neighbors == distances.Length - (i < 0 ? 0 : 1))
                return double.PositiveInfinity;
            _nearest.Clear();
            double farthest = double.PositiveInfinity;
            for (int j = 0; j < distances.Length; j++)
            {
                double distance = distances[j];
                if (j == i || distance >= farthest)
                    continue;
                if (_nearest.Count < neighbors)
                    _nearest.Enqueue(distance, distance);
                else
                    _nearest.EnqueueDequeue(distance, distance);
                farthest = _nearest.Count < neighbors ? double.PositiveInfinity : _nearest.Peek();
            }

            return farthest;
        }
    }
}
