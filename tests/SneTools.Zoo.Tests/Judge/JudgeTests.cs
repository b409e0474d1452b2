using System.Globalization;

namespace SneTools.ZooTests;

/// <summary>The judge against numbers that are known without it.</summary>
public class JudgeTests
{
    /// <summary>numpy, every precision found by bisection.</summary>
    [Theory]
    [InlineData("iris", "species", 15)]
    [InlineData("wine", "cultivar", 30)]
    [InlineData("digits", "digit", 30)]
    public void Probabilities_are_those_of_numpy(string name, string label, double perplexity)
    {
        double[][] rows = Rows.Read($"{name}.csv", label);
        var p = Probabilities.OfAll(name == "wine" ? Rows.Standardize(rows) : rows, perplexity, null);
        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "data", "reference", $"core-{name}-perplexity{perplexity}.csv"));
        foreach (string line in lines.Skip(1))
        {
            double[] cells = [.. line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
            int i = (int)cells[0];
            Near(cells[1], p.Precision[i], 1e-8 * cells[1]); // Their bisection ends near 1e-12.
            Near(cells[2], p.Conditional[i].Sum(x => -x * Math.Log(x)), 1e-12);
            for (int k = 0; k < 10; k++)
            {
                int c = Array.IndexOf(p.Columns[i], (i + 1 + (7 * k)) % rows.Length);
                Near(cells[3 + k], c < 0 ? 0 : p.Conditional[i][c], 1e-8 * cells[3 + k]);
            }
        }
    }

    /// <summary>scikit-learn 1.2.1: _joint_probabilities and _kl_divergence of sklearn.manifold._t_sne, with two columns of the table as
    /// the map. Its distances are of single precision, and its search for β ends at 1e-5.</summary>
    [Theory]
    [InlineData("iris", "species", 15, 2, 3, 1.3060164227, 7.8189240178)]
    [InlineData("wine", "cultivar", 30, 0, 6, 1.5909101344, 8.6227314310)]
    public void The_cost_of_t_SNE_is_scikit_learns(string name, string label, double perplexity, int a, int b, double cost, double entropy)
    {
        double[][] rows = Rows.Read($"{name}.csv", label);
        double[][] map = [.. rows.Select(row => new[] { row[a], row[b] })];
        var verdict = Verdict.Of(Probabilities.OfAll(rows, perplexity, null), map, SneMethod.TSne);
        Near(cost, verdict.Divergence, 1e-5 * cost);
        Near(entropy, verdict.Entropy, 1e-5);
    }

    /// <summary>Four points that are all equally far, on the corners of a square: every term is known.</summary>
    [Theory]
    [InlineData(SneMethod.Sne)]
    [InlineData(SneMethod.SymmetricSne)]
    [InlineData(SneMethod.TSne)]
    [InlineData(SneMethod.TConditionalSne)]
    public void The_cost_of_a_square_of_equally_far_points_is_the_closed_form(SneMethod method)
    {
        var p = Probabilities.OfAll(Rows.Of(4, i => Rows.OneHot(i, 4)), 2, null);
        var verdict = Verdict.Of(p, [[0, 0], [1, 0], [1, 1], [0, 1]], method);
        (double side, double diagonal) = Methods.IsGaussian(method) ? (Math.Exp(-1), Math.Exp(-2)) : (1.0 / 2, 1.0 / 3);
        double sum = (2 * side) + diagonal;
        double row = -Math.Log(3) - (((2 * Math.Log(side)) + Math.Log(diagonal)) / 3) + Math.Log(sum);
        Near(Methods.IsJoint(method) ? row : 4 * row, verdict.Divergence, 1e-14);
        Near(row, verdict.Mean(method), 1e-14);
        Near(Methods.IsJoint(method) ? Math.Log(12) : 4 * Math.Log(3), verdict.Entropy, 1e-14);
        Assert.All(verdict.Points, share => Near(verdict.Divergence / 4, share, 1e-14));
    }

    [Theory]
    [InlineData(SneMethod.Sne)]
    [InlineData(SneMethod.TSne)]
    public void One_spot_costs_nothing_where_all_points_are_equally_far_and_something_elsewhere(SneMethod method)
    {
        Near(0, Verdict.OneSpot(Probabilities.OfAll(Rows.Of(50, i => Rows.OneHot(i, 50)), 30, null), method), 1e-13);
        double expected = Math.Log(149) - Math.Log(15);
        double found = Verdict.OneSpot(Probabilities.OfAll(Rows.Iris, 15, null), SneMethod.Sne);
        Near(expected, found, 1e-12);
    }

    [Fact]
    public void Two_points_have_one_probability_each_and_no_cost()
    {
        var p = Probabilities.OfAll([[0, 1], [7, 5]], null, 1);
        var verdict = Verdict.Of(p, [[0, 0], [3, 4]], SneMethod.Sne);
        Assert.Equal(1, p.Conditional[0][0]);
        Near(0, verdict.Divergence, 1e-15);
    }

    /// <summary>exp(-d²/σ²) at d² = 1 and 4, by hand.</summary>
    [Fact]
    public void One_width_gives_the_probabilities_of_the_formula()
    {
        var p = Probabilities.OfAll([[0, 0], [1, 0], [0, 2]], null, 2);
        double near = Math.Exp(-0.25);
        double far = Math.Exp(-1);
        Near(near / (near + far), p.Conditional[0][0], 1e-15);
    }

    /// <summary>0.1, 0.2 … are no binary numbers: steps of a tenth differ in their last bits, and tie all the same.</summary>
    [Fact]
    public void Distances_that_differ_by_rounding_tie()
    {
        double[][] tenths = Rows.Of(7, i => [i * 0.1, 0.3]);
        var p = Probabilities.OfAll(tenths, 2, null);
        Assert.NotEqual(tenths[3][0] - tenths[2][0], tenths[4][0] - tenths[3][0]);
        Assert.Equal([2, 4], p.Columns[3]);
        Assert.Equal([0.5, 0.5], p.Conditional[3]);
    }

    [Fact]
    public void The_size_of_the_numbers_does_not_matter()
    {
        var plain = Probabilities.OfAll(Rows.Iris, 15, null);
        foreach (int exponent in new[] { -1000, -500, 500 })
        {
            var scaled = Probabilities.OfAll(Rows.Map(Rows.Iris, x => Math.ScaleB(x, exponent)), 15, null);
            Assert.Equal(plain.Conditional, scaled.Conditional);
        }
    }

    /// <summary>A Gaussian of d² = 1e6 is 0 in double precision; its logarithm is not.</summary>
    [Fact]
    public void Far_points_have_a_finite_cost()
    {
        var p = Probabilities.OfAll(Rows.Of(4, i => Rows.OneHot(i, 4)), 2, null);
        var verdict = Verdict.Of(p, [[0, 0], [0, 0], [0, 0], [1000, 0]], SneMethod.Sne);
        Near(3 * ((1e6 / 3) - Math.Log(3) + Math.Log(2)), verdict.Divergence, 1e-6);
    }

    /// <summary>The whole distance table and the near ones alone are the same thing where all are near.</summary>
    [Fact]
    public void Near_neighbors_and_all_pairs_agree_where_all_are_near()
    {
        int[][] neighbors = NearestRows.Find(Rows.Iris, 149);
        var all = Probabilities.OfAll(Rows.Iris, 30, null);
        var near = Probabilities.OfNeighbors(Rows.Iris, i => neighbors[i], 30, null);
        double[][] map = [.. Rows.Iris.Select(row => row[..2])];
        foreach (SneMethod method in Enum.GetValues<SneMethod>())
            Near(Verdict.Of(all, map, method).Divergence, Verdict.Of(near, map, method).Divergence, 1e-9);
    }

    /// <summary>A p(j|i) of 5e-324 divided by 2n is 0.</summary>
    [Fact]
    public void The_least_probabilities_leave_the_joint_entropy_a_number()
    {
        double[][] rows = [[0], [1], [1.5], .. Rows.Of(60, i => [27.2 + (0.003 * i)])];
        var p = Probabilities.OfAll(rows, null, 1);
        Assert.Contains(p.Conditional, row => row.Any(x => x < 60 * double.Epsilon));
        Assert.True(double.IsFinite(p.Entropy(SneMethod.TSne)));
    }

    [Fact]
    public void A_graph_that_leaves_a_nearer_point_out_is_found_out()
    {
        double[][] rows = [[0.0], [1], [3], [7]];
        Assert.Null(NearestRows.FindFault(rows, new NeighborGraph(4, 1, [1, 0, 1, 2], [1, 1, 4, 16])));
        Assert.NotNull(NearestRows.FindFault(rows, new NeighborGraph(4, 1, [2, 0, 1, 2], [9, 1, 4, 16])));
    }

    [Fact]
    public void Shapes_leave_equal_rows_out()
    {
        double[][] rows = [[0.0], [0], [1], [2], [3]];
        var shape = MapShape.Of([[0.0, 0], [0, 0], [5, 0], [5, 2], [5, 5]], rows);
        Assert.Equal(5, shape.Extent);
        Assert.Equal(2, shape.Nearest);
    }

    private static void Near(double expected, double found, double tolerance) =>
        Assert.True(Math.Abs(expected - found) <= tolerance, string.Create(CultureInfo.InvariantCulture, $"{found:g15} instead of {expected:g15}"));
}
