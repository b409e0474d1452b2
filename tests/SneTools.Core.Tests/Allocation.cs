namespace SneTools.Tests;

/// <summary>Counts what all threads allocate, so nothing may run beside it.</summary>
[CollectionDefinition(nameof(Allocation), DisableParallelization = true)]
#pragma warning disable CA1711 // xunit's name for it is a collection.
public sealed class AllocationCollection
#pragma warning restore CA1711
{
}

internal static class Allocation
{
    /// <summary>Bytes that one call of a repeated action allocates, on all threads.</summary>
    /// <remarks>
    /// The least of several counts: the test host now and then allocates on threads of its own. The smallest object has
    /// 24 bytes, so an action that allocates at all shows 24 or more.
    /// </remarks>
    public static double PerCall(Action action, int calls = 200)
    {
        action();
        double least = double.PositiveInfinity;
        for (int attempt = 0; attempt < 5; attempt++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int call = 0; call < calls; call++)
                action();
            least = Math.Min(least, (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / calls);
        }

        return least;
    }
}
