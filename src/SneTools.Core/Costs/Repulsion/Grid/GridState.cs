namespace SneTools;

/// <summary>What the repulsion over a grid carries from one map to the next.</summary>
/// <param name="Rung">Place on the ladder of spacings and precisions, from 0, the coarsest.</param>
/// <param name="SinceCheck">Maps since the accuracy was last measured.</param>
/// <param name="CheckedExtent">Extent of the map that was measured last, in lengths of the kernel.</param>
/// <param name="CheckedTolerance">The tolerance that was asked for then.</param>
/// <param name="Error">Error of the gradient that was measured last, relative to its norm; NaN if there is none.</param>
/// <param name="SumError">The largest error of a Zᵢ that was measured last, relative to it.</param>
/// <param name="IsTooCoarse">True while the fallback takes the place of the grid.</param>
public readonly record struct GridState(
    int Rung, int SinceCheck, double CheckedExtent, double CheckedTolerance, double Error, double SumError, bool IsTooCoarse);
