namespace SneTools;

/// <summary>A regular grid of nodes over a map of up to three dimensions. Dimensions that the map lacks have one node.</summary>
/// <param name="Spacing">Distance between nodes, in units of the map.</param>
/// <param name="Depth">Nodes along the slowest axis of a 3-D map.</param>
/// <param name="Height">Nodes along the slowest axis of a 2-D map.</param>
/// <param name="Width">Nodes along the axis that is contiguous in memory.</param>
internal readonly record struct GridGeometry(double Spacing, int Depth, int Height, int Width)
{
    /// <summary>Nodes along an axis come in multiples of this: whole tiles, whole pairs of the widest registers.</summary>
    public const int Quantum = 32;

    /// <summary>Number of nodes.</summary>
    public double Size => (double)Depth * Height * Width;

    /// <summary>The grid for a map.</summary>
    /// <param name="spacing">Distance between nodes.</param>
    /// <param name="extents">Width of the map along each of its one to three axes; the last is contiguous in memory.</param>
    public static GridGeometry For(double spacing, ReadOnlySpan<double> extents)
    {
        int last = extents.Length - 1;
        return new GridGeometry(
            spacing,
            last > 1 ? Nodes(extents[last - 2], spacing) : 1,
            last > 0 ? Nodes(extents[last - 1], spacing) : 1,
            Nodes(extents[last], spacing));
    }

    /// <summary>The least number of nodes along an axis that is not below a number.</summary>
    public static int WholeTiles(int nodes) => (nodes + Quantum - 1) / Quantum * Quantum;

    private static int Nodes(double extent, double spacing)
    {
        double nodes = Math.Floor(extent / spacing) + SplineWindow.Order + 1;
        return nodes < int.MaxValue / 2 ? WholeTiles((int)nodes) : int.MaxValue / 2;
    }
}
