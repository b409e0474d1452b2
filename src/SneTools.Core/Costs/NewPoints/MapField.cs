namespace SneTools;

/// <summary>Chooses how log Z of a map is computed at any place.</summary>
internal static class MapField
{
    /// <summary>Number of points up to which they are all summed.</summary>
    public const int MaxSummed = 2000;

    /// <summary>The field of a map.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="map">n × l.</param>
    /// <param name="team">The threads that do the work; must outlive the field.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static IMapField Of<TKernel>(TKernel kernel, Matrix map, ThreadTeam team)
        where TKernel : struct, IKernel
    {
        if (map.Rows <= MaxSummed || map.Columns > CellField.MaxDimension)
            return new AllPointsField<TKernel>(kernel, map);
        return TKernel.IsShort ? new CellField(map, team) : NodeField<TKernel>.Create(kernel, map, team);
    }
}
