using System.Globalization;

namespace SneTools.ZooTests;

/// <summary>What Get-SneProbability hands out.</summary>
public class ProbabilityTests
{
    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(ZooCases.AllPairs), MemberType = typeof(ZooCases))]
    public void The_probabilities_are_those_of_the_judge(string table)
    {
        ZooTable animal = AllTables.Named(table);
        using var team = new ThreadTeam(1);
        Matrix own = Affinities
            .Create(animal.ToDataset(), new AffinityOptions { Width = KernelWidth.OfPerplexity(animal.EffectivePerplexity) }, team)
            .ToMatrix(team);
        Probabilities judge = TableProbabilities.Of(animal);

        // Near the perplexity n - 1 the entropy is flat at its top: its last bit moves p by the square root of that.
        double accuracy = animal.EffectivePerplexity < 0.999 * (animal.Count - 1) ? 1e-9 : 1e-6;
        for (int i = 0; i < animal.Count; i++)
        {
            double[] expected = new double[animal.Count];
            for (int c = 0; c < judge.Columns[i].Length; c++)
                expected[judge.Columns[i][c]] = judge.Conditional[i][c];

            // Both end where double precision does; further apart than that they may be by what rounding of the distances decides.
            double share = accuracy + (10 * judge.Noise[i]);
            for (int j = 0; j < animal.Count; j++)
            {
                double found = own[i, j];
                if (!(Math.Abs(found - expected[j]) <= (share * expected[j]) + 1e-12 + judge.Noise[i]))
                    Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{table}: p({j}|{i}) is {found:g10}, the judge's {expected[j]:g10}."));
            }
        }
    }
}
