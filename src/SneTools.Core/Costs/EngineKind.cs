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

    /// <summary>By a Chebyshev fast multipole method: over a tree of boxes, O(n) a step but for the tree itself, however wide the map is;
    /// maps of up to three dimensions.</summary>
    /// <remarks>W. Fong, E. Darve, The black-box fast multipole method, J. Comput. Phys. 228 (2009) 8712-8725,
    /// doi 10.1016/j.jcp.2009.08.031: the points of a box act through proxies at its Chebyshev nodes.</remarks>
    Multipole,
}
