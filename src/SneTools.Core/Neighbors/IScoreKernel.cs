namespace SneTools;

/// <summary>The products of a few queries with points that lie side by side.</summary>
internal unsafe interface IScoreKernel
{
    /// <summary>Queries that are worked on together.</summary>
    static abstract int Queries { get; }

    /// <summary>Points that are scored together: a divisor of <see cref="PointPanels.Width"/>.</summary>
    static abstract int Points { get; }

    /// <summary>Bytes from a point's numbers to those of the next.</summary>
    static abstract int Stride { get; }

    /// <summary>Scores points for <see cref="Queries"/> queries.</summary>
    /// <param name="rows">The coordinates of the queries.</param>
    /// <param name="column">The points.</param>
    /// <param name="columns">Coordinates, as the kernel counts them.</param>
    /// <param name="limits">For every query, what a score must exceed.</param>
    /// <param name="hits">For every query, a bit for each point whose score does.</param>
    /// <param name="scores">The scores, query after query, if there are such points.</param>
    /// <returns>Whether there are.</returns>
    static abstract bool Multiply(void** rows, void* column, int columns, float* limits, uint* hits, float* scores);
}
