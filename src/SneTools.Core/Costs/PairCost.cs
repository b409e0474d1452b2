using System.Numerics;

namespace SneTools;

/// <summary>The cost where all points are neighbors of each other: one loop over the pairs for attraction and repulsion. O(n²) a step.
/// </summary>
internal sealed class PairCost : Cost
{
    private readonly IPairLoop _loop;
    private readonly ThreadTeam _team;

    public PairCost(Affinities affinities, Objective objective, int dimension, NumericPrecision precision, ThreadTeam team)
        : base(affinities, objective, dimension, EngineKind.Exact, precision)
    {
        _team = team.Uninterrupted;
        (_loop, Degrees, Warnings) = precision == NumericPrecision.Double ? Prepare<double>(team) : Prepare<float>(team);
    }

    public override IReadOnlyList<double> Degrees { get; }

    public override IReadOnlyList<string> Warnings { get; }

    internal override ReadOnlySpan<double> LogRowSums => _loop.LogRowSums;

    public override ObjectiveValue Evaluate(Matrix map, double exaggeration, Matrix gradient) =>
        ((ICost)_loop).Evaluate(map, exaggeration, gradient);

    public override PointDivergence Measure(Matrix map) => PointDivergence.OfAllPairs(Affinities, Objective, map, _team);

    protected override void Dispose(bool isDisposing) => _loop.Dispose();

    private (IPairLoop Loop, IReadOnlyList<double> Degrees, IReadOnlyList<string> Warnings) Prepare<T>(ThreadTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        PairWeights<T> weights = PairWeights<T>.Build(Affinities, Objective.IsJoint, team);
        IPairLoop loop = Objective.Accept(new Factory<T>(weights, Dimension, _team));
        return (loop, weights.Degrees, DataWarnings.Of(Affinities.SaturatedRows, weights.IsolatedRows));
    }

    private sealed class Factory<T>(PairWeights<T> weights, int dimension, ThreadTeam team) : IObjectiveVisitor<IPairLoop>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public IPairLoop Visit<TKernel, TNormalization>(TKernel kernel)
            where TKernel : struct, IKernel
            where TNormalization : struct, INormalization =>
            PairLoops.Create<TKernel, TNormalization, T>(weights, weights.Count, kernel, dimension, team);
    }
}
