namespace SneTools;

/// <summary>How the repulsion between the points of a map is computed.</summary>
public enum EngineKind
{
    /// <summary>Exact for few points or more than three dimensions, interpolated otherwise.</summary>
    Auto,

    /// <summary>Over all pairs: O(n²) a step.</summary>
    Exact,

    /// <summary>Through a grid over the map: O(n) a step and Fourier transforms of the grid; maps of up to three dimensions.
    /// </summary>
    Interpolated,

    /// <summary>Over a tree of cells: O(n log n) a step; maps of up to three dimensions.</summary>
    BarnesHut,
}
