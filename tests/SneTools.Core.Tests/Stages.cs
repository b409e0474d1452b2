namespace SneTools.Tests;

/// <summary>The stages of the library as a test calls them: with a team of their own.</summary>
internal static class Stages
{
    public static Affinities Solve(Matrix points, KernelWidth width, ThreadTeam team) =>
        Affinities.Create(Samples.Named(points), new AffinityOptions { Width = width, NeighborCount = Math.Max(1, points.Rows - 1) }, team);

    /// <summary>A cost over all pairs of points.</summary>
    public static Cost Exact(Matrix points, double perplexity, Objective objective, int dimension, NumericPrecision precision, ThreadTeam team) =>
        Cost.Create(Solve(points, KernelWidth.OfPerplexity(perplexity), team), objective, dimension, EngineKind.Exact, precision, team);

    /// <summary>A cost over near neighbors.</summary>
    public static Cost Near(NeighborGraph graph, double perplexity, Objective objective, EngineKind kind, NumericPrecision precision, ThreadTeam team) =>
        Cost.Create(Affinities.Create(graph, KernelWidth.OfPerplexity(perplexity), team), objective, 2, kind, precision, team);

    /// <summary>A gradient check as the cmdlet makes it: an engine for many points over the pairs that a run has with it, others over all.
    /// </summary>
    public static (IReadOnlyList<GradientReport> Reports, IReadOnlyList<string> Warnings) Check(
        Matrix points, double? sigma, double perplexity, Matrix map, GradientCheckOptions options, ThreadTeam team)
    {
        var pairs = new AffinityOptions
        {
            Width = KernelWidth.Of(sigma, perplexity),
            NeighborCount = options.IsApproximate ? null : points.Rows - 1,
        };
        return GradientCheck.Run(Affinities.Create(Samples.Named(points), pairs, team), map, options, team);
    }

    public static DenseAffinities FromPerplexity(Matrix points, double perplexity, int threads = 1)
    {
        using var team = new ThreadTeam(threads);
        return new DenseAffinities(Solve(points, KernelWidth.OfPerplexity(perplexity), team), team);
    }

    public static DenseAffinities FromSigma(Matrix points, double sigma, int threads = 1)
    {
        using var team = new ThreadTeam(threads);
        return new DenseAffinities(Solve(points, KernelWidth.OfSigma(sigma), team), team);
    }

    public static SymmetricAffinities Symmetric(DenseAffinities affinities, bool isJoint, int threads = 1)
    {
        using var team = new ThreadTeam(threads);
        return SymmetricAffinities.Of(affinities.Affinities, isJoint, team);
    }

    /// <summary>The reference engine.</summary>
    public static ICost Reference(
        Objective objective,
        SymmetricAffinities affinities,
        int dimension,
        ThreadTeam team) => ReferenceEngines.Create(objective, affinities, dimension, team);

    /// <summary>Cost and gradient of the reference engine.</summary>
    public static (ObjectiveValue Value, Matrix Gradient) Evaluate(
        Objective objective,
        SymmetricAffinities affinities,
        Matrix map,
        double exaggeration = 1,
        int threads = 1)
    {
        using var team = new ThreadTeam(threads);
        var gradient = new Matrix(map.Rows, map.Columns);
        ObjectiveValue value =
            Reference(objective, affinities, map.Columns, team).Evaluate(map, exaggeration, gradient);
        return (value, gradient);
    }

    public static Matrix Differences(
        Objective objective,
        SymmetricAffinities affinities,
        Matrix map,
        double exaggeration = 1,
        double step = 1e-3,
        int threads = 1)
    {
        using var team = new ThreadTeam(threads);
        return NumericalGradient.Compute(objective, affinities, map, step, exaggeration, null, team);
    }
}
