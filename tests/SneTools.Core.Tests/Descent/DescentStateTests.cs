namespace SneTools.Tests;

public class DescentStateTests
{
    [Theory]
    [InlineData(SneMethod.Sne)]
    [InlineData(SneMethod.TSne)]
    public void A_descent_that_goes_on_from_a_copy_makes_the_same_steps_to_the_bit(SneMethod method)
    {
        // The copy is taken amid early exaggeration, which ends twenty iterations later.
        var options = new DescentOptions { EarlyExaggeration = 4, EarlyExaggerationIteration = 40, Tolerance = 0 };
        Problem problem = Problem.Create(new Objective(method), 60, 2, 4);
        using var team = new ThreadTeam(1);
        using Cost engine = Stages.Exact(problem.Data, 15, problem.Objective, 2, NumericPrecision.Double, team);
        DescentState whole = Descend(new DescentState(problem.Map.Clone()), 80);
        DescentState first = Descend(new DescentState(problem.Map.Clone()), 20);
        DescentState copy = first.Clone();
        Matrix atCopy = copy.Map.Clone();
        Descend(first, 80);
        Near.SameBits(atCopy, copy.Map);
        Assert.Equal(20, copy.History.Count);
        Descend(copy, 80);
        foreach (DescentState continued in new[] { first, copy })
        {
            Near.SameBits(whole.Map, continued.Map);
            Assert.Equal(whole.Velocity, continued.Velocity);
            Assert.Equal(whole.Gains, continued.Gains);
            Assert.Equal(whole.History, continued.History);
        }

        DescentState Descend(DescentState state, int limit)
        {
            new GradientDescent(
                engine, engine.Degrees, state, options with { MaxIteration = limit }).Run();
            return state;
        }
    }
}
