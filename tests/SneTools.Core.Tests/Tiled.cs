using System.Numerics;

namespace SneTools.Tests;

/// <summary>The fast engine over a problem, in every width of register and both precisions.</summary>
/// <param name="IsWide">True for 512 bits, false for 256.</param>
/// <param name="Precision">Single or double.</param>
internal sealed record Tiled(bool IsWide, NumericPrecision Precision)
{
    public static IReadOnlyList<Tiled> Double { get; } =
        [new(false, NumericPrecision.Double), new(true, NumericPrecision.Double)];

    public static IReadOnlyList<Tiled> Single { get; } =
        [new(false, NumericPrecision.Single), new(true, NumericPrecision.Single)];

    public static IReadOnlyList<Tiled> All { get; } = [.. Double, .. Single];

    /// <summary>The engine; it must be disposed of.</summary>
    public ICost Create(Problem problem, ThreadTeam team) => (IsWide, Precision) switch
    {
        (false, NumericPrecision.Double) => Create<Lanes256<double>, double>(problem, team),
        (true, NumericPrecision.Double) => Create<Lanes512<double>, double>(problem, team),
        (false, _) => Create<Lanes256<float>, float>(problem, team),
        (true, _) => Create<Lanes512<float>, float>(problem, team),
    };

    public (ObjectiveValue Value, Matrix Gradient) Evaluate(Problem problem, int threads = 1)
    {
        using var team = new ThreadTeam(threads);
        ICost engine = Create(problem, team);
        using var owner = (IDisposable)engine;
        var gradient = new Matrix(problem.Map.Rows, problem.Map.Columns);
        return (engine.Evaluate(problem.Map, problem.Exaggeration, gradient), gradient);
    }

    /// <summary>The attraction of a problem, each pair once.</summary>
    public static PairWeights<T> Pack<T>(Problem problem, ThreadTeam team)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Pack<T>(problem.Data, problem.Width, problem.Objective.IsJoint, team);

    public static PairWeights<T> Pack<T>(Matrix data, KernelWidth width, bool isJoint, ThreadTeam team)
        where T : unmanaged, IFloatingPointIeee754<T> => PairWeights<T>.Build(Stages.Solve(data, width, team), isJoint, team);

    private static ICost Create<TLanes, T>(Problem problem, ThreadTeam team)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        problem.Objective.Accept(new Factory<TLanes, T>(Pack<T>(problem, team), problem.Map.Columns, team));

    private sealed class Factory<TLanes, T>(PairWeights<T> weights, int dimension, ThreadTeam team) : IObjectiveVisitor<ICost>
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public ICost Visit<TKernel, TNormalization>(TKernel kernel)
            where TKernel : struct, IKernel
            where TNormalization : struct, INormalization =>
            PairLoops.Create<TKernel, TNormalization, TLanes, T>(weights, weights.Count, kernel, dimension, team);
    }
}
