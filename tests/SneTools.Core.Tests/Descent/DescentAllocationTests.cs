namespace SneTools.Tests;

[Collection(nameof(Allocation))]
public class DescentAllocationTests
{
    [Theory]
    [InlineData(SneMethod.Sne)]
    [InlineData(SneMethod.TSne)]
    public void A_step_allocates_nothing_as_the_history_is_there_before(SneMethod method)
    {
        const int Steps = 300;
        Problem problem = Problem.Create(new Objective(method), 40, 2, 4);
        using var team = new ThreadTeam(2);
        using Cost engine = Stages.Exact(problem.Data, 10, problem.Objective, 2, NumericPrecision.Auto, team);
        double least = double.PositiveInfinity;
        for (int attempt = 0; attempt < 5; attempt++)
        {
            var descent = new GradientDescent(
                engine,
                problem.Affinities.Degrees,
                new DescentState(problem.Map.Clone()),
                new DescentOptions { MaxIteration = Steps, Tolerance = 1e-300 });
            long before = GC.GetTotalAllocatedBytes(precise: true);
            descent.Run();
            least = Math.Min(least, (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / Steps);
        }

        Assert.True(least < 24); // The smallest object has 24 bytes; the first attempt may compile.
    }
}
