namespace SneTools.Plots;

/// <summary>What of a map is shown, and how.</summary>
public sealed record MapLook
{
    /// <summary>Diameter of a point in pixels; null for one that suits their number.</summary>
    public double? PointSize { get; init; }

    /// <summary>How opaque points are, above 0 and up to 1; null for what suits their number.</summary>
    public double? Opacity { get; init; }

    /// <summary>From where to where the first coordinate is shown; null for all of it.</summary>
    public (double Low, double High)? XLimit { get; init; }

    /// <summary>From where to where the second coordinate is shown; null for all of it.</summary>
    public (double Low, double High)? YLimit { get; init; }

    /// <summary>Whether there is a legend.</summary>
    public bool HasLegend { get; init; } = true;

    /// <summary>Whether names of categories stand on the map.</summary>
    public bool HasLabels { get; init; } = true;
}
