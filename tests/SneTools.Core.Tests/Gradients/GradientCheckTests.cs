namespace SneTools.Tests;

public class GradientCheckTests
{
    private static readonly GradientFormula[] All = Enum.GetValues<GradientFormula>();

    [Theory]
    [InlineData("iris", 150, 15)]
    [InlineData("wine", 178, 30)]
    [InlineData("digits", 200, 30)]
    public void Only_the_derivative_passes_on_real_data(string name, int rows, double perplexity)
    {
        Matrix data = Samples.FirstRows(Samples.OfName(name).Values, rows);
        using var team = new ThreadTeam(2);
        Matrix map = MapInitialization.Pca(data, 2, 1, 0, team);
        IReadOnlyList<GradientReport> reports = GradientCheck.Run(
            Stages.FromPerplexity(data, perplexity, 2), map, All, GradientCheck.DefaultStep, GradientCheck.DefaultTolerance, team);
        Assert.Equal(All, reports.Select(report => report.Formula));
        Assert.Equal([true, false, false], reports.Select(report => report.Passed));
        Assert.True(reports[0].MaxRelativeError < 1e-6);
        Assert.All(reports.Skip(1), report => Assert.True(report.MaxRelativeError > 0.1));
        Assert.All(reports, report => Assert.Equal((rows, 2, SneMethod.Sne), (report.Count, report.Dimension, report.Method)));
    }

    [Fact]
    public void The_worst_point_is_the_one_with_the_largest_error()
    {
        Matrix data = Samples.Normal(40, 4, 8);
        Matrix map = Samples.Normal(40, 2, 9);
        using var team = new ThreadTeam(1);
        GradientReport report = GradientCheck.Run(
            Stages.FromPerplexity(data, 10), map, [GradientFormula.Printed], 1e-3, 1e-6, team)[0];

        ConditionalAffinities conditional = Stages.FromPerplexity(data, 10);
        Matrix q = Stages.FromSigma(map, 1).Probabilities;
        Matrix printed = NoteGradient.Compute(GradientFormula.Printed, conditional.Probabilities, q, map, team, default);
        Matrix differences = Stages.Differences(new Objective(), Stages.Consume(conditional, false), map);
        double rootMeanSquare = Math.Sqrt(differences.Values.Sum(x => x * x) / 40);
        double[] errors =
        [
            .. Enumerable.Range(0, 40).Select(i => Norm(i, (printed, differences))
                / Math.Max(1e-3 * rootMeanSquare, Norm(i, (differences, new Matrix(40, 2)))))
        ];
        int worst = Array.IndexOf(errors, errors.Max());
        Assert.Equal(worst, report.WorstPoint);
        Near.Equal(errors[worst], report.MaxRelativeError, 1e-12 * errors[worst]); // The same numbers in another order.
        Near.Equal(errors.Average(), report.MeanRelativeError, 1e-12 * errors[worst]);
        Assert.Equal(printed.Row(worst).ToArray(), report.Gradient);
        Assert.Equal(differences.Row(worst).ToArray(), report.Difference);

        double Norm(int i, (Matrix A, Matrix B) pair) => Math.Sqrt(
            Enumerable.Range(0, 2).Sum(c => Math.Pow(pair.A[i, c] - pair.B[i, c], 2)));
    }

    [Fact]
    public void Reports_come_in_the_order_asked_for_and_as_often()
    {
        GradientFormula[] asked = [GradientFormula.PrintedUnweighted, GradientFormula.Analytic, GradientFormula.PrintedUnweighted];
        using var team = new ThreadTeam(1);
        IReadOnlyList<GradientReport> reports = GradientCheck.Run(
            Stages.FromPerplexity(Samples.Normal(10, 3, 1), 4), Samples.Normal(10, 2, 2), asked, 1e-3, 1e-6, team);
        Assert.Equal(asked, reports.Select(report => report.Formula));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(9)]
    public void A_map_that_does_not_fit_is_refused(int rows)
    {
        using var team = new ThreadTeam(1);
        var error = Assert.Throws<SneException>(() => GradientCheck.Run(
            Stages.FromPerplexity(Samples.Normal(10, 3, 1), 4), new Matrix(rows, 2), All, 1e-3, 1e-6, team));
        Assert.Equal(SneError.InvalidMap, error.Error);
    }

    [Fact]
    public void A_map_with_a_number_that_is_not_finite_is_refused_with_its_row()
    {
        Matrix map = Samples.Normal(10, 2, 2);
        map[6, 1] = double.NaN;
        var error = Assert.Throws<SneException>(() => MapInitialization.RequireMap(map, 10));
        Assert.Equal((SneError.InvalidMap, 7), (error.Error, error.Row));
    }
}
