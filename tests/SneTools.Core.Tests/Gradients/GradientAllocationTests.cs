namespace SneTools.Tests;

[Collection(nameof(Allocation))]
public class GradientAllocationTests
{
    [Theory]
    [InlineData(SneMethod.Sne, 1)]
    [InlineData(SneMethod.SymmetricSne, 2)]
    [InlineData(SneMethod.TSne, 3)]
    [InlineData(SneMethod.TConditionalSne, 2)]
    public void An_evaluation_allocates_nothing(SneMethod method, int threads)
    {
        Problem problem = Problem.Create(new Objective(method), 70, 2, 4);
        using var team = new ThreadTeam(threads);
        var gradient = new Matrix(70, 2);
        ICost reference = ReferenceEngines.Create(problem.Objective, problem.Affinities, 2, team);
        Assert.True(Allocation.PerCall(() => reference.Evaluate(problem.Map, 1, gradient)) < 24); // The smallest object has 24 bytes.
        using Cost engine = Stages.Exact(problem.Data, 20, problem.Objective, 2, NumericPrecision.Auto, team);
        Assert.True(Allocation.PerCall(() => engine.Evaluate(problem.Map, 1, gradient)) < 24); // The smallest object has 24 bytes.
    }

    [Theory]
    [InlineData(SneMethod.Sne, 1.0)]
    [InlineData(SneMethod.SymmetricSne, 1.0)]
    [InlineData(SneMethod.TSne, 1.0)]
    [InlineData(SneMethod.TConditionalSne, 2.5)]
    public void Nor_does_it_in_any_width_precision_or_dimension(SneMethod method, double alpha)
    {
        foreach (int l in (int[])[1, 2, 3])
        {
            Problem problem = Problem.Create(new Objective(method, alpha), 33, l, 4);
            problem.Map[5, 0] = 1e3; // A remote point has a way of its own.
            using var team = new ThreadTeam(2);
            var gradient = new Matrix(33, l);
            foreach (Tiled tiled in Tiled.All)
            {
                ICost engine = tiled.Create(problem, team);
                using var owner = (IDisposable)engine;
                Assert.True(Allocation.PerCall(() => engine.Evaluate(problem.Map, 2, gradient), 100) < 24); // The smallest object has 24 bytes.
            }
        }
    }
}
