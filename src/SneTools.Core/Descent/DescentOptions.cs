namespace SneTools;

/// <summary>Settings of gradient descent.</summary>
public sealed record DescentOptions
{
    /// <summary>The limit where none is given.</summary>
    internal const int UsualLimit = 1000;

    /// <summary>The most iterations, at least 0; null for 1000, or for 500 where <see cref="FallingMomentum"/> is 0.98 by default: there a map
    /// opens in half of them as far.</summary>
    public int? MaxIteration { get; init; }

    /// <summary>The number of iterations that <see cref="Jitter"/> is laid out over, at least 0; null for <see cref="MaxIteration"/>. A run
    /// with jitter that is to be taken up again later plans for all of its iterations; without jitter nothing depends on it.</summary>
    public int? PlannedIteration { get; init; }

    /// <summary>Step along the gradient; null for the one that the cost's curvature allows.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Factor on the attraction in the first iterations, at least 1, lowered where it draws the map together to a point; null
    /// for 12, which falls to 1 in the second half of them, and for none from a map that was given.</summary>
    public double? EarlyExaggeration { get; init; }

    /// <summary>How many iterations are exaggerated, at least 0, however many a run makes: one that ends before has no finished map, and says
    /// so.</summary>
    public int EarlyExaggerationIteration { get; init; } = 150;

    /// <summary>Share of the last move that is kept, while exaggerated.</summary>
    public double EarlyMomentum { get; init; } = 0.8;

    /// <summary>Share of the last move that is kept, afterwards.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Share of the last move that is kept after exaggeration as long as the cost falls by more than a thousandth of itself over 20
    /// iterations; null for <see cref="Momentum"/>, or for 0.98 where a map of many points is made from no other map, with
    /// Student's kernel, without jitter, and with steps of its own length.</summary>
    public double? FallingMomentum { get; init; }

    /// <summary>The run has converged when the cost stays within this share of itself over
    /// 20 iterations. 0 never stops early, unless L-BFGS finds that no step lowers the cost any more.</summary>
    public double Tolerance { get; init; } = 1e-7;

    /// <summary>Standard deviation of the noise added to the map at the first iteration, in units of the map; it falls to
    /// 0 over the first half of the iterations planned.</summary>
    public double Jitter { get; init; }

    /// <summary>The way of minimizing.</summary>
    public OptimizerKind Optimizer { get; init; }

    /// <summary>The most iterations of a descent that has these settings and nothing else to go by.</summary>
    internal int Limit => MaxIteration ?? UsualLimit;

    /// <summary>Throws when a setting is out of range.</summary>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>.</exception>
    public void Validate()
    {
        OptionRange.Require(MaxIteration is null or >= 0, nameof(MaxIteration), MaxIteration ?? 0, "at least 0");
        OptionRange.Require(PlannedIteration is null or >= 0, nameof(PlannedIteration), PlannedIteration ?? 0, "at least 0");
        OptionRange.Require(LearningRate is null || (LearningRate > 0 && double.IsFinite(LearningRate.Value)), nameof(LearningRate), LearningRate ?? 0, "greater than 0");
        OptionRange.Require(EarlyExaggeration is null || (EarlyExaggeration >= 1 && double.IsFinite(EarlyExaggeration.Value)), nameof(EarlyExaggeration), EarlyExaggeration ?? 0, "at least 1");
        OptionRange.Require(EarlyExaggerationIteration >= 0, nameof(EarlyExaggerationIteration), EarlyExaggerationIteration, "at least 0");
        OptionRange.Require(EarlyMomentum is >= 0 and < 1, nameof(EarlyMomentum), EarlyMomentum, "from 0 to below 1");
        OptionRange.Require(Momentum is >= 0 and < 1, nameof(Momentum), Momentum, "from 0 to below 1");
        OptionRange.Require(FallingMomentum is null or (>= 0 and < 1), nameof(FallingMomentum), FallingMomentum ?? 0, "from 0 to below 1");
        OptionRange.Require(Jitter >= 0 && double.IsFinite(Jitter), nameof(Jitter), Jitter, "at least 0");
        OptionRange.Require(Tolerance is >= 0 and < 1, nameof(Tolerance), Tolerance, "from 0 to below 1");
    }
}
