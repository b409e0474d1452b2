namespace SneTools.Tests;

public class GradientFormulaTests
{
    private static readonly Matrix Data = Samples.Normal(12, 4, 1);
    private static readonly Matrix Map = Samples.Normal(12, 2, 2);

    [Theory]
    [InlineData(SneMethod.Sne)]
    [InlineData(SneMethod.SymmetricSne)]
    [InlineData(SneMethod.TSne)]
    [InlineData(SneMethod.TConditionalSne)]
    public void The_right_sum_over_the_P_and_Q_that_are_handed_over_passes_and_nearly_right_does_not(SneMethod method)
    {
        var objective = new Objective(method, 1.7);
        GradientFormula right = new("right", (p, q, map) => Sum(objective, p, q, map, 1));
        GradientFormula wrong = new("wrong", (p, q, map) => Sum(objective, p, q, map, 1 + 1e-5));
        IReadOnlyList<GradientReport> reports = Check(objective, 4, [right, wrong]);
        Assert.Equal(["right", "wrong"], reports.Select(report => report.Formula));
        Assert.Equal([true, false], reports.Select(report => report.Passed));
        Near.Equal(1e-5, reports[1].MaxRelativeError, 1e-9); // The differences are good to 1e-11.
    }

    [Fact]
    public void A_formula_of_one_s_own_is_called_once_with_numbers_that_it_may_change()
    {
        int calls = 0;
        GradientFormula vandal = new("vandal", (p, q, map) =>
        {
            calls++;
            foreach (Matrix matrix in (Matrix[])[p, q, map])
                Array.Fill(matrix.Values, double.NaN);
            return new Matrix(12, 2);
        });
        IReadOnlyList<GradientReport> reports = Check(new Objective(), 1, [vandal, vandal, GradientFormula.Analytic, GradientFormula.Printed]);
        Assert.Equal(1, calls);
        Assert.Equal([false, false, true, false], reports.Select(report => report.Passed));
    }

    [Fact]
    public void What_is_no_gradient_of_the_map_is_refused()
    {
        Matrix infinite = new(12, 2);
        infinite[4, 1] = double.NegativeInfinity;
        (Matrix? Gradient, int? Row)[] wrong = [(null, null), (new Matrix(12, 3), null), (new Matrix(11, 2), null), (infinite, 5)];
        Assert.All(wrong, each =>
        {
            GradientFormula formula = new("mine", (_, _, _) => each.Gradient!);
            var error = Assert.Throws<SneException>(() => Check(new Objective(), 1, [formula]));
            Assert.Equal((SneError.InvalidFormula, each.Row), (error.Error, error.Row));
            Assert.StartsWith("The formula mine gave", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void The_whole_gradient_stands_beside_the_differences()
    {
        GradientReport report = Check(new Objective(), 1, [GradientFormula.Printed])[0];
        GradientCoordinate[] coordinates = [.. report.Coordinates()];
        Assert.Equal(24, coordinates.Length);
        Assert.Equal(coordinates.Select((_, k) => (k / 2, (k % 2) + 1)), coordinates.Select(each => (each.Point, each.Coordinate)));
        GradientCoordinate[] worst = [.. coordinates.Where(each => each.Point == report.WorstPoint)];
        Assert.Equal(report.Gradient, worst.Select(each => each.Gradient));
        Assert.Equal(report.Difference, worst.Select(each => each.Numerical));
        Assert.All(coordinates, each => Assert.Equal(("Printed", each.Gradient - each.Numerical), (each.Formula, each.Error)));
    }

    private static IReadOnlyList<GradientReport> Check(Objective objective, double exaggeration, GradientFormula[] formulas)
    {
        using var team = new ThreadTeam(1);
        var options = new GradientCheckOptions { Objective = objective, Exaggeration = exaggeration, Formulas = formulas };
        return Stages.Check(Data, null, 4, Map, options, team).Reports;
    }

    /// <summary>2 Σⱼ φᵢⱼ (yᵢ-yⱼ)(Pᵢⱼ + Pⱼᵢ - Qᵢⱼ - Qⱼᵢ).</summary>
    private static Matrix Sum(Objective objective, Matrix p, Matrix q, Matrix map, double scale)
    {
        var result = new Matrix(map.Rows, map.Columns);
        for (int i = 0; i < map.Rows; i++)
        {
            for (int j = 0; j < map.Rows; j++)
            {
                double distance = Distance.Squared(map.Row(i), map.Row(j));
                double phi = objective.IsGaussian ? 1 : (objective.DegreeOfFreedom + 1) / (2 * (objective.DegreeOfFreedom + distance));
                for (int c = 0; c < map.Columns; c++)
                    result[i, c] += 2 * scale * phi * (map[i, c] - map[j, c]) * (p[i, j] + p[j, i] - q[i, j] - q[j, i]);
            }
        }

        return result;
    }
}
