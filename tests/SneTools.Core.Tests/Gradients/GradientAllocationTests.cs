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
        IGradientEngine reference = GradientEngine.Create(problem.Objective, problem.Affinities, 2, team);
        Assert.True(Allocation.PerCall(() => reference.Evaluate(problem.Map, 1, gradient)) < 24); // The smallest object has 24 bytes.
        using ExactEngine engine = ExactEngine.Create(
            problem.Data, null, 20, problem.Objective, 2, NumericPrecision.Auto, team);
        Assert.True(Allocation.PerCall(() => engine.Evaluate(problem.Map, 1, gradient)) < 24); // The smallest object has 24 bytes.
    }
}
