using System.Numerics;

namespace SneTools;

/// <summary>A kernel K = w(d²) in the map. Implemented by small structs, so that the loops that take one as a type
/// argument are compiled for it, without a call inside a pair.</summary>
internal interface IKernel
{
    /// <summary>True if w is a product of one factor for each coordinate.</summary>
    static abstract bool IsSeparable { get; }

    /// <summary>The distance over which w changes: what a grid must resolve.</summary>
    double Length { get; }

    /// <summary>True when w falls so fast that most pairs of a wide map have a w of no account.</summary>
    static abstract bool IsShort { get; }

    /// <summary>log w(d²).</summary>
    double LogWeight(double squaredDistance);

    /// <summary>φ(d²) = -w'(d²) / w(d²), the strength of the force between two points relative to a Gaussian's.</summary>
    double Phi(double squaredDistance);

    /// <summary>The square of the length over which w looks like a polynomial, from a distance on: the error of
    /// interpolation by a number of terms over a box is that of the box's size as a share of this length.</summary>
    double SquaredScale(double squaredDistance, int terms);

    /// <summary>The near part of w, as a share of it: that of the Gaussians exp(-t d²) with t &gt; <paramref name="rate"/> in
    /// w = ∫ g(t) exp(-t d²) dt.</summary>
    /// <param name="squaredDistance">d².</param>
    /// <param name="rate">T, positive.</param>
    /// <returns>Near the other part, which has no frequencies to speak of beyond those of exp(-T d²), and vanishing with exp(-T d²)
    /// further out.</returns>
    double NearShare(double squaredDistance, double rate);

    /// <summary>w(d²) of several pairs.</summary>
    TLanes Weight<TLanes, T>(TLanes squaredDistance)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>w and φw of several pairs.</summary>
    void Repel<TLanes, T>(TLanes squaredDistance, out TLanes weight, out TLanes repulsion)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>w, φ and -log w of several pairs.</summary>
    void Evaluate<TLanes, T>(TLanes squaredDistance, out TLanes weight, out TLanes phi, out TLanes energy)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>;
}
