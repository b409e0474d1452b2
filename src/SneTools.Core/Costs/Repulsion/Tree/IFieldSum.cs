namespace SneTools;

/// <summary>Sums the potential Σ w c and the field Σ φw (y - source) c of charged sources at a set of targets.</summary>
internal unsafe interface IFieldSum : IDisposable
{
    /// <summary>The sums: the potential of every target, then each coordinate of the field, <see cref="Stride"/> apart.
    /// </summary>
    double* Sums { get; }

    /// <summary>The distance between the sums' parts.</summary>
    int Stride { get; }

    /// <summary>Begins with points as the targets.</summary>
    /// <param name="origin">A place near the targets: coordinates are computed with relative to it.</param>
    /// <param name="points">The targets, one coordinate after the other.</param>
    /// <param name="stride">The distance between the coordinates.</param>
    /// <param name="count">How many targets there are.</param>
    void BeginPoints(double* origin, double* points, int stride, int count);

    /// <summary>Begins with the proxies of a box as the targets.</summary>
    void BeginProxies(double* center, double* half, ProxyGrid grid);

    /// <summary>Adds points as sources.</summary>
    void AddPoints(double* points, int stride, double* charges, int count);

    /// <summary>Adds the proxies of a box as sources.</summary>
    void AddProxies(double* center, double* half, ProxyGrid grid, double* charges);

    /// <summary>Adds the targets as sources of each other.</summary>
    void AddTargets(double* charges);

    /// <summary>Ends: the sums are complete.</summary>
    void End();
}
