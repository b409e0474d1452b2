namespace SneTools.Tests;

public class CostTests
{
    [Fact]
    public void The_cost_of_every_method_is_the_divergence_of_its_definition() => Problem.Any.Sample(problem =>
    {
        double expected = Definition.Divergence(problem.Objective, problem.P, problem.Map);
        ObjectiveValue value = Stages.Evaluate(problem.Objective, problem.Affinities, problem.Map, problem.Exaggeration).Value;

        // Both subtract an entropy from a cross-entropy, each summed from up to 900 terms.
        Near.Equal(expected, value.Divergence, 1e-13 * (1 + value.CrossEntropy + value.Entropy));
    });

    [Fact]
    public void The_cost_is_never_negative_and_zero_where_Q_is_P()
    {
        Problem.Any.Sample(problem => Assert.True(
            Stages.Evaluate(problem.Objective, problem.Affinities, problem.Map).Value.Divergence > -1e-12)); // Rounding at 0.
        Matrix map = Samples.Normal(20, 3, 1);
        SymmetricAffinities same = Stages.Symmetric(Stages.FromSigma(map, 1), isJoint: false);
        Near.Equal(0, Stages.Evaluate(new Objective(SneMethod.Sne), same, map).Value.Divergence, 1e-12); // Rounding at about 60 - 60.
    }

    [Theory]
    [InlineData(1e3)]
    [InlineData(1e6)]
    [InlineData(1e9)]
    public void A_point_far_from_all_others_in_the_map_costs_what_its_distance_says(double distance)
    {
        foreach (SneMethod method in Enum.GetValues<SneMethod>())
        {
            Problem problem = Problem.Create(new Objective(method), 25, 2, 7);
            problem.Map[4, 0] = distance;
            ObjectiveValue value = Stages.Evaluate(problem.Objective, problem.Affinities, problem.Map).Value;
            double expected = Definition.Divergence(problem.Objective, problem.P, problem.Map);
            Assert.True(double.IsFinite(value.Divergence));

            // The cost is a difference of terms of the size of d², whose digits it therefore has.
            Near.Equal(expected, value.Divergence, 1e-13 * distance * distance);
        }
    }

    [Fact]
    public void The_entropy_is_that_of_the_data_and_not_of_the_map()
    {
        Problem problem = Problem.Create(new Objective(SneMethod.Sne), 20, 2, 3);
        double entropy = -problem.P.Cast<double>().Where(p => p > 0).Sum(p => p * Math.Log(p));
        Near.Equal(entropy, Stages.Evaluate(problem.Objective, problem.Affinities, problem.Map).Value.Entropy, 1e-11); // 400 terms.
    }
}
