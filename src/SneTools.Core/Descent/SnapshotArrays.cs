namespace SneTools;

/// <summary>The maps that a descent kept on the way as arrays of its state, and back: absent where there are none.</summary>
/// <remarks>A state holds arrays of eight bytes a number. Two numbers of single precision share one, the earlier in its low half, as they
/// lie in a file whose lowest byte comes first.</remarks>
internal static class SnapshotArrays
{
    private const string Iterations = "snapshots.iteration";
    private const string Maps = "snapshots.map";

    /// <summary>Adds the maps to a state's arrays.</summary>
    /// <exception cref="SneException"><see cref="SneError.OutOfMemory"/>: they are more than an array holds.</exception>
    public static void Write(DescentState state, StateArrays arrays)
    {
        List<KeptMap> kept = state.Snapshots;
        if (kept.Count == 0)
            return;
        long length = (long)kept.Count * state.Map.Values.Length;
        if ((length + 1) / 2 > Array.MaxLength)
            throw new SneException(SneError.OutOfMemory, FormattableString.Invariant($"{kept.Count} maps on the way are more than a file holds of one run: a longer SnapshotInterval keeps fewer."));
        var packed = new long[(length + 1) / 2];
        long k = 0;
        foreach (KeptMap map in kept)
        {
            foreach (float value in map.Values)
            {
                packed[k >> 1] |= (long)BitConverter.SingleToUInt32Bits(value) << (32 * (int)(k & 1));
                k++;
            }
        }

        arrays.Add(Iterations, [.. kept.Select(map => (long)map.Iteration)]);
        arrays.Add(Maps, packed);
    }

    /// <summary>The maps in a state's arrays.</summary>
    /// <param name="arrays">The arrays.</param>
    /// <param name="length">Numbers in a map.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>: they are none.</exception>
    public static List<KeptMap> Read(StateArrays arrays, long length)
    {
        var result = new List<KeptMap>();
        if (!arrays.Arrays.TryGetValue(Iterations, out Array? known))
            return result;
        long[] iterations = arrays.Array<long>(Iterations, known.LongLength);
        long[] packed = arrays.Array<long>(Maps, ((iterations.LongLength * length) + 1) / 2);
        int last = arrays.Count("iterations", int.MaxValue);
        long k = 0;
        for (int s = 0; s < iterations.Length; s++)
        {
            if (iterations[s] < (s == 0 ? 0 : iterations[s - 1] + 1) || iterations[s] > last)
                throw StateArrays.Invalid(FormattableString.Invariant($"kept a map on the way after iteration {iterations[s]}, of {last} in order"));
            var values = new float[length];
            for (int i = 0; i < values.Length; i++, k++)
                values[i] = Finite(BitConverter.UInt32BitsToSingle((uint)(packed[k >> 1] >> (32 * (int)(k & 1)))));
            result.Add(new KeptMap((int)iterations[s], values));
        }

        return result;
    }

    private static float Finite(float value) =>
        float.IsFinite(value) ? value : throw StateArrays.Invalid("kept a map on the way with a coordinate that is not finite");
}
