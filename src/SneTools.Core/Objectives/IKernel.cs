namespace SneTools;

/// <summary>A kernel K = w(d²) in the map. Implemented by small structs, so that the loops that take one as a type
/// argument are compiled for it, without a call inside a pair.</summary>
internal interface IKernel
{
    /// <summary>log w(d²).</summary>
    double LogWeight(double squaredDistance);

    /// <summary>φ(d²) = -w'(d²) / w(d²), the strength of the force between two points relative to a Gaussian's.</summary>
    double Phi(double squaredDistance);
}
