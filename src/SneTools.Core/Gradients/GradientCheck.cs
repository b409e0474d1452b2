namespace SneTools;

/// <summary>Judges gradient formulas against central differences of the cost they belong to.</summary>
public static class GradientCheck
{
    /// <summary>The default step of a difference: small beside the kernel's width, which is 1, and large beside the
    /// spacing of doubles; with Richardson's rule both errors then stay near 1e-11.</summary>
    public const double DefaultStep = 1e-3;

    /// <summary>The default of the largest relative error that passes.</summary>
    public const double DefaultTolerance = 1e-6;

    /// <summary>Judges formulas on one map.</summary>
    /// <param name="conditional">p(j|i) of the data. Its matrix is used up.</param>
    /// <param name="map">n × l.</param>
    /// <param name="formulas">The formulas to judge.</param>
    /// <param name="step">Half the distance between the two places of a point, in units of the map.</param>
    /// <param name="tolerance">The largest relative error that passes.</param>
    /// <param name="team">The threads that do the work.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>A report for every formula, in the order given.</returns>
    /// <exception cref="SneException">The map does not fit the data, or the step is out of range.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static IReadOnlyList<GradientReport> Run(
        ConditionalAffinities conditional,
        Matrix map,
        IReadOnlyList<GradientFormula> formulas,
        double step,
        double tolerance,
        ThreadTeam team,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(conditional);
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(formulas);
        ArgumentNullException.ThrowIfNull(team);
        MapInitialization.RequireMap(map, conditional.Count);
        var gradients = new Dictionary<GradientFormula, Matrix>();
        if (formulas.Any(formula => formula != GradientFormula.Analytic))
        {
            Matrix p = conditional.Probabilities;
            Matrix q = ConditionalAffinities.FromSigma(map, 1, team, cancellation).Probabilities;
            foreach (GradientFormula formula in formulas.Where(f => f != GradientFormula.Analytic).Distinct())
                gradients[formula] = NoteGradient.Compute(formula, p, q, map, team, cancellation);
        }

        var objective = new Objective(SneMethod.Sne);
        SymmetricAffinities affinities =
            SymmetricAffinities.Consume(conditional, objective.IsJoint, team, cancellation);
        Matrix differences = NumericalGradient.Compute(objective, affinities, map, step, 1, team, cancellation);
        if (formulas.Contains(GradientFormula.Analytic))
        {
            var gradient = new Matrix(map.Rows, map.Columns);
            GradientEngine.Create(objective, affinities, map.Columns, team).Evaluate(map, 1, gradient);
            gradients[GradientFormula.Analytic] = gradient;
        }

        return [.. formulas.Select(formula => Compare(formula, gradients[formula], differences, step, tolerance))];
    }

    private static GradientReport Compare(
        GradientFormula formula,
        Matrix gradient,
        Matrix differences,
        double step,
        double tolerance)
    {
        int n = gradient.Rows;
        double meanSquare = differences.Values.Sum(x => x * x) / n;
        double floor = 1e-3 * Math.Sqrt(meanSquare);
        int worst = 0;
        var errors = new double[n];
        for (int i = 0; i < n; i++)
        {
            double error = Math.Sqrt(Distance.Squared(gradient.Row(i), differences.Row(i)));
            double scale = Math.Max(floor, Norm(differences.Row(i)));
            errors[i] = error == 0 ? 0 : error / scale;

            // A formula that gives NaN is as wrong as can be, and NaN would lose every comparison.
            if (double.IsNaN(errors[i]))
                errors[i] = double.PositiveInfinity;
            if (errors[i] > errors[worst])
                worst = i;
        }

        return new GradientReport
        {
            Formula = formula,
            Method = SneMethod.Sne,
            Count = n,
            Dimension = gradient.Columns,
            MaxRelativeError = errors[worst],
            MeanRelativeError = errors.Average(),
            WorstPoint = worst,
            Gradient = gradient.Row(worst).ToArray(),
            Difference = differences.Row(worst).ToArray(),
            Step = step,
            Tolerance = tolerance,
        };
    }

    private static double Norm(ReadOnlySpan<double> row)
    {
        double sum = 0;
        foreach (double x in row)
            sum += x * x;
        return Math.Sqrt(sum);
    }
}
