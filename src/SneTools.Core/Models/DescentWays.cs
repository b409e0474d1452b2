namespace SneTools;

/// <summary>The ways in which a run descends from each of its starts.</summary>
/// <remarks>
/// A cost has many valleys, and few points end in one of several, which differ by some percent; no way finds the lowest of them on all data.
/// So few points are mapped in several ways, each of which is tried for a while; the costs after that tell rather well which will be the
/// lowest, and only those ways are followed. What a user asks for in an exaggeration, a learning rate, a jitter or a map is done, and
/// nothing else.
/// </remarks>
internal static class DescentWays
{
    /// <summary>The most points whose map is made in many ways: a way takes a fraction of a second.</summary>
    private const int FewPoints = 500;

    /// <summary>How many times wider a map may become while L-BFGS polishes it under Student's kernel, which has valleys that sink a
    /// little all the way to infinity.</summary>
    private const double PolishedGrowth = 1.5;

    /// <summary>Share of the last move that is kept, under Student's kernel, while the cost of many points falls.</summary>
    private const double StudentMomentum = 0.98;

    /// <summary>The most iterations with it, if no limit is given: half as many as with momentum 0.9, at a lower cost.</summary>
    private const int HurriedLimit = 500;

    /// <summary>The iterations of a trial after exaggeration: the cost has come down from what that made of it.</summary>
    private const int Settling = 50;

    /// <summary>The iterations of a trial without exaggeration.</summary>
    private const int PlainTrial = 100;

    /// <summary>How long exaggeration lasts in the ways by Student's kernel, as shares of what it would in one way alone: several starts find
    /// lower costs than one with more time.</summary>
    private const double Long = 1;
    private const double Short = 0.5;

    /// <summary>Share of the last move that is kept at most while these ways exaggerate.</summary>
    private const double FewMomentum = 0.5;

    /// <summary>What exaggeration falls from in some ways: where data have little structure, as low as 12 and more often.</summary>
    private const double Low = 4;

    /// <summary>The rounds after the trial: how many ways go on, those of the lowest costs, and for how many iterations.</summary>
    /// <param name="isGaussian">Whether the kernel is Gaussian.</param>
    /// <param name="n">Number of points.</param>
    public static (int Kept, int Iterations)[] Rounds(bool isGaussian, int n) => (isGaussian, n > FewPoints) switch
    {
        (true, true) => [(1, int.MaxValue)],
        (true, false) => [(3, 100), (2, int.MaxValue)],
        (false, true) => [(2, 150), (1, int.MaxValue)],
        (false, false) => [(6, 100), (3, 200), (1, int.MaxValue)],
    };

    /// <summary>The ways from a start.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="n">Number of points.</param>
    /// <param name="start">Number of the start: 0 for what was asked for, the others for what else there is to try.</param>
    public static DescentWay[] Of(EmbeddingOptions options, int n, int start)
    {
        DescentWay whole = Whole(options, n, start);
        if (IsAsked(options, whole) || !SmallData.Contains(n))
            return [whole];
        return options.Objective.IsGaussian ? Gaussian(whole, n) : Student(whole, n);
    }

    /// <summary>The most ways from so many starts, together.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="n">Number of points.</param>
    public static double Count(EmbeddingOptions options, int n) => Of(options, n, 0).Length + ((options.Restart - 1.0) * Of(options, n, 1).Length);

    /// <summary>The most iterations of a run, in all its ways.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="n">Number of points.</param>
    public static double Iterations(EmbeddingOptions options, int n) => Iterations(options, n, 0) + ((options.Restart - 1.0) * Iterations(options, n, 1));

    /// <summary>The most iterations of a descent: what was asked for, or what its momentum needs.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="n">Number of points.</param>
    public static int Limit(EmbeddingOptions options, int n) =>
        options.Descent.MaxIteration ?? (IsHurried(options, options.Initialization, n) ? HurriedLimit : DescentOptions.UsualLimit);

    /// <summary>The ways of versions that followed every way to its end.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="n">Number of points.</param>
    /// <param name="start">Number of the start.</param>
    public static DescentWay[] Older(EmbeddingOptions options, int n, int start)
    {
        // They polished no map by Student's kernel that they had exaggerated.
        DescentWay polished = Whole(options, n, start);
        DescentWay whole = options.Objective.IsGaussian || options.Descent.Optimizer == OptimizerKind.LBfgs ? polished : polished with { Growth = null };
        return n > FewPoints ? [whole] : [whole, Plain(polished, 1, 0.9), Plain(polished, 2, 0.8)];
    }

    /// <summary>The way that is the only one where something is asked for. Where there are several it is none of them, so that its number tells
    /// what an older version began.</summary>
    private static DescentWay Whole(EmbeddingOptions options, int n, int start)
    {
        InitialMap initialization = start switch
        {
            0 => options.Initialization,
            1 when options.Initialization != InitialMap.Spectral => InitialMap.Spectral,
            _ => InitialMap.Random,
        };
        DescentOptions settings = IsHurried(options, initialization, n)
            ? options.Descent with { FallingMomentum = Math.Max(StudentMomentum, options.Descent.Momentum) }
            : options.Descent;

        // A map that was given has its shape: exaggeration would take it away.
        if (initialization.HasShape)
            settings = settings with { EarlyExaggeration = settings.EarlyExaggeration ?? 1 };
        else if (start > 0 && start % 2 == 0 && settings.EarlyExaggeration is null)
            settings = settings with { EarlyExaggerationIteration = (int)Math.Min(int.MaxValue, 2L * settings.EarlyExaggerationIteration) };
        double reach = options.Objective.IsGaussian ? double.PositiveInfinity : PolishedGrowth;
        double? growth = Minimization.Resolve(options, n) == OptimizerKind.LBfgs ? reach : null;
        return new DescentWay(0, initialization, 0, settings, null, growth, int.MaxValue);
    }

    /// <summary>Whether a descent has the momentum of a fall, where nothing that was asked for speaks against it: under Student's kernel groups
    /// drift apart along slopes that get ever flatter. Under a Gaussian kernel so much momentum throws maps apart.</summary>
    private static bool IsHurried(EmbeddingOptions options, InitialMap start, int n) =>
        options.Descent is { FallingMomentum: null, LearningRate: null, Jitter: 0 } && !start.HasShape && !options.Objective.IsGaussian && !SmallData.Contains(n);

    private static bool IsAsked(EmbeddingOptions options, DescentWay whole)
    {
        DescentOptions asked = options.Descent;
        return whole.Start.Map is not null || asked.EarlyExaggeration is not null || asked.LearningRate is not null || asked.Jitter > 0;
    }

    private static double Iterations(EmbeddingOptions options, int n, int start)
    {
        DescentWay[] ways = Of(options, n, start);
        double limit = Limit(options, n);
        int tried = ways.TakeWhile(way => way.Trial <= limit).Count();
        if (tried < ways.Length)
            return limit * (tried + 1);
        double result = ways.Sum(way => (double)way.Trial);
        double made = ways.Average(way => way.Trial);
        foreach ((int kept, int iterations) in Rounds(options.Objective.IsGaussian, n))
        {
            double more = Math.Min(iterations, Math.Max(0, limit - made));
            result += Math.Min(kept, ways.Length) * more;
            made += more;
        }

        return result;
    }

    /// <summary>Gaussian maps are settled soon: what tells the valleys apart is how attraction begins.</summary>
    private static DescentWay[] Gaussian(DescentWay whole, int n)
    {
        DescentWay[] few = [Plain(whole, 3, 0.8), Exaggerated(whole, 4, 5 / 6.0), Fixed(5, 4, 1 / 3.0)];
        return n > FewPoints ? few : [.. few, Exaggerated(whole, 6, 5 / 12.0), Fixed(7, 2, 2 / 3.0)];

        DescentWay Fixed(int number, double level, double share)
        {
            DescentWay falling = Exaggerated(whole, number, share);
            return falling with { Settings = falling.Settings with { EarlyExaggeration = level }, Trial = (int)Math.Min(int.MaxValue, (long)falling.Trial + Settling) };
        }
    }

    /// <summary>Maps by Student's kernel keep for long what they began with, and none does without exaggeration: what tells valleys apart is the
    /// start.</summary>
    private static DescentWay[] Student(DescentWay whole, int n)
    {
        DescentWay first = Exaggerated(whole, 10, Long);
        first = first with { Settings = first.Settings with { EarlyMomentum = whole.Settings.EarlyMomentum } };

        // Which draws are made does not matter in general; these are good ones for the data of docs/performance.md.
        return n > FewPoints
            ? [first, Random(11, 4, Long, null), Random(12, 5, Long, null), Random(13, 2, Long, Low)]
            :
            [
                Plain(whole, 3, 0.8), first,
                Random(11, 3, Long, null), Random(12, 7, Long, null), Random(13, 8, Long, null), Random(14, 8, Short, null),
                Random(15, 3, Long, Low), Random(16, 6, Long, Low), Random(17, 5, Short, Low),
            ];

        DescentWay Random(int number, int draw, double share, double? level) =>
            Exaggerated(whole, number, share) with { Start = InitialMap.Random, Draw = draw, Level = level };
    }

    /// <summary>Without exaggeration. Less momentum ends in a valley nearer to the start.</summary>
    private static DescentWay Plain(DescentWay whole, int number, double momentum) =>
        whole with { Number = number, Settings = whole.Settings with { EarlyExaggeration = 1, Momentum = momentum }, Trial = PlainTrial };

    /// <summary>With the exaggeration that falls, for a share of the time.</summary>
    private static DescentWay Exaggerated(DescentWay whole, int number, double share)
    {
        var iterations = (int)Math.Round(share * whole.Settings.EarlyExaggerationIteration);
        return whole with
        {
            Number = number,
            Settings = whole.Settings with
            {
                EarlyExaggerationIteration = iterations,
                EarlyMomentum = Math.Min(FewMomentum, whole.Settings.EarlyMomentum),
            },
            Trial = (int)Math.Min(int.MaxValue, (long)iterations + Settling),
        };
    }
}
