namespace SneTools.Tests;

/// <summary>The three points of docs/derivation.md, all of whose numbers can be had with a pencil.</summary>
public class WorkedExampleTests
{
    private const double PageTolerance = 5.1e-7; // The page prints six decimals.

    private static readonly double Scale = Math.Sqrt(Math.Log(2));
    private static readonly double Sigma = 1 / Math.Sqrt(Math.Log(2));
    private static readonly Matrix Data = new(3, 3, [0, 0, 0, 1, 0, 0, 0, 1, 1]);
    private static readonly Matrix Map = new(3, 2, [0, 0, 2 * Scale, Scale, 2 * Scale, 0]);
    private static readonly Objective Sne = new(SneMethod.Sne);

    [Fact]
    public void Probabilities_are_the_page_s_fractions()
    {
        // A few roundings of exp at exponents up to 4.
        Near.Equal(new Matrix(3, 3, [0, 2 / 3.0, 1 / 3.0, 4 / 5.0, 0, 1 / 5.0, 2 / 3.0, 1 / 3.0, 0]), P(), 1e-14);
        Near.Equal(new Matrix(3, 3, [0, 1 / 3.0, 2 / 3.0, 1 / 17.0, 0, 16 / 17.0, 1 / 9.0, 8 / 9.0, 0]), Q(), 1e-14);
    }

    [Fact]
    public void The_cost_is_the_page_s()
    {
        ObjectiveValue value = Stages.Evaluate(Sne, Affinities(), Map).Value;
        Near.Equal(1.773431, value.Entropy, PageTolerance);
        Near.Equal(8.225347 - 3.575010, value.CrossEntropy, 2 * PageTolerance);
        Near.Equal(2.876905, value.Divergence, PageTolerance);
    }

    [Fact]
    public void The_analytic_gradient_is_the_page_s_and_that_of_the_differences()
    {
        Matrix gradient = Stages.Evaluate(Sne, Affinities(), Map).Gradient;
        Near.Equal(new Matrix(3, 2, [-4.318401, -1.789176, 3.578352, -0.370024, 0.740049, 2.159200]), gradient, PageTolerance);
        Near.Equal(Stages.Differences(Sne, Affinities(), Map), gradient, 1e-10); // Fourth order: 1e-12 × fifth derivative.
    }

    [Theory]
    [InlineData(nameof(GradientFormula.Printed), 2.630800, 0.513681, 1.027362, 0.471600, 1.603439, -0.042081)]
    [InlineData(nameof(GradientFormula.PrintedUnweighted), 2.764299, 0.457089, 0.914178, 0.370024, 1.850121, -0.087065)]
    public void The_printed_formulas_give_the_page_s_numbers(
        string name, double y11, double y12, double y21, double y22, double y31, double y32)
    {
        using var team = new ThreadTeam(2);
        GradientFormula formula = GradientFormula.Known.Single(known => known.Name == name);
        Matrix actual = NoteGradient.Compute(formula, P(), Q(), Map, team);
        Near.Equal(new Matrix(3, 2, [y11, y12, y21, y22, y31, y32]), actual, PageTolerance);
    }

    [Fact]
    public void The_printed_formulas_are_their_sums_term_by_term() =>
        Gen.Select(Gen.Int[2, 15], Gen.Int[1, 4], Gen.Int[0, 1000]).Sample((n, l, seed) =>
        {
            Matrix map = Samples.Normal(n, l, seed);
            Matrix p = Stages.FromSigma(Samples.Normal(n, l + 1, seed + 1), 1).Probabilities;
            Matrix q = Stages.FromSigma(map, 1).Probabilities;
            using var team = new ThreadTeam(1);
            foreach (bool isWeighted in (bool[])[true, false])
            {
                GradientFormula formula = isWeighted ? GradientFormula.Printed : GradientFormula.PrintedUnweighted;
                Matrix actual = NoteGradient.Compute(formula, p, q, map, team);
                Near.Equal(Literal(isWeighted, p, q, map), actual, 1e-13 * n); // Terms up to 10, rounded.
            }
        });

    private static Matrix P() => Stages.FromSigma(Data, Sigma).Probabilities;

    private static Matrix Q() => Stages.FromSigma(Map, 1).Probabilities;

    private static SymmetricAffinities Affinities() => Stages.Symmetric(Stages.FromSigma(Data, Sigma), isJoint: false);

    /// <summary>Σⱼ [2(yᵢ-yⱼ)p(j|i) - 2(yᵢ-yⱼ)q(j|i)p(j|i)] + Σⱼ [2(yⱼ-yᵢ)p(i|j) - 2(yⱼ-yᵢ)q(i|j)p(i|j)], or without any p.
    /// </summary>
    private static Matrix Literal(bool isWeighted, Matrix p, Matrix q, Matrix y)
    {
        var result = new Matrix(y.Rows, y.Columns);
        for (int i = 0; i < y.Rows; i++)
        {
            for (int c = 0; c < y.Columns; c++)
            {
                result[i, c] = Enumerable.Range(0, y.Rows).Where(j => j != i).Sum(j =>
                {
                    double pij = isWeighted ? p[i, j] : 1;
                    double pji = isWeighted ? p[j, i] : 1;
                    return (2 * (y[i, c] - y[j, c]) * pij) - (2 * (y[i, c] - y[j, c]) * q[i, j] * pij)
                        + (2 * (y[j, c] - y[i, c]) * pji) - (2 * (y[j, c] - y[i, c]) * q[j, i] * pji);
                });
            }
        }

        return result;
    }
}
