using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SneTools;

/// <summary>
/// Puts groups of entries into another order in place: first into the right one of a few stretches of memory, exchanging
/// groups between their ends, then, stretch by stretch and so within the cache, to their places.
/// </summary>
/// <param name="targets">The new place of every group; overwritten.</param>
/// <param name="words">A group of numbers for every place.</param>
/// <param name="highs">Another, of shorter ones.</param>
/// <param name="marks">A number for every place; null for none.</param>
internal sealed unsafe class GroupOrder(NativeBuffer<int> targets, NativeBuffer<int> words, NativeBuffer<ushort> highs, NativeBuffer<byte>? marks)
{
    /// <summary>The most stretches: each has a place that is written next, and these stay in the cache.</summary>
    private const int MaxStretches = 256;

    /// <summary>Groups of a stretch that is not worth dividing.</summary>
    private const int LeastStretch = 1 << 12;

    private readonly int _count = (int)targets.Length;
    private readonly int* _targets = targets.Pointer;
    private readonly Vector256<int>* _words = (Vector256<int>*)words.Pointer;
    private readonly Vector128<ushort>* _highs = (Vector128<ushort>*)highs.Pointer;
    private readonly byte* _marks = marks is null ? null : marks.Pointer;

    /// <summary>Moves the groups.</summary>
    /// <param name="team">The threads that do the work.</param>
    public void Apply(ThreadTeam team)
    {
        int least = Math.Max(LeastStretch, (_count + MaxStretches - 1) / MaxStretches);
        int shift = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)least));
        var stretches = new RowBlocks(_count, 1 << shift);
        Part(stretches, shift);
        team.Run(stretches.Count, stretch =>
        {
            for (int place = stretches.Start(stretch); place < stretches.End(stretch); place++)
            {
                while (_targets[place] != place)
                    Exchange(place, _targets[place]);
            }
        });
    }

    /// <summary>Moves every group into the stretch of its place.</summary>
    private void Part(RowBlocks stretches, int shift)
    {
        Span<int> next = stackalloc int[stretches.Count];
        for (int stretch = 0; stretch < next.Length; stretch++)
            next[stretch] = stretches.Start(stretch);
        for (int stretch = 0; stretch < next.Length; stretch++)
        {
            int end = stretches.End(stretch);
            while (next[stretch] < end)
            {
                int place = next[stretch];
                int target = _targets[place] >> shift;
                if (target == stretch)
                    next[stretch]++;
                else
                    Exchange(place, next[target]++);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Exchange(int a, int b)
    {
        (_targets[a], _targets[b]) = (_targets[b], _targets[a]);
        (_words[a], _words[b]) = (_words[b], _words[a]);
        (_highs[a], _highs[b]) = (_highs[b], _highs[a]);
        if (_marks is not null)
            (_marks[a], _marks[b]) = (_marks[b], _marks[a]);
    }
}
