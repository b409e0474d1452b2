namespace SneTools.Tests;

public class GradientCheckTests
{
    private static readonly GradientFormula[] All = [.. GradientFormula.Known];

    [Theory]
    [InlineData("iris", 150, 15)]
    [InlineData("wine", 178, 30)]
    [InlineData("digits", 200, 30)]
    public void Only_the_derivative_passes_on_real_data(string name, int rows, double perplexity)
    {
        Matrix data = Samples.FirstRows(Samples.OfName(name).Values, rows);
        IReadOnlyList<GradientReport> reports =
            Run(data, perplexity, Pca(data), new GradientCheckOptions { Formulas = All });
        Assert.Equal(All.Select(formula => formula.Name), reports.Select(report => report.Formula));
        Assert.Equal([true, false, false], reports.Select(report => report.Passed));
        Assert.True(reports[0].MaxRelativeError < 1e-6 && reports[0].DirectionError < 1e-6);
        Assert.All(reports.Skip(1), report => Assert.True(report.MaxRelativeError > 0.1 && report.DirectionError > 0.1));
        Assert.All(reports, report => Assert.Equal((rows, rows, 2), (report.Count, report.CheckedPoints, report.Dimension)));
    }

    [Theory]
    [InlineData(SneMethod.SymmetricSne)]
    [InlineData(SneMethod.TSne)]
    [InlineData(SneMethod.TConditionalSne)]
    public void The_derivative_of_every_method_passes_exaggerated_too_in_double_and_in_single(SneMethod method)
    {
        Matrix map = Pca(Samples.Iris.Values);
        foreach (NumericPrecision precision in (NumericPrecision[])[NumericPrecision.Double, NumericPrecision.Single])
        {
            var options = new GradientCheckOptions
            {
                Objective = new Objective(method, 1.7),
                Exaggeration = 4,
                Precision = precision,
            };
            GradientReport report = Assert.Single(Run(Samples.Iris.Values, 15, map, options));
            Assert.True(report.Passed, report.ToString());
            Assert.Equal((method, precision), (report.Method, report.Precision));
        }
    }

    [Fact]
    public void The_worst_point_is_the_one_with_the_largest_error()
    {
        Matrix data = Samples.Normal(40, 4, 8);
        Matrix map = Samples.Normal(40, 2, 9);
        GradientReport report =
            Run(data, 10, map, new GradientCheckOptions { Formulas = [GradientFormula.Printed] })[0];

        DenseAffinities conditional = Stages.FromPerplexity(data, 10);
        Matrix q = Stages.FromSigma(map, 1).Probabilities;
        using var team = new ThreadTeam(1);
        Matrix printed = NoteGradient.Compute(GradientFormula.Printed, conditional.Probabilities, q, map, team);
        Matrix differences = Stages.Differences(new Objective(SneMethod.Sne), Stages.Symmetric(conditional, false), map);
        var zero = new Matrix(40, 2);
        double rootMeanSquare = Math.Sqrt(differences.Values.Sum(x => x * x) / 40);
        double[] errors =
        [
            .. Enumerable.Range(0, 40).Select(
                i => Norm(i, printed, differences) / Math.Max(1e-3 * rootMeanSquare, Norm(i, differences, zero)))
        ];
        int worst = Array.IndexOf(errors, errors.Max());
        Assert.Equal(worst, report.WorstPoint);
        Near.Equal(errors[worst], report.MaxRelativeError, 1e-12 * errors[worst]); // The same numbers in another order.
        Near.Equal(errors.Average(), report.MeanRelativeError, 1e-12 * errors[worst]);
        Assert.Equal(printed.Row(worst).ToArray(), report.Gradient);
        Assert.Equal(differences.Row(worst).ToArray(), report.Difference);
        double[] gaps = [.. report.Gradient.Zip(report.Difference, (a, b) => Math.Abs(a - b))];
        Assert.Equal(gaps.Max(), gaps[report.WorstCoordinate - 1]);

        static double Norm(int i, Matrix a, Matrix b) =>
            Math.Sqrt(Enumerable.Range(0, 2).Sum(c => (a[i, c] - b[i, c]) * (a[i, c] - b[i, c])));
    }

    [Fact]
    public void Of_many_points_a_sample_is_checked_that_the_seed_decides()
    {
        Matrix data = Samples.Normal(60, 4, 8);
        Matrix map = Samples.Normal(60, 2, 9);
        int[] worst = [.. Enumerable.Range(0, 8).Select(seed =>
        {
            GradientReport report = Run(
                data, 10, map, new GradientCheckOptions { Formulas = [GradientFormula.Printed], SampleCount = 5, Seed = seed })[0];
            Assert.Equal((60, 5), (report.Count, report.CheckedPoints));
            return report.WorstPoint;
        })];
        Assert.True(worst.Distinct().Count() > 1);
    }

    [Fact]
    public void Two_points_agree_in_all_formulas_as_their_probabilities_are_all_one()
    {
        using var team = new ThreadTeam(1);
        var options = new GradientCheckOptions { Formulas = All };
        Assert.All(
            Stages.Check(Samples.Normal(2, 3, 1), 1, 0, Samples.Normal(2, 2, 2), options, team).Reports,
            report => Assert.True(report.Passed, report.ToString()));
    }

    [Fact]
    public void The_derivative_passes_where_it_is_zero_because_Q_is_P()
    {
        Matrix map = Samples.Normal(20, 2, 3);
        using var team = new ThreadTeam(1);
        GradientReport report = Stages.Check(map, 1, 0, map, new GradientCheckOptions(), team).Reports[0];
        Assert.True(report.Passed, report.ToString());
    }

    [Fact]
    public void Reports_come_in_the_order_asked_for_and_as_often()
    {
        GradientFormula[] asked = [GradientFormula.PrintedUnweighted, GradientFormula.Analytic, GradientFormula.PrintedUnweighted];
        IReadOnlyList<GradientReport> reports = Run(
            Samples.Normal(10, 3, 1), 4, Samples.Normal(10, 2, 2), new GradientCheckOptions { Formulas = asked });
        Assert.Equal(asked.Select(formula => formula.Name), reports.Select(report => report.Formula));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void A_map_that_does_not_fit_is_refused(int rows)
    {
        var error = Assert.Throws<SneException>(
            () => Run(Samples.Normal(10, 3, 1), 4, new Matrix(rows, 2), new GradientCheckOptions()));
        Assert.Equal(SneError.InvalidMap, error.Error);
    }

    [Fact]
    public void The_note_s_formulas_are_refused_for_other_costs_than_its_own()
    {
        GradientCheckOptions[] wrong =
        [
            new() { Formulas = All, Objective = new Objective(SneMethod.TSne) },
            new() { Formulas = All, Exaggeration = 4 },
            new() { Step = 0 },
            new() { Tolerance = -1 },
            new() { SampleCount = 0 },
        ];
        Assert.All(wrong, options => Assert.Equal(
            SneError.InvalidOption, Assert.Throws<SneException>(options.Validate).Error));
    }

    [Fact]
    public void A_map_with_a_number_that_is_not_finite_is_refused_with_its_row()
    {
        Matrix map = Samples.Normal(10, 2, 2);
        map[6, 1] = double.NaN;
        var error = Assert.Throws<SneException>(() => MapInitialization.RequireMap(map, 10));
        Assert.Equal((SneError.InvalidMap, 7), (error.Error, error.Row));
    }

    private static IReadOnlyList<GradientReport> Run(Matrix data, double perplexity, Matrix map, GradientCheckOptions options)
    {
        using var team = new ThreadTeam(2);
        return Stages.Check(data, null, perplexity, map, options, team).Reports;
    }

    private static Matrix Pca(Matrix data)
    {
        using var team = new ThreadTeam(1);
        return MapInitialization.Pca(data, 2, 1, 0, team);
    }
}
