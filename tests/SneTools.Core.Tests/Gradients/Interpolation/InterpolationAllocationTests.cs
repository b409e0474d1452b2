namespace SneTools.Tests;

[Collection(nameof(Allocation))]
public class InterpolationAllocationTests
{
    [Theory]
    [InlineData(SneMethod.Sne, 1.0)]
    [InlineData(SneMethod.SymmetricSne, 1.0)]
    [InlineData(SneMethod.TSne, 1.0)]
    [InlineData(SneMethod.TConditionalSne, 2.5)]
    public void An_evaluation_like_the_last_allocates_nothing(SneMethod method, double alpha)
    {
        using var team = new ThreadTeam(2);
        foreach (string name in Maps.Names)
        {
            Matrix map = Maps.Create(name, 300, 2);
            var gradient = new Matrix(300, 2);
            using var engine = new Interpolated(new Objective(method, alpha), 300, 2, team);
            engine.Evaluate(map, 1e-3, gradient);
            Assert.True(Allocation.PerCall(() => engine.Evaluate(map, 1e-3, gradient), 12) < 24, name); // The smallest object has 24 bytes.
        }
    }
}
