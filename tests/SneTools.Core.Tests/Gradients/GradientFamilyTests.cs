namespace SneTools.Tests;

/// <summary>The check of the gradient, over the whole family and every shape.</summary>
public class GradientFamilyTests
{
    private static readonly Gen<(Objective Objective, Matrix Data, Matrix Map, double Exaggeration)> Problems = Gen.Select(
        Gen.Enum<SneMethod>(),
        Gen.OneOf<double>(Gen.Const(1.0), Gen.Double[0.3, 10]),
        Gen.Int[3, 40],
        Gen.Int[1, 10],
        Gen.Int[0, 1_000_000],
        Gen.OneOf<double>(Gen.Const(1.0), Gen.Double[0, 12]),
        Gen.OneOf(1e-4, 0.1, 1.0, 3.0))
        .Select((method, alpha, n, l, seed, exaggeration, size) => (
            new Objective(method, alpha), Samples.Normal(n, l + 1, seed), Samples.Normal(n, l, seed + 1, size), exaggeration));

    [Fact]
    public void The_derivative_of_every_method_passes_in_double_below_1e_6() => Problems.Sample(
        (objective, data, map, exaggeration) =>
        {
            GradientReport report = Check(objective, data, map, exaggeration, NumericPrecision.Double);
            Assert.True(report.MaxRelativeError < 1e-6 && report.DirectionError < 1e-6, $"{report}, {report.DirectionError:0.0e+0}");
            Assert.True(report.Passed);
            Assert.Equal((1e-6, NumericPrecision.Double, objective.Method), (report.Tolerance, report.Precision, report.Method));
        },
        iter: 150);

    [Fact]
    public void The_derivative_of_every_method_passes_in_single_below_1e_4() => Problems.Sample(
        (objective, data, map, exaggeration) =>
        {
            GradientReport report = Check(objective, data, map, exaggeration, NumericPrecision.Single);
            Assert.True(report.MaxRelativeError < 1e-4 && report.DirectionError < 1e-4, $"{report}, {report.DirectionError:0.0e+0}");
            Assert.Equal((1e-4, NumericPrecision.Single), (report.Tolerance, report.Precision));
        },
        iter: 150);

    [Fact]
    public void Single_precision_shows_in_the_errors()
    {
        Matrix data = Samples.Normal(40, 4, 1);
        Matrix map = Samples.Normal(40, 2, 2);
        Assert.InRange(Check(new Objective(), data, map, 1, NumericPrecision.Double).MaxRelativeError, 0, 1e-8);
        Assert.InRange(Check(new Objective(), data, map, 1, NumericPrecision.Single).MaxRelativeError, 1e-8, 1e-4); // Seven digits.
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 7)]
    [InlineData(59, 59)]
    [InlineData(60, 60)]
    [InlineData(1000, 60)]
    public void No_more_points_are_checked_than_asked_for_and_the_report_says_how_many(int asked, int expected)
    {
        Problem problem = Problem.Create(new Objective(SneMethod.TSne), 60, 2, 3);
        GradientReport report = Run(
            problem.Data, null, problem.Map, new GradientCheckOptions { Objective = problem.Objective, SampleCount = asked });
        Assert.Equal((60, expected), (report.Count, report.CheckedPoints));
        Assert.True(report.Passed, report.ToString());
    }

    [Fact]
    public void An_error_at_points_that_are_not_in_the_sample_shows_in_the_directions()
    {
        // Ten pairs far from each other, where the printed formula is right as all p and q are 1; and three points where
        // it is wrong.
        var data = new Matrix(23, 3);
        for (int i = 0; i < 20; i++)
            (data[i, 0], data[i, 1]) = (200 * (i / 2), i % 2);
        (data[20, 2], data[21, 2], data[22, 2]) = (300, 301, 302.5);
        Matrix map = data.Clone();
        map[21, 1] = 0.7;
        GradientReport[] reports = [.. Enumerable.Range(0, 12).Select(seed => Run(data, 1, map, new GradientCheckOptions
        {
            Formulas = [GradientFormula.Printed],
            SampleCount = 2,
            Seed = seed,
        }))];
        Assert.Contains(reports, report => report.MaxRelativeError <= report.Tolerance);
        Assert.All(reports, report => Assert.True(report.DirectionError > 0.01)); // The wrong force, as a share of all.
        Assert.All(reports, report => Assert.False(report.Passed));
    }

    [Fact]
    public void Gradients_that_are_exactly_zero_pass()
    {
        foreach (SneMethod method in Enum.GetValues<SneMethod>())
        {
            foreach (NumericPrecision precision in (NumericPrecision[])[NumericPrecision.Single, NumericPrecision.Double])
            {
                GradientReport report = Check(new Objective(method, 2), Samples.Normal(16, 4, 1), new Matrix(16, 2), 1, precision);
                Assert.Equal([0, 0], report.Gradient);
                Assert.True(report.Passed, report.ToString());
            }
        }
    }

    private static GradientReport Check(
        Objective objective, Matrix data, Matrix map, double exaggeration, NumericPrecision precision) => Run(
        data, null, map, new GradientCheckOptions { Objective = objective, Exaggeration = exaggeration, Precision = precision });

    private static GradientReport Run(Matrix data, double? sigma, Matrix map, GradientCheckOptions options)
    {
        using var team = new ThreadTeam(1);
        return Assert.Single(Stages.Check(data, sigma, 1 + (0.4 * (data.Rows - 2)), map, options, team).Reports);
    }
}
