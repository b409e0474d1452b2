namespace SneTools.Tests;

/// <summary>The claims about checks and searches on both sides of the numbers at which they take a sample.</summary>
public class SwitchedSampleTests
{
    [Fact]
    public void The_measures_of_a_sample_are_those_of_all_points_within_their_standard_errors()
    {
        int limit = Switches.OfSamples.Single(change => change.Name == "QualityCheck.ExactLimit").Below;
        Matrix data = Samples.Normal(limit + 1, 4, 7);
        Matrix map = Measured.NoisyMap(data, 0.5, 8);
        EmbeddingQuality all = Quality(limit, 2);
        EmbeddingQuality sample = Quality(limit + 1, 2);
        Assert.Equal((true, limit), (all.IsExact, all.SampleCount));
        Assert.Equal((false, QualityCheck.DefaultSampleCount), (sample.IsExact, sample.SampleCount));
        Assert.Equal(Measured.Numbers(sample), Measured.Numbers(Quality(limit + 1, 1)));
        Assert.Equal(Measured.Numbers(sample), Measured.Numbers(Quality(limit + 1, 3)));
        (double? All, double? Sample, double? Error)[] measures =
        [
            (all.Trustworthiness, sample.Trustworthiness, sample.TrustworthinessStandardError),
            (all.Continuity, sample.Continuity, sample.ContinuityStandardError),
            (all.Recall, sample.Recall, sample.RecallStandardError),
            (all.RnxAuc, sample.RnxAuc, sample.RnxAucStandardError),
            (all.Silhouette, sample.Silhouette, sample.SilhouetteStandardError),
            (all.NeighborAccuracy, sample.NeighborAccuracy, sample.NeighborAccuracyStandardError),
        ];

        // One point more changes a mean over 10 000 by far less than its error.
        Assert.All(measures, measure => Near.Equal(measure.All!.Value, measure.Sample!.Value, 4 * measure.Error!.Value));
        Assert.All(measures, measure => Assert.True(measure.Error > 0));

        EmbeddingQuality Quality(int n, int threads) => Measured.Quality(
            Samples.FirstRows(map, n),
            Samples.FirstRows(data, n),
            new QualityOptions { Label = Measured.Classes([.. Enumerable.Range(0, n).Select(i => data[i, 0] > 0.3 ? "right" : "left")]) },
            threads: threads);
    }

    [Fact]
    public void The_correlation_of_a_sample_of_pairs_is_that_of_all_within_its_standard_error()
    {
        Switch limit = Switches.OfSamples.Single(change => change.Name == "DistanceCorrelation.PairLimit");
        Matrix data = Samples.Normal(limit.Above, 4, 9);
        Matrix map = Measured.NoisyMap(data, 0.5, 10);
        EmbeddingQuality all = Quality(limit.Below, 2);
        EmbeddingQuality sample = Quality(limit.Above, 2);
        Assert.Equal((limit.Below * (limit.Below - 1L) / 2, 0.0), (all.PairCount, all.ShepardCorrelationStandardError!.Value));
        Assert.True(sample.PairCount < limit.Above * (limit.Above - 1L) / 2);
        Near.Equal(all.ShepardCorrelation!.Value, sample.ShepardCorrelation!.Value, 4 * sample.ShepardCorrelationStandardError!.Value);
        foreach (int threads in (int[])[1, 3])
        {
            Assert.Equal(all.ShepardCorrelation, Quality(limit.Below, threads).ShepardCorrelation);
            Assert.Equal(sample.ShepardCorrelation, Quality(limit.Above, threads).ShepardCorrelation);
        }

        EmbeddingQuality Quality(int n, int threads) => Measured.Quality(
            Samples.FirstRows(map, n), Samples.FirstRows(data, n), new QualityOptions { SampleCount = 2, NeighborCount = 1 }, threads: threads);
    }

    [Fact]
    public void The_gradient_passes_at_all_points_and_at_a_sample()
    {
        int limit = Switches.OfSamples.Single(change => change.Name == "GradientCheckOptions.DefaultSampleCount").Below;
        using var team = new ThreadTeam(2);
        foreach (int n in (int[])[limit, limit + 1])
        {
            Matrix data = Samples.Normal(n, 4, 4);
            Affinities affinities = Affinities.Create(Samples.Named(data), new AffinityOptions { Width = KernelWidth.OfPerplexity(5), NeighborCount = 15 }, team);
            GradientReport report = Assert.Single(GradientCheck.Run(
                affinities, Samples.Normal(n, 2, 5), new GradientCheckOptions { Objective = new Objective(SneMethod.SymmetricSne), Engine = EngineKind.Interpolated }, team).Reports);
            Assert.True(report.Passed, report.ToString());
            Assert.Equal((n, limit), (report.Count, report.CheckedPoints));
        }
    }

    [Fact]
    public void All_pairs_are_compared_up_to_the_most_work()
    {
        int h = (int)(Switches.Read("NearestNeighbors.MaxExactWork") / 1e8);
        Assert.True(NearestNeighbors.IsExact(10_000, h - 1, NeighborSearch.Auto));
        Assert.False(NearestNeighbors.IsExact(10_000, h + 1, NeighborSearch.Auto));
    }

    [Fact]
    public void An_approximate_search_finds_enough_where_its_sample_begins_to_grow()
    {
        int last = (int)(Switches.Read("CellIndex.MinSampleCount") * Switches.Read("CellIndex.PointsPerSample"));
        foreach (int n in (int[])[last, last + (int)Switches.Read("CellIndex.PointsPerSample")])
        {
            Matrix points = Samples.Normal(n, 4, 1);
            using var team = new ThreadTeam(2);
            NeighborGraph graph = NearestNeighbors.Find(points, 10, NeighborSearch.Approximate, NeighborMetric.Euclidean, 0, team);
            Assert.Equal(NeighborSearch.Approximate, graph.Search);
            double recall = BruteForce.Recall(points, graph, 250);
            Assert.True(recall >= 0.94, $"found {recall:0.000}");
            Near.Equal(recall, graph.Recall, 0.02);
        }
    }

    [Fact]
    public void An_approximate_search_finds_what_an_exact_one_does_from_the_fewest_cells_on()
    {
        int n = Enumerable.Range(1, 10_000).First(count => !NearestNeighbors.IsExact(count, 4, NeighborSearch.Approximate));
        Assert.Equal(Switches.Read("NearestNeighbors.MinCells"), CellPartition.CellCount(n));
        foreach (int count in (int[])[n - 1, n])
        {
            Matrix points = Samples.Normal(count, 4, 1);
            NeighborGraph exact = Find(NeighborSearch.Exact, 2);
            NeighborGraph found = Find(NeighborSearch.Approximate, 2);
            Assert.Equal(count < n ? NeighborSearch.Exact : NeighborSearch.Approximate, found.Search);
            int shared = Enumerable.Range(0, count).Sum(i => exact.Neighbors(i).ToArray().Intersect(found.Neighbors(i).ToArray()).Count());
            Assert.True(shared >= (count < n ? 1 : 0.94) * count * 15, $"{shared} of {count * 15}");
            Near.Equal((double)shared / (count * 15), found.Recall, 0.02);
            foreach (int threads in (int[])[1, 3])
            {
                NeighborGraph other = Find(NeighborSearch.Approximate, threads);
                Assert.All(Enumerable.Range(0, count), i => Assert.Equal(found.Neighbors(i).ToArray(), other.Neighbors(i).ToArray()));
            }

            NeighborGraph Find(NeighborSearch search, int threads)
            {
                using var team = new ThreadTeam(threads);
                return NearestNeighbors.Find(points, 15, search, NeighborMetric.Euclidean, 0, team);
            }
        }
    }
}
