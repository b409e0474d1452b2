namespace SneTools;

/// <summary>Several sums of products of codes, each a whole number of 32 bits.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
internal unsafe interface ICodeLanes<TSelf>
    where TSelf : struct, ICodeLanes<TSelf>
{
    /// <summary>How many sums there are.</summary>
    static abstract int Count { get; }

    /// <summary>The numbers at a place in memory: sums, or four codes each.</summary>
    static abstract TSelf Load(int* source);

    /// <summary>The same four codes in every lane.</summary>
    static abstract TSelf Broadcast(int codes);

    /// <summary>sum + Σ xₘ yₘ over the eight codes of each lane.</summary>
    /// <param name="x0">Four codes from 0 to 127.</param>
    /// <param name="y0">Four codes from -63 to 63.</param>
    /// <param name="x1">As <paramref name="x0"/>.</param>
    /// <param name="y1">As <paramref name="y0"/>.</param>
    /// <param name="sum">The sums so far.</param>
    static abstract TSelf MultiplyAdd(TSelf x0, TSelf y0, TSelf x1, TSelf y1, TSelf sum);

    /// <summary>A bit for every lane, the first lane's the lowest: whether its sum, in single precision, exceeds a limit.</summary>
    static abstract uint Above(TSelf sum, float limit);

    /// <summary>Writes the sums, in single precision, to a place in memory.</summary>
    void Store(float* target);
}
