using System.Globalization;

namespace SneTools.ZooTests;

/// <summary>The share of every point in the cost, as Measure-SneEmbedding gives it.</summary>
public class QualityTests
{
    public static TheoryData<string, SneMethod> Measured
    {
        get
        {
            var result = new TheoryData<string, SneMethod>();
            foreach (string table in new[] { "iris", "blobs-2001x10", "blobs-4096x10", "blobs-4200x10" }.Where(ZooSettings.Wants))
            {
                foreach (SneMethod method in new[] { SneMethod.Sne, SneMethod.TSne }.Where(ZooSettings.Wants))
                    result.Add(table, method);
            }

            return result;
        }
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Measured))]
    public void The_shares_of_the_points_are_the_judges_and_add_up_to_the_cost(string table, SneMethod method)
    {
        var run = ZooRun.Of(table, method);
        Checks.Made(run);
        Embedding embedding = run.Embedding!;
        using var team = new ThreadTeam(1);
        EmbeddingQuality quality = QualityCheck.Run(embedding.Map, embedding.Data, embedding, new QualityOptions(), team);
        Assert.Equal(embedding.Count, quality.Points.Count);
        double sum = quality.Points.Sum(point => point.Divergence!.Value);
        double allowed = Tolerances.Divergence(run, run.Verdict);
        if (!(Math.Abs(sum - embedding.Divergence) <= allowed))
            Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{run}: the points' shares add up to {sum:g8}, the map's divergence is {embedding.Divergence:g8}."));
        double worst = quality.Points.Max(point => Math.Abs(point.Divergence!.Value - run.Verdict.Points[point.Index]));
        double largest = run.Verdict.Points.Max(Math.Abs);
        if (!(worst <= (1e-3 * largest) + (allowed / embedding.Count)))
            Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{run}: a point's share is {worst:g3} off, the largest is {largest:g3}."));
    }
}
