namespace SneTools;

/// <summary>Points whose coordinates can be had in single precision.</summary>
internal interface IPointSource
{
    /// <summary>Coordinates of a point, h.</summary>
    int Columns { get; }

    /// <summary>Writes the coordinates of a point.</summary>
    /// <param name="i">The point.</param>
    /// <param name="target">h numbers.</param>
    /// <returns>‖x‖² before rounding.</returns>
    double Round(int i, Span<float> target);
}
