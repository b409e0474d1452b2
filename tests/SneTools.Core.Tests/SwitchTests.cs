namespace SneTools.Tests;

/// <summary>The claims about a map and its numbers, on both sides of every switch.</summary>
public class SwitchTests
{
    private const double Perplexity = 5;

    private static readonly SneMethod[] Methods = Enum.GetValues<SneMethod>();

    public static TheoryData<int> Counts => [.. Switches.Counts];

    [Fact]
    public void Every_constant_that_may_be_a_switch_is_in_the_list_or_is_said_to_be_none()
    {
        string[] listed =
        [
            .. Switches.OfMaps.Concat(Switches.OfSamples).Select(change => change.Name), .. Switches.OfExtents.Select(change => change.Name),
            .. Switches.Elsewhere.Keys, .. Switches.NoSwitches.Keys,
        ];
        Assert.All(listed, name => Assert.True(double.IsFinite(Switches.Read(name))));
        string[] forgotten = [.. Switches.Candidates.Except(listed)];
        Assert.True(forgotten.Length == 0, $"Switches.cs does not tell what changes at {string.Join(", ", forgotten)}.");
    }

    [Fact]
    public void The_claims_are_made_on_both_sides_of_the_great_switches()
    {
        Assert.Superset(new HashSet<int> { 150, 500, 501, 2000, 2001, 4095, 4096, 4097, 4200, 8192, 8193, 20_000 }, Switches.Counts.ToHashSet());
        Assert.All(Switches.OfMaps.Concat(Switches.OfSamples), change => Assert.InRange(change.Below, 2, 20_000));
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void A_map_has_the_same_bits_by_any_threads_and_its_points_add_up_to_the_divergence_of_the_definition(int n)
    {
        Dataset data = Samples.Named(Samples.Normal(n, 4, 4));
        using var team = new ThreadTeam(2);
        Affinities affinities = Affinities.Create(data, new AffinityOptions { Width = KernelWidth.OfPerplexity(Perplexity) }, team);
        Assert.Equal(SmallData.Contains(n), affinities.Graph is null);

        // Of many points a map by each kernel and by each normalization takes long enough.
        foreach (SneMethod method in n > 5000 ? [SneMethod.Sne, SneMethod.TSne] : Methods)
        {
            var options = new EmbeddingOptions
            {
                Objective = new Objective(method),
                Affinities = affinities,
                Descent = new DescentOptions { MaxIteration = n > 5000 ? 5 : 8 },
            };
            Embedding[] runs = [.. new[] { 1, 3 }.Select(threads => StochasticNeighborEmbedding.Fit(data, options with { ThreadCount = threads }))];
            foreach (Embedding other in runs[1..])
            {
                Near.SameBits(runs[0].Map, other.Map);
                Assert.Equal(runs[0].History, other.History);
                Assert.Equal(runs[0].PointDivergence!.CrossEntropy, other.PointDivergence!.CrossEntropy);
                Assert.Equal(runs[0].PointDivergence!.Entropy, other.PointDivergence!.Entropy);
            }

            Embedding embedding = runs[0];
            double sum = Enumerable.Range(0, n).Sum(i => embedding.PointDivergence!.CrossEntropy[i] - embedding.PointDivergence.Entropy[i]);
            Near.Equal(embedding.Divergence, sum, 1e-9 * embedding.CrossEntropy);
            (double entropy, double crossEntropy) = Plain(affinities, options.Objective, embedding.Map, team);

            // Sums of rows are asked for to 1e-6, probabilities of pairs are kept in single precision.
            bool isExact = affinities.Graph is null;
            double mass = options.Objective.IsJoint ? 1 : n;
            Near.Equal(entropy, embedding.Entropy, (isExact ? 1e-11 : 1e-6) * entropy);
            Near.Equal(crossEntropy, embedding.CrossEntropy, (isExact ? 1e-11 * crossEntropy : 1e-6 * (mass + crossEntropy)));
            if (n <= 2001)
                Near.Equal(sum, Measured.Quality(embedding.Map, embedding.Data, new QualityOptions { NeighborCount = 1 }, embedding).Points.Sum(point => point.Divergence!.Value), 1e-9 * embedding.CrossEntropy);
        }
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void The_gradient_of_every_engine_is_that_over_all_pairs(int n)
    {
        Dataset data = Samples.Named(Samples.Normal(n, 4, 4));
        using var team = new ThreadTeam(2);
        var width = KernelWidth.OfPerplexity(Perplexity);
        Affinities near = Affinities.Create(data, new AffinityOptions { Width = width, NeighborCount = Math.Min(15, n - 1), IsGraph = true }, team);
        foreach (SneMethod method in Methods)
        {
            var objective = new Objective(method);
            Matrix map = Samples.Normal(n, 2, 5, 1.5);
            Matrix expected = Gradient(near, objective, EngineKind.Exact, NumericPrecision.Double, map, team);
            foreach (EngineKind engine in (EngineKind[])[EngineKind.Interpolated, EngineKind.Multipole])
                Near.Equal(0, Near.NormError(expected, Gradient(near, objective, engine, NumericPrecision.Auto, map, team)), 1e-3);
            if (n > 2001)
                continue;

            // Few enough for the reference, which has a logarithm for each pair.
            Affinities all = Affinities.Create(data, new AffinityOptions { Width = width, NeighborCount = n - 1 }, team);
            var reference = new Matrix(n, 2);
            Stages.Reference(objective, SymmetricAffinities.Of(all, objective.IsJoint, team), 2, team).Evaluate(map, 1, reference);
            Near.Equal(0, Near.NormError(reference, Gradient(all, objective, EngineKind.Exact, NumericPrecision.Double, map, team)), 1e-11);
            Near.Equal(0, Near.NormError(reference, Gradient(all, objective, EngineKind.Exact, NumericPrecision.Single, map, team)), GradientCheckOptions.SingleTolerance);
        }
    }

    private static Matrix Gradient(Affinities affinities, Objective objective, EngineKind engine, NumericPrecision precision, Matrix map, ThreadTeam team)
    {
        using var cost = Cost.Create(affinities, objective, 2, engine, precision, team);
        var gradient = new Matrix(map.Rows, 2);
        cost.Evaluate(map, 1, gradient);
        return gradient;
    }

    /// <summary>-Σ p log p and -Σ p log q over the pairs that have a probability, in double precision.</summary>
    private static (double Entropy, double CrossEntropy) Plain(Affinities affinities, Objective objective, Matrix map, ThreadTeam team)
    {
        int n = map.Rows;
        var entropies = new double[n];
        var energies = new double[n];
        Dictionary<int, double>[] p = [.. affinities.Distributions(team).Select(point => point.Pairs().ToDictionary(pair => pair.Other, pair => pair.Probability))];
        team.Run(n, i =>
        {
            foreach ((int j, double forward) in p[i])
            {
                energies[i] -= forward * Definition.LogWeight(objective, Definition.SquaredDistance(map, i, j));
                bool isBoth = p[j].TryGetValue(i, out double backward);

                // A pair that only one of its points knows stands for both of its terms.
                double mean = objective.IsJoint ? (forward + backward) / (2 * n) : forward;
                if (mean > 0)
                    entropies[i] -= (objective.IsJoint && !isBoth ? 2 : 1) * mean * Math.Log(mean);
            }
        });
        double energy = energies.Sum() / (objective.IsJoint ? n : 1);
        double[] logRowSums = LogRowSums(affinities, objective, map, team);
        return (entropies.Sum(), energy + (objective.IsJoint ? Total(logRowSums) : logRowSums.Sum()));

        static double Total(double[] logs)
        {
            double most = logs.Max();
            return most + Math.Log(logs.Sum(log => Math.Exp(log - most)));
        }
    }

    /// <summary>By the definition, or of many points by the loop over pairs, which is held against it at few.</summary>
    private static double[] LogRowSums(Affinities affinities, Objective objective, Matrix map, ThreadTeam team)
    {
        if (map.Rows <= 2001)
            return PlainRepulsion.Evaluate(objective, map).LogRowSums;
        using var cost = Cost.Create(affinities, objective, 2, EngineKind.Exact, NumericPrecision.Double, team);
        cost.Evaluate(map, 1, new Matrix(map.Rows, 2));
        return cost.LogRowSums.ToArray();
    }
}
