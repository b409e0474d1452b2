using System.Runtime.Intrinsics;

namespace SneTools;

/// <summary>The products of all pairs of columns, or of all pairs of rows, of a centered matrix.</summary>
internal static class InnerProducts
{
    /// <summary>Computes XᵀX, h × h.</summary>
    /// <param name="data">X, n × h.</param>
    /// <param name="team">The threads that do the work. The result does not depend on their number.</param>
    public static Matrix OfColumns(CenteredRows data, ThreadTeam team) =>
        Compute(data, ofRows: false, team);

    /// <summary>Computes XXᵀ, n × n.</summary>
    /// <param name="data">X, n × h.</param>
    /// <param name="team">The threads that do the work. The result does not depend on their number.</param>
    public static Matrix OfRows(CenteredRows data, ThreadTeam team) =>
        Compute(data, ofRows: true, team);

    private static Matrix Compute(CenteredRows data, bool ofRows, ThreadTeam team) =>
        Vector512.IsHardwareAccelerated
            ? InnerProducts<Lanes512<double>>.Compute(data, ofRows, team)
            : InnerProducts<Lanes256<double>>.Compute(data, ofRows, team);
}
