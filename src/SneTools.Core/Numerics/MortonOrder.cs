namespace SneTools;

/// <summary>Puts the points of a map along Morton's curve, so that those next to each other in the order are near in the map (Morton
/// 1966, A computer oriented geodetic data base).</summary>
internal static class MortonOrder
{
    private const int CodeBits = 32;

    /// <summary>The points in the order of the curve; those in one cell of it stay in theirs.</summary>
    /// <param name="map">n × l, l at most 3.</param>
    /// <param name="bounds">The box around its points.</param>
    /// <param name="team">The threads that do the work. The result does not depend on their number.</param>
    public static int[] Of(Matrix map, MapBounds bounds, ThreadTeam team)
    {
        int dimension = map.Columns;
        int bits = CodeBits / dimension;
        double cells = bounds.Extent > 0 ? ((1L << bits) - 1) / bounds.Extent : 0;
        var keys = new ulong[map.Rows];
        var blocks = new RowBlocks(map.Rows, 4096);
        team.Run(blocks.Count, block =>
        {
            for (int i = blocks.Start(block); i < blocks.End(block); i++)
            {
                ReadOnlySpan<double> point = map.Row(i);
                ulong code = 0;
                for (int c = 0; c < dimension; c++)
                    code |= Spread((ulong)((point[c] - bounds.Origin[c]) * cells), dimension) << c;
                keys[i] = (code << CodeBits) | (uint)i;
            }
        });
        Array.Sort(keys);
        return Array.ConvertAll(keys, key => (int)(uint)key);
    }

    /// <summary>Draws the bits of a number apart, so that those of the other coordinates find room between them.</summary>
    private static ulong Spread(ulong number, int dimension)
    {
        if (dimension == 1)
            return number;
        ulong result = 0;
        for (int bit = 0; number != 0; bit += dimension, number >>= 1)
            result |= (number & 1) << bit;
        return result;
    }
}
