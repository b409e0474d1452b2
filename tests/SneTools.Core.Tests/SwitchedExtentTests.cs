namespace SneTools.Tests;

/// <summary>The claims about a map on both sides of every width at which its engine goes another way.</summary>
public class SwitchedExtentTests
{
    private const int N = 300;

    [Fact]
    public void Gradient_sums_and_bits_hold_on_both_sides_of_every_width()
    {
        // Boxes of a tree are a part of a map's width, and given by half a side.
        double[] widths =
        [
            .. Switches.OfExtents.SelectMany(change => new[] { 0.999, 1.001 }.Select(factor => factor * Switches.Read(change.Name))),
            .. new[] { 2, 6, 20 }.Select(factor => factor * Switches.Read("TreeWalk`1.MaxSingleSize")),
        ];
        NeighborGraph graph = Neighborhood.Find(Samples.Normal(N, 4, 1), 15);
        foreach (SneMethod method in Enum.GetValues<SneMethod>())
        {
            var objective = new Objective(method); // Its kernel's length is 1.
            foreach ((double width, EngineKind kind) in widths.SelectMany(width => new[] { (width, EngineKind.Interpolated), (width, EngineKind.Multipole) }))
            {
                Matrix map = OfExtent(width);
                (ObjectiveValue expected, Matrix exact, _) = Evaluate(EngineKind.Exact, NumericPrecision.Double, 1);
                (ObjectiveValue value, Matrix gradient, PointDivergence points) = Evaluate(kind, NumericPrecision.Auto, 1);
                string where = $"{kind} of {method} at {width}: {Near.NormError(exact, gradient)}";
                Assert.True(Near.NormError(exact, gradient) < 1e-3, where);
                double mass = objective.IsJoint ? 1 : N;
                Near.Equal(expected.CrossEntropy, value.CrossEntropy, 1e-3 * mass);
                Near.Equal(expected.CrossEntropy, points.CrossEntropy.Sum(), 1e-6 * (mass + expected.CrossEntropy));
                foreach (int threads in (int[])[2, 3])
                {
                    (_, Matrix same, PointDivergence others) = Evaluate(kind, NumericPrecision.Auto, threads);
                    Near.SameBits(gradient, same);
                    Assert.Equal(points.CrossEntropy, others.CrossEntropy);
                }

                (ObjectiveValue Value, Matrix Gradient, PointDivergence Points) Evaluate(EngineKind engine, NumericPrecision precision, int threads)
                {
                    using var team = new ThreadTeam(threads);
                    using Cost cost = Stages.Near(graph, 5, objective, engine, precision, team);
                    var gradient = new Matrix(N, 2);
                    ObjectiveValue value = cost.Evaluate(map, 1, gradient);
                    return (value, gradient, cost.Measure(map));
                }
            }
        }
    }

    [Fact]
    public void The_grid_and_its_fallback_agree_on_both_sides_of_the_most_nodes()
    {
        using var team = new ThreadTeam(2);
        foreach (SneMethod method in Enum.GetValues<SneMethod>())
        {
            double last = 0;
            double first = double.PositiveInfinity;
            for (double width = 10; width < 1000; width *= 1.2)
            {
                using var grid = new Interpolated(new Objective(method), N, 2, team);
                Matrix map = OfExtent(width);
                Matrix gradient = grid.Evaluate(map, 5e-4).Gradient;
                Near.Equal(0, Near.NormError(PlainRepulsion.Evaluate(new Objective(method), map).Gradient, gradient), 1e-3);
                if (grid.Fallback.Calls == 0)
                    last = width;
                else
                    first = Math.Min(first, width);
            }

            Assert.True(last > 20 && first < 900, $"{method}: on a grid up to {last}, not from {first}");
        }
    }

    /// <summary>Points of this width along the wider axis, evenly spread.</summary>
    private static Matrix OfExtent(double extent)
    {
        var random = new Random(1);
        var map = new Matrix(N, 2);
        for (int k = 0; k < map.Values.Length; k++)
            map.Values[k] = extent * random.NextDouble();
        (map[0, 0], map[1, 0]) = (0, extent);
        return map;
    }
}
