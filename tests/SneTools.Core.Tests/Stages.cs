namespace SneTools.Tests;

/// <summary>The stages of the library as a test calls them: with a team of their own.</summary>
internal static class Stages
{
    public static ConditionalAffinities FromPerplexity(Matrix points, double perplexity, int threads = 1)
    {
        using var team = new ThreadTeam(threads);
        return ConditionalAffinities.FromPerplexity(points, perplexity, team);
    }

    public static ConditionalAffinities FromSigma(Matrix points, double sigma, int threads = 1)
    {
        using var team = new ThreadTeam(threads);
        return ConditionalAffinities.FromSigma(points, sigma, team);
    }

    public static SymmetricAffinities Consume(ConditionalAffinities conditional, bool isJoint, int threads = 1)
    {
        using var team = new ThreadTeam(threads);
        return SymmetricAffinities.Consume(conditional, isJoint, team);
    }

    /// <summary>The reference engine, whatever engine the library would choose.</summary>
    public static IGradientEngine Reference(
        Objective objective,
        SymmetricAffinities affinities,
        int dimension,
        ThreadTeam team) => objective.Accept(new Factory(affinities, dimension, team));

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

    private sealed class Factory(SymmetricAffinities affinities, int dimension, ThreadTeam team)
        : IObjectiveVisitor<IGradientEngine>
    {
        public IGradientEngine Visit<TKernel, TNormalization>(TKernel kernel)
            where TKernel : struct, IKernel
            where TNormalization : struct, INormalization =>
            new ReferenceEngine<TKernel, TNormalization>(affinities, kernel, dimension, team);
    }
}
