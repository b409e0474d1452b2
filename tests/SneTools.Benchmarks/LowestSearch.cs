namespace SneTools.Benchmarks;

/// <summary>A long search for a map of low cost: the default from the starts of other seeds, and with <c>Restart</c>.</summary>
/// <param name="data">The points.</param>
/// <param name="options">The default.</param>
/// <param name="count">How many seeds; as many restarts are made of the first.</param>
internal sealed class LowestSearch(Dataset data, EmbeddingOptions options, int count)
{
    /// <summary>The maps, with what led to them.</summary>
    public IEnumerable<(string Name, Matrix Map)> Maps()
    {
        for (int seed = 1; seed <= count; seed++)
            yield return Make(FormattableString.Invariant($"seed {seed}"), options with { Seed = seed });
        if (count > 0)
            yield return Make(FormattableString.Invariant($"restart {count}"), options with { Restart = count });
        if (count > 0)
            yield return Make("exaggeration 4 for 100", options with { Descent = new DescentOptions { EarlyExaggeration = 4, EarlyExaggerationIteration = 100 } });
        if (count > 0)
            yield return Make("jitter", options with { Descent = new DescentOptions { Jitter = 0.1, EarlyExaggeration = 1 } });
    }

    private (string Name, Matrix Map) Make(string name, EmbeddingOptions how) =>
        (FormattableString.Invariant($"SneTools, {name}"), StochasticNeighborEmbedding.Fit(data, how).Map);
}
