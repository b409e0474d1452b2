namespace SneTools.Benchmarks;

internal sealed class LowestSearch(Dataset data, EmbeddingOptions options, int starts)
{
    public IEnumerable<Embedding> Maps() => Enumerable.Range(0, starts).Select(k => StochasticNeighborEmbedding.Fit(data, options with { Seed = k }));
}
