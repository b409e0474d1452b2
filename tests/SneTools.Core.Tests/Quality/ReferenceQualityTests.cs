using System.Globalization;

namespace SneTools.Tests;

/// <summary>Against scikit-learn (trustworthiness, continuity, silhouette, accuracy), SciPy (Shepard) and plain NumPy (recall,
/// R_NX) on the same maps; reference/quality.py computed the numbers.</summary>
public class ReferenceQualityTests
{
    [Theory]
    [InlineData("iris")]
    [InlineData("wine")]
    [InlineData("digits")]
    public void Every_measure_is_that_of_other_programs(string name)
    {
        (Matrix data, LabelColumn label) = Prepare(name);
        Matrix map = Measured.FixedMap(data);
        string[] lines = [.. File.ReadAllLines(Samples.File("reference/quality.csv")).Where(line => line.StartsWith(name, StringComparison.Ordinal))];
        Assert.Equal(4, lines.Length);
        foreach (string line in lines)
        {
            double[] cells = [.. line.Split(',').Skip(1).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
            int k = (int)cells[0];
            EmbeddingQuality quality = Measured.Quality(map, data, new QualityOptions { NeighborCount = k, Label = label });
            double?[] found =
            [
                quality.Trustworthiness, quality.Continuity, quality.Recall, quality.RnxAuc, quality.ShepardCorrelation,
                quality.Silhouette, quality.NeighborAccuracy, quality.Rnx![0], quality.Rnx[k - 1], quality.Rnx[^1],
            ];
            for (int c = 0; c < found.Length; c++)
                Near.Equal(cells[c + 1], found[c]!.Value, 1e-12); // Whole numbers but for the silhouette and the correlation.
            Assert.True(quality.IsExact);
            Assert.Equal(0, quality.TrustworthinessStandardError);
        }
    }

    private static (Matrix Data, LabelColumn Label) Prepare(string name)
    {
        Dataset data = Samples.OfName(name);
        if (name == "iris")
            return (Samples.Map(data.Values, value => Math.Round(10 * value)), data.Labels[0]);
        if (name == "wine")
            return (data.Values, data.Labels[0]);
        int[] rows = [.. Enumerable.Range(0, data.Count).Where(i => i % 3 == 0)];
        return (
            new Matrix(rows.Length, data.Dimension, [.. rows.SelectMany(i => data.Values.Row(i).ToArray())]),
            new LabelColumn("digit", [.. rows.Select(i => data.Labels[0].Values[i])]));
    }
}
