namespace SneTools.ZooTests;

/// <summary>How far a number of the program may be from the judge's, and why.</summary>
internal static class Tolerances
{
    /// <summary>A map costs at most so many times the best known.</summary>
    public const double Best = 1.01;

    /// <summary>Ten times the steps lower the cost of a converged map by less than this share.</summary>
    public const double Converged = 1e-3;

    /// <summary>A map of this extent is absurd: single precision has no room for its grid, and a picture shows dots.</summary>
    public const double Absurd = 1e4;

    /// <summary>Nearest neighbors in a map lie at least this share of what they do in the best map apart: at the median, and at the
    /// tenth from below.</summary>
    public const double Nearest = 1e-3;

    /// <summary>Share of the entropy; the program's own sums are as good as 1e-12.</summary>
    public const double Entropy = 1e-6;

    /// <summary>What rounding leaves of a cost of 0.</summary>
    private const double Zero = 1e-12;

    /// <summary>What may be added to the best cost, in nats: where the best is next to nothing, one percent of it is less than any
    /// program stops at, and groups that are driven apart lower it for ever, as 1 over the steps. 0.03 % of what a row's cost is a
    /// difference of: 0.0013 at perplexity 30.</summary>
    public static double Slack(ZooTable table) => 3e-4 * (1 + Math.Log(table.EffectivePerplexity));

    /// <summary>The same for the steps that go on: a tenth of it.</summary>
    public static double ConvergedSlack(ZooTable table) => 0.1 * Slack(table);

    /// <summary>How far a reported divergence may be off: 1e-6 of itself in double over all pairs, 1e-3 else; and the rounding of the
    /// two large numbers that it is a difference of, 1e-10 of them in double and 1e-5 in single.</summary>
    public static double Divergence(ZooRun run, Verdict verdict)
    {
        bool isExact = run.Outcome!.IsExact;
        return ((isExact ? 1e-6 : 1e-3) * verdict.Divergence) + (Rounding(isExact) * verdict.CrossEntropy) + verdict.Doubt + Zero;
    }

    /// <summary>How far below 0 a reported divergence may be.</summary>
    public static double Negative(Outcome made) => (Rounding(made.IsExact) * Math.Abs(made.CrossEntropy)) + Zero;

    private static double Rounding(bool isExact) => isExact ? 1e-10 : 1e-5;
}
