namespace SneTools.Tests;

public class NumericalGradientTests
{
    [Fact]
    public void Differences_over_the_changed_terms_are_differences_of_the_whole_cost() => Problem.Any.Sample(
        problem =>
        {
            Matrix whole = Definition.Differences(problem.Objective, problem.P, problem.Map, problem.Exaggeration);
            Matrix changed = Stages.Differences(problem.Objective, problem.Affinities, problem.Map, problem.Exaggeration);
            Near.Equal(whole, changed, 2e-8 * (1 + Near.Size(whole))); // Rounding of the whole cost, 1e-12, over the step.
        },
        iter: 25);

    [Fact]
    public void A_halved_step_changes_the_differences_by_fourth_order()
    {
        Problem problem = Problem.Create(new Objective(SneMethod.TSne), 20, 2, 1);
        Matrix exact = Stages.Evaluate(problem.Objective, problem.Affinities, problem.Map).Gradient;
        double wide = Near.Distance(exact, Stages.Differences(problem.Objective, problem.Affinities, problem.Map, step: 0.1));
        double narrow = Near.Distance(exact, Stages.Differences(problem.Objective, problem.Affinities, problem.Map, step: 0.05));
        Assert.InRange(wide / narrow, 12, 20); // 2⁴ = 16, up to terms of sixth order.
    }

    [Fact]
    public void A_point_far_from_all_others_gets_differences_with_digits()
    {
        foreach (SneMethod method in Enum.GetValues<SneMethod>())
        {
            Problem problem = Problem.Create(new Objective(method), 25, 2, 7);
            problem.Map[4, 0] = 1e3;
            Matrix gradient = Stages.Evaluate(problem.Objective, problem.Affinities, problem.Map).Gradient;
            Matrix differences = Stages.Differences(problem.Objective, problem.Affinities, problem.Map);

            // d² of 1e6 is rounded to 1e-10, which the step of 1e-3 divides.
            Near.Equal(gradient, differences, 1e-6 * Near.Size(gradient));
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1e-3)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_step_that_is_not_positive_is_refused(double step)
    {
        Problem problem = Problem.Create(new Objective(SneMethod.Sne), 5, 2, 1);
        var error = Assert.Throws<SneException>(
            () => Stages.Differences(problem.Objective, problem.Affinities, problem.Map, step: step));
        Assert.Equal(SneError.InvalidOption, error.Error);
    }

    [Fact]
    public void The_number_of_threads_does_not_change_a_bit()
    {
        Problem problem = Problem.Create(new Objective(SneMethod.Sne), 60, 2, 4);
        Matrix one = Stages.Differences(problem.Objective, problem.Affinities, problem.Map);
        Near.SameBits(one, Stages.Differences(problem.Objective, problem.Affinities, problem.Map, threads: 3));
    }

    [Fact]
    public void Chosen_points_have_the_same_differences_as_among_all()
    {
        Problem problem = Problem.Create(new Objective(SneMethod.TSne), 20, 2, 4);
        Matrix all = Stages.Differences(problem.Objective, problem.Affinities, problem.Map);
        using var team = new ThreadTeam(2);
        Matrix chosen = NumericalGradient.Compute(
            problem.Objective, problem.Affinities, problem.Map, 1e-3, 1, [17, 0, 4], team);
        Assert.Equal(3, chosen.Rows);
        Assert.Equal(all.Row(17).ToArray(), chosen.Row(0).ToArray());
        Assert.Equal(all.Row(0).ToArray(), chosen.Row(1).ToArray());
        Assert.Equal(all.Row(4).ToArray(), chosen.Row(2).ToArray());
    }

    [Fact]
    public void The_work_ends_when_it_is_canceled()
    {
        Problem problem = Problem.Create(new Objective(SneMethod.Sne), 5, 2, 1);
        using var source = new CancellationTokenSource();
        source.Cancel();
        using var team = new ThreadTeam(2, source.Token);
        Assert.Throws<OperationCanceledException>(() => NumericalGradient.Compute(
            problem.Objective, problem.Affinities, problem.Map, 1e-3, 1, null, team));
    }
}
