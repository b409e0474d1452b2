namespace SneTools;

/// <summary>The precision in which pairs are computed. Sums over pairs, and the map, are always in double.</summary>
#pragma warning disable CA1720 // The names of the precisions are those of the types.
public enum NumericPrecision
{
    /// <summary>Double up to 2 000 points, where it costs next to nothing, single beyond.</summary>
    Auto,

    /// <summary>Single precision: the gradient is within 1e-4 of the double one (relative, in norm), in half the memory
    /// and less than half the time.</summary>
    Single,

    /// <summary>Double precision.</summary>
    Double,
}
