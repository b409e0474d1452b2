using System.Globalization;

namespace SneTools.Tests;

/// <summary>Against numbers of another program: numpy, every precision found by bisection.</summary>
public class ReferencePerplexityTests
{
    [Theory]
    [InlineData("iris", 15)]
    [InlineData("wine", 30)]
    [InlineData("digits", 30)]
    public void Precisions_entropies_and_probabilities_are_those_of_another_program(string name, double perplexity)
    {
        Matrix points = Samples.OfName(name).Values;
        int n = points.Rows;
        DenseAffinities affinities = Stages.FromPerplexity(points, perplexity, 2);
        string[] lines = File.ReadAllLines(Samples.File($"reference/core-{name}-perplexity{perplexity}.csv"));
        Assert.True(lines.Length > 30);
        foreach (string line in lines.Skip(1))
        {
            double[] cells = [.. line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
            int i = (int)cells[0];
            Near.Equal(cells[1], affinities.Precision[i], 1e-8 * cells[1]); // Their bisection ends near 1e-12.
            Near.Equal(cells[2], affinities.Entropy[i], 1e-12);
            for (int k = 0; k < 10; k++)
                Near.Equal(cells[3 + k], affinities.Probabilities[i, (i + 1 + (7 * k)) % n], 1e-8 * cells[3 + k]);
        }
    }
}
