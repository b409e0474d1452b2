namespace SneTools;

/// <summary>Pˢ, whatever form it is kept in: what an optimizer needs to know of it.</summary>
public interface IAttraction
{
    /// <summary>Number of points.</summary>
    int Count { get; }

    /// <summary>-A, in nats: Σᵢ H(Pᵢ) for a conditional cost, H(P) for a joint one. The constant part of the cost.</summary>
    double Entropy { get; }

    /// <summary>The row sums of Pˢ. The attraction is 2 (D - Pˢ) y with these in D, so its curvature is at most four times the
    /// largest, and after division of every row by its own at most 4.</summary>
    IReadOnlyList<double> Degrees { get; }
}
