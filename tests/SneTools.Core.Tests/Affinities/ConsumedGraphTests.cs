namespace SneTools.Tests;

public unsafe class ConsumedGraphTests
{
    private static readonly EmbeddingOptions Short = new()
    {
        Perplexity = 10,
        NeighborCount = 30,
        Engine = EngineKind.Interpolated,
        Descent = new DescentOptions { MaxIteration = 40, EarlyExaggerationIteration = 20 },
        ThreadCount = 2,
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_attraction_of_a_graph_that_was_given_up_is_that_of_one_that_was_kept(bool isJoint)
    {
        Matrix points = Samples.Normal(700, 4, 3);
        KernelWidth width = KernelWidth.OfPerplexity(6);
        NeighborGraph graph = Neighborhood.Find(points, 17);
        using NeighborWeights kept = Neighborhood.Build(graph, width, isJoint);
        using var team = new ThreadTeam(2);
        NeighborGraph given = Neighborhood.Find(points, 17);
        using NeighborWeights built = NeighborWeights.Build(Affinities.Create(given, width, team), isJoint, team, isGraphConsumed: true);
        Assert.True(given.IsReleased);
        Assert.Equal((kept.Size, kept.Entropy), (built.Size, built.Entropy));
        Assert.Equal(kept.Degrees, built.Degrees);
        Near.SameBits(Neighborhood.Weights(kept), Neighborhood.Weights(built));
        if (isJoint)
            return;
        AssertOwn();
        int[] order = [.. Enumerable.Range(0, 700)];
        new Random(1).Shuffle(order);
        built.Arrange(order, team);
        AssertOwn();

        void AssertOwn()
        {
            for (int place = 0; place < 700; place++)
            {
                var own = new List<int>();
                for (long entry = built.Start(place); entry < built.Start(place + 1); entry++)
                {
                    if (built.IsOwn(entry))
                        own.Add(built.Order[built.Column(entry)]);
                }

                Assert.Equal(graph.Neighbors(built.Order[place]).ToArray().Order(), own.Order());
            }
        }
    }

    [Fact]
    public void A_run_that_keeps_no_neighbors_makes_the_same_map_at_the_same_cost()
    {
        var data = new Dataset(Samples.Normal(600, 5, 4), ["a", "b", "c", "d", "e"]);
        foreach (SneMethod method in Enum.GetValues<SneMethod>())
        {
            EmbeddingOptions options = Short with { Objective = new Objective(method) };
            Embedding kept = StochasticNeighborEmbedding.Fit(data, options);
            Embedding plain = StochasticNeighborEmbedding.Fit(data, options with { KeepsNeighbors = false });
            Near.SameBits(kept.Map, plain.Map);
            Assert.Equal(kept.History, plain.History);
            Assert.Equal((kept.NeighborCount, kept.NeighborRecall, kept.Neighbor, kept.Warnings.Count), (plain.NeighborCount, plain.NeighborRecall, plain.Neighbor, plain.Warnings.Count));
            Assert.Null(plain.NeighborGraph);
            Assert.Null(plain.Affinities);
            Assert.NotNull(kept.Affinities);
            for (int i = 0; i < 600; i++)
            {
                // The same 30 terms in another order, each at most the sum.
                Near.Equal(kept.PointDivergence!.Entropy[i], plain.PointDivergence!.Entropy[i], 30 * 2.3e-16 * kept.PointDivergence.Entropy[i]);
                Near.Equal(kept.PointDivergence.CrossEntropy[i], plain.PointDivergence.CrossEntropy[i], 30 * 2.3e-16 * kept.PointDivergence.CrossEntropy[i]);
            }
        }
    }

    [Fact]
    public void Neighbors_that_somebody_else_has_or_that_are_needed_later_are_not_given_up()
    {
        var data = new Dataset(Samples.Normal(300, 5, 4), ["a", "b", "c", "d", "e"]);
        EmbeddingOptions options = Short with { KeepsNeighbors = false };
        Embedding known = StochasticNeighborEmbedding.Fit(data, Short);
        Assert.Same(known.Affinities, StochasticNeighborEmbedding.Fit(data, options with { Affinities = known.Affinities }).Affinities);
        Assert.Same(known.NeighborGraph, StochasticNeighborEmbedding.Fit(data, options with { NeighborGraph = known.NeighborGraph }).NeighborGraph);
        Assert.False(known.NeighborGraph!.IsReleased);
        Assert.NotNull(StochasticNeighborEmbedding.Fit(data, options with { Initialization = InitialMap.Spectral }).NeighborGraph);
        Assert.NotNull(SneModel.Fit(data, options).Embedding.NeighborGraph);
    }

    [Fact]
    public void A_map_of_single_precision_numbers_is_that_of_the_same_doubles_and_leaves_them_single()
    {
        float[] singles = Array.ConvertAll(Samples.Normal(2100, 6, 5).Values, x => (float)x);
        var own = new Matrix(2100, 6, singles);
        var wide = new Matrix(2100, 6, Array.ConvertAll(singles, x => (double)x));
        foreach (NeighborMetric metric in new[] { NeighborMetric.Euclidean, NeighborMetric.Cosine })
        {
            EmbeddingOptions options = Short with { Metric = metric, KeepsNeighbors = false, Neighbor = NeighborSearch.Approximate };
            Embedding of = StochasticNeighborEmbedding.Fit(Named(own), options);
            Embedding expected = StochasticNeighborEmbedding.Fit(Named(wide), options);
            Near.SameBits(expected.Map, of.Map);
            Assert.Equal(expected.Divergence, of.Divergence);
            Assert.NotNull(own.Singles);
        }

        static Dataset Named(Matrix values) => new(values, ["a", "b", "c", "d", "e", "f"]);
    }

    [Fact]
    public void Groups_go_to_their_places_however_many_stretches_they_lie_in()
    {
        const int Count = 30_000;
        int[] places = [.. Enumerable.Range(0, Count)];
        new Random(2).Shuffle(places);
        using var targets = new NativeBuffer<int>(Count);
        using var words = new NativeBuffer<int>(Count * NeighborWeights.Group);
        using var highs = new NativeBuffer<ushort>(Count * NeighborWeights.Group);
        using var marks = new NativeBuffer<byte>(Count);
        for (int group = 0; group < Count; group++)
        {
            (targets.Pointer[group], marks.Pointer[group]) = (places[group], (byte)group);
            for (int k = 8 * group; k < (8 * group) + 8; k++)
                (words.Pointer[k], highs.Pointer[k]) = (k, (ushort)k);
        }

        using var team = new ThreadTeam(2);
        new GroupOrder(targets, words, highs, marks).Apply(team);
        for (int group = 0; group < Count; group++)
        {
            int place = places[group];
            Assert.Equal((byte)group, marks.Pointer[place]);
            for (int m = 0; m < 8; m++)
                Assert.Equal(((8 * group) + m, (ushort)((8 * group) + m)), (words.Pointer[(8 * place) + m], highs.Pointer[(8 * place) + m]));
        }
    }
}
