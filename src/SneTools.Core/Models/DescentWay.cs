namespace SneTools;

/// <summary>A way from a start to a map.</summary>
/// <param name="Number">Its number, by which a run that goes on finds its descent again.</param>
/// <param name="Start">Where it starts.</param>
/// <param name="Draw">Which random numbers it draws: those of the run's seed for 0, others for others.</param>
/// <param name="Settings">The settings.</param>
/// <param name="Level">What the exaggeration falls from; null for what the settings say.</param>
/// <param name="Growth">How many times wider L-BFGS may make the map; null for gradient descent alone.</param>
/// <param name="Trial">The iterations after which it is given up if its cost is not among the lowest.</param>
internal sealed record DescentWay(int Number, InitialMap Start, int Draw, DescentOptions Settings, double? Level, double? Growth, int Trial)
{
    /// <summary>Draws of a seed that are not those of the seeds beside it.</summary>
    private const int Stride = 1_000_003;

    /// <summary>The seed of its random numbers.</summary>
    /// <param name="seed">The seed of all ways from a start.</param>
    public int Seed(int seed) => unchecked(seed + (Stride * Draw));

    /// <inheritdoc/>
    public override string ToString()
    {
        string start = Draw == 0 ? Start.Name : FormattableString.Invariant($"{Start.Name} ({Draw})");
        return Settings.EarlyExaggeration switch
        {
            1 => FormattableString.Invariant($"{start}, momentum {Settings.Momentum}"),
            { } fixedLevel => FormattableString.Invariant($"{start}, exaggeration {fixedLevel} for {Settings.EarlyExaggerationIteration}"),
            _ => FormattableString.Invariant($"{start}, exaggeration falling from {Level ?? GradientDescent.DefaultExaggeration} in {Settings.EarlyExaggerationIteration}"),
        };
    }
}
