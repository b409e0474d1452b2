namespace SneTools;

/// <summary>The ways in which a run descends from each of its starts.</summary>
/// <remarks>
/// A cost has many valleys, and few points end in one of several, which differ by some percent; no way finds the lowest of them on all data.
/// So few points are mapped in several ways at once, each of which is made for a while; the costs after that tell rather well which will be the
/// lowest, and only that way is followed to the end. What a user asks for in an exaggeration, a learning rate, a jitter or a map is done, and
/// nothing else.
/// </remarks>
internal static class DescentWays
{
    /// <summary>The most points whose map is made in many ways: a way takes a fraction of a second.</summary>
    private const int FewPoints = 500;

    /// <summary>The number of a way that only earlier versions went.</summary>
    internal const int OlderPlain = 1;

    /// <summary>How many times wider a map may become while L-BFGS polishes it under Student's kernel, which has valleys that sink a
    /// little all the way to infinity.</summary>
    private const double PolishedGrowth = 1.5;

    /// <summary>The iterations of a trial after exaggeration: the cost has come down from what that made of it.</summary>
    private const int Settling = 50;

    /// <summary>The iterations of a trial without exaggeration.</summary>
    private const int PlainTrial = 100;

    /// <summary>The least iterations of a trial with a fixed exaggeration.</summary>
    private const int FixedTrial = 150;

    /// <summary>The iterations of exaggeration in the ways that nobody asked for: as low costs come of 150 from several starts as of
    /// the 250 of one.</summary>
    private const int Short = 150;

    /// <summary>The rounds after the trial: how many ways go on, those of the lowest costs, and for how many iterations.</summary>
    /// <param name="isGaussian">Whether the kernel is Gaussian.</param>
    /// <param name="n">Number of points.</param>
    public static (int Kept, int Iterations)[] Rounds(bool isGaussian, int n) => (isGaussian, n > FewPoints) switch
    {
        (true, true) => [(1, int.MaxValue)],
        (true, false) => [(5, int.MaxValue)],
        (false, true) => [(2, 150), (1, int.MaxValue)],
        (false, false) => [(6, 150), (3, int.MaxValue)],
    };

    /// <summary>The ways from a start.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="n">Number of points.</param>
    /// <param name="start">Number of the start: 0 for what was asked for, the others for what else there is to try.</param>
    public static DescentWay[] Of(EmbeddingOptions options, int n, int start)
    {
        InitialMap initialization = start switch
        {
            0 => options.Initialization,
            1 when options.Initialization != InitialMap.Spectral => InitialMap.Spectral,
            _ => InitialMap.Random,
        };
        DescentOptions settings = options.Descent;

        // A map that was given has its shape: exaggeration would take it away.
        if (initialization.HasShape)
            settings = settings with { EarlyExaggeration = settings.EarlyExaggeration ?? 1 };
        else if (start > 0 && start % 2 == 0 && settings.EarlyExaggeration is null)
            settings = settings with { EarlyExaggerationIteration = (int)Math.Min(int.MaxValue, 2L * settings.EarlyExaggerationIteration) };
        double reach = options.Objective.IsGaussian ? double.PositiveInfinity : PolishedGrowth;
        double? growth = Minimization.Resolve(options, n) == OptimizerKind.LBfgs ? reach : null;
        var first = new DescentWay(0, initialization, 0, settings, null, growth, Trial(settings.EarlyExaggerationIteration));
        bool isAsked = initialization.Map is not null || settings.EarlyExaggeration is not null || settings.LearningRate is not null || settings.Jitter > 0;
        if (isAsked || !SmallData.Contains(n))
            return [first];
        return options.Objective.IsGaussian ? Gaussian(first, n) : Student(first, n);
    }

    /// <summary>The most ways from so many starts, together.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="n">Number of points.</param>
    public static double Count(EmbeddingOptions options, int n) => Of(options, n, 0).Length + ((options.Restart - 1.0) * Of(options, n, 1).Length);

    /// <summary>The most iterations of a run, in all its ways.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="n">Number of points.</param>
    public static double Iterations(EmbeddingOptions options, int n) => Iterations(options, n, 0) + ((options.Restart - 1.0) * Iterations(options, n, 1));

    /// <summary>The ways from a start of versions before there were trials.</summary>
    /// <param name="first">The first way, as it is now.</param>
    /// <param name="options">What was asked for.</param>
    public static DescentWay[] Older(DescentWay first, EmbeddingOptions options)
    {
        // They polished no map by Student's kernel that they had exaggerated.
        bool isPolished = options.Objective.IsGaussian || options.Descent.Optimizer == OptimizerKind.LBfgs;
        return [isPolished ? first : first with { Growth = null }, Plain(first, OlderPlain, 0.9), Plain(first, 2, 0.8)];
    }

    private static double Iterations(EmbeddingOptions options, int n, int start)
    {
        DescentWay[] ways = Of(options, n, start);
        double limit = options.Descent.MaxIteration;
        if (ways.Length == 1)
            return limit;
        int tried = ways.TakeWhile(way => way.Trial <= limit).Count();
        if (tried < ways.Length)
            return limit * (tried + 1);
        double result = ways.Sum(way => way.Trial);
        double trial = ways.Average(way => way.Trial);
        foreach ((int kept, int iterations) in Rounds(options.Objective.IsGaussian, n))
        {
            double more = Math.Min(iterations, Math.Max(0, limit - trial));
            result += Math.Min(kept, ways.Length) * more;
            trial += more;
        }

        return result;
    }

    /// <summary>Gaussian maps are settled soon: what tells the valleys apart is how attraction begins.</summary>
    private static DescentWay[] Gaussian(DescentWay first, int n)
    {
        return n > FewPoints
            ? [first, Plain(first, 2, 0.8), Fixed(3, 4, 50)]
            : [Plain(first, 2, 0.8), first, Fixed(3, 4, 50), Fixed(4, 2, 100), Falling(5, 60)];

        DescentWay Fixed(int number, double level, int iterations) => first with
        {
            Number = number,
            Settings = first.Settings with { EarlyExaggeration = level, EarlyExaggerationIteration = iterations },
            Trial = Math.Max(Trial(iterations), FixedTrial),
        };

        DescentWay Falling(int number, int iterations) => first with
        {
            Number = number,
            Settings = first.Settings with { EarlyExaggerationIteration = iterations },
            Trial = Trial(iterations),
        };
    }

    /// <summary>Maps by Student's kernel keep for long what they began with, and none does without exaggeration: what tells valleys apart is the
    /// start.</summary>
    private static DescentWay[] Student(DescentWay first, int n)
    {
        DescentOptions settings = first.Settings with { EarlyExaggerationIteration = Math.Min(Short, first.Settings.EarlyExaggerationIteration) };
        DescentWay quick = first with { Number = 10, Settings = settings with { EarlyMomentum = 0.8 }, Trial = Trial(Short) };
        DescentWay[] few = [first, quick, Random(11, 1, null), Random(12, 2, null), Random(13, 1, 4)];
        return n > FewPoints ? few : [Plain(first, 2, 0.8), .. few, Random(14, 3, null), Random(15, 4, null), Random(16, 2, 4), Random(17, 5, null), Random(18, 3, 4), .. Enumerable.Range(19, 4).Select(number => Random(number, number - 13, null))];

        DescentWay Random(int number, int draw, double? level) =>
            new(number, InitialMap.Random, draw, settings, level, first.Growth, Trial(Short));
    }

    /// <summary>Without exaggeration. Less momentum ends in a valley nearer to the start.</summary>
    private static DescentWay Plain(DescentWay first, int number, double momentum) =>
        first with { Number = number, Settings = first.Settings with { EarlyExaggeration = 1, Momentum = momentum }, Trial = PlainTrial };

    private static int Trial(int exaggerated) => (int)Math.Min(int.MaxValue, (long)exaggerated + Settling);
}
