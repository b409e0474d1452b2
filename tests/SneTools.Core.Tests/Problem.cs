namespace SneTools.Tests;

/// <summary>A cost, the probabilities it compares with, and a map to evaluate it on.</summary>
internal sealed record Problem(
    Objective Objective, Matrix Data, double[,] P, SymmetricAffinities Affinities, Matrix Map, double Exaggeration)
{
    /// <summary>Random problems of every method.</summary>
    public static Gen<Problem> Any { get; } = Gen.Select(
        Gen.Enum<SneMethod>(), Gen.Double[0.5, 10], Gen.Int[2, 30], Gen.Int[1, 5], Gen.Int[0, 1_000_000], Gen.Double[1, 12])
        .Select((method, alpha, n, l, seed, exaggeration) => Create(new Objective(method, alpha), n, l, seed, exaggeration));

    /// <summary>The width that the probabilities were made with.</summary>
    public KernelWidth Width => Data.Rows > 2
        ? KernelWidth.OfPerplexity(Perplexity(Data.Rows))
        : KernelWidth.OfSigma(1);

    public static Problem Create(Objective objective, int n, int l, int seed, double exaggeration = 1) => Of(
        objective,
        Samples.Normal(n, l + 2, seed),
        Samples.Normal(n, l, seed + 1, 0.3 + (seed % 3)),
        exaggeration);

    public static Problem Of(Objective objective, Matrix data, Matrix map, double exaggeration = 1)
    {
        DenseAffinities conditional = data.Rows > 2
            ? Stages.FromPerplexity(data, Perplexity(data.Rows))
            : Stages.FromSigma(data, 1);
        double[,] p = conditional.Probabilities.ToArray();
        if (objective.IsJoint)
            p = Definition.Joint(p);
        return new Problem(
            objective, data, p, Stages.Symmetric(conditional, objective.IsJoint), map, exaggeration);
    }

    private static double Perplexity(int n) => 1 + (0.4 * (n - 2));

    public override string ToString() =>
        $"{Objective.Method} alpha {Objective.DegreeOfFreedom} map {Map} exaggeration {Exaggeration}";
}
