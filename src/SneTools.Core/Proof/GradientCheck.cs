namespace SneTools;

/// <summary>Judges gradient formulas against central differences of the cost they belong to.</summary>
public static class GradientCheck
{
    private const int Directions = 3;

    // Where a gradient is near 0 because forces cancel, rounding is a large share of it, whatever the formula. Errors
    // are therefore never measured against less than these shares of a typical gradient and of the forces themselves.
    private const double TypicalShare = 1e-3;
    private const double ForceShare = 1e-2;

    /// <summary>Judges formulas on one map.</summary>
    /// <param name="affinities">The probabilities between the points, n. What an engine for many points reads is the same, with a graph of
    /// the neighbors.</param>
    /// <param name="map">n × l.</param>
    /// <param name="options">What to judge, and how.</param>
    /// <param name="team">The threads that do the work.</param>
    /// <returns>A report for every formula, in the order given, and what a user should know about the data.</returns>
    /// <exception cref="SneException">The map does not fit the data, or an option is out of range.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static (IReadOnlyList<GradientReport> Reports, IReadOnlyList<string> Warnings) Run(
        Affinities affinities,
        Matrix map,
        GradientCheckOptions options,
        ThreadTeam team)
    {
        ArgumentNullException.ThrowIfNull(affinities);
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        options.Validate();
        MapInitialization.RequireMap(map, affinities.Count);
        options.RequireEngine(map.Columns);
        return options.IsApproximate
            ? RunApproximate(affinities.ToGraph(team), map, options, team)
            : RunExact(affinities, map, options, team);
    }

    /// <summary>Judges the exact engine, the note's formulas and one's own.</summary>
    private static (IReadOnlyList<GradientReport> Reports, IReadOnlyList<string> Warnings) RunExact(
        Affinities affinities,
        Matrix map,
        GradientCheckOptions options,
        ThreadTeam team)
    {
        // Between near neighbors the attraction is computed in single precision.
        if (affinities.Graph is not null)
            options = options with { Tolerance = options.Tolerance ?? GradientCheckOptions.SingleTolerance };
        var gradients = new Dictionary<GradientFormula, Matrix>();
        if (options.Formulas.Any(formula => formula.IsOfNote))
        {
            Matrix p = affinities.ToMatrix(team);
            var space = new Dataset(map, Embedding.CoordinateNames(map.Columns), []);
            Matrix q = Affinities.Create(space, new AffinityOptions { Width = KernelWidth.OfSigma(1) }, team).ToMatrix(team);
            foreach (GradientFormula formula in options.Formulas.Where(f => f.IsOfNote).Distinct())
                gradients[formula] = NoteGradient.Compute(formula, p, q, map, team);
        }

        if (options.Formulas.Any(formula => formula.IsOwn))
        {
            Matrix p = MapProbabilities.OfData(affinities, options.Objective.IsJoint, options.Exaggeration, team);
            Matrix q = MapProbabilities.Of(options.Objective, map, team);
            foreach (GradientFormula formula in options.Formulas.Where(f => f.IsOwn).Distinct())
                gradients[formula] = formula.Compute(p, q, map);
        }

        if (options.Formulas.Contains(GradientFormula.Analytic))
        {
            using var engine = Cost.Create(
                affinities, options.Objective, map.Columns, EngineKind.Exact, Resolve(options.Precision), team);
            gradients[GradientFormula.Analytic] = Evaluate(engine, map, options);
        }

        var judge = new Judge(SymmetricAffinities.Of(affinities, options.Objective.IsJoint, team), map, options, team);
        return (
            [.. options.Formulas.Select(formula => judge.Report(formula, gradients[formula]))],
            [.. affinities.Warnings, .. DataWarnings.Of(affinities.SaturatedRows, affinities.FindIsolatedRows(team))]);
    }

    /// <summary>Judges an engine for many points, over the probabilities that it is used with, and compares it with the exact engine
    /// at all points.</summary>
    private static (IReadOnlyList<GradientReport> Reports, IReadOnlyList<string> Warnings) RunApproximate(
        Affinities affinities,
        Matrix map,
        GradientCheckOptions options,
        ThreadTeam team)
    {
        using Cost engine = Create(options.Engine);
        Matrix gradient = Evaluate(engine, map, options);
        using Cost exact = Create(EngineKind.Exact);
        Matrix exactGradient = Evaluate(exact, map, options);
        double norm = Math.Sqrt(Distance.Dot(exactGradient.Values, exactGradient.Values));
        double difference = Math.Sqrt(Distance.Squared(gradient.Values, exactGradient.Values));
        double normalizerError = 0;
        for (int i = 0; i < map.Rows; i++)
            normalizerError = Math.Max(normalizerError, Math.Abs(Math.Exp(engine.LogRowSums[i] - exact.LogRowSums[i]) - 1));

        var judge = new Judge(SymmetricAffinities.Of(affinities, options.Objective.IsJoint, team), map, options, team);
        return (
            [.. options.Formulas.Select(formula =>
                judge.Report(formula, gradient, difference == 0 ? 0 : difference / norm, normalizerError))],
            [.. affinities.Warnings, .. engine.Warnings]);

        Cost Create(EngineKind kind) => Cost.Create(
            affinities, options.Objective, map.Columns, kind, NumericPrecision.Double, team);
    }

    /// <summary>The gradient as embeddings use it, from the same engine.</summary>
    private static Matrix Evaluate(Cost engine, Matrix map, GradientCheckOptions options)
    {
        var gradient = new Matrix(map.Rows, map.Columns);
        engine.Evaluate(map, options.Exaggeration, gradient);
        return gradient;
    }

    private static NumericPrecision Resolve(NumericPrecision precision) =>
        precision == NumericPrecision.Auto ? NumericPrecision.Double : precision;

    /// <summary>The differences of the cost, and the comparison with them.</summary>
    private sealed class Judge
    {
        private readonly Matrix _map;
        private readonly GradientCheckOptions _options;
        private readonly int[] _sample;
        private readonly Matrix _differences;
        private readonly double[] _forces;
        private readonly Matrix[] _directions;
        private readonly double[] _slopes;
        private double _slopeRounding;

        public Judge(
            SymmetricAffinities affinities,
            Matrix map,
            GradientCheckOptions options,
            ThreadTeam team)
        {
            _map = map;
            _options = options;
            _sample = Sample(map.Rows, options);
            _differences = NumericalGradient.Compute(
                options.Objective, affinities, map, options.Step, options.Exaggeration, _sample, team);
            _forces = NumericalGradient.Forces(
                options.Objective, affinities, map, options.Exaggeration, _sample, team);
            ICost reference = ReferenceEngines.Create(options.Objective, affinities, map.Columns, team);
            _directions =
                [.. Enumerable.Range(1, Directions).Select(k => MapInitialization.Random(map.Rows, map.Columns, 1, options.Seed + k))];
            _slopes = [.. _directions.Select(direction => Slope(reference, direction, team.Cancellation))];
        }

        public GradientReport Report(
            GradientFormula formula,
            Matrix gradient,
            double? gradientError = null,
            double? normalizerError = null)
        {
            double[] errors = Errors(gradient);
            int worst = Array.IndexOf(errors, errors.Max());
            double[] there = gradient.Row(_sample[worst]).ToArray();
            double[] difference = _differences.Row(worst).ToArray();
            double[] gaps = [.. there.Zip(difference, (a, b) => Math.Abs(a - b))];
            return new GradientReport
            {
                Formula = formula.Name,
                Method = _options.Objective.Method,
                Engine = _options.IsApproximate ? _options.Engine : EngineKind.Exact,
                GradientError = gradientError,
                NormalizerError = normalizerError,
                Precision = formula == GradientFormula.Analytic ? Resolve(_options.Precision) : NumericPrecision.Double,
                Count = _map.Rows,
                CheckedPoints = _sample.Length,
                Dimension = _map.Columns,
                MaxRelativeError = errors[worst],
                MeanRelativeError = errors.Average(),
                DirectionError = DirectionError(gradient),
                WorstPoint = _sample[worst],
                WorstCoordinate = Array.IndexOf(gaps, gaps.Max()) + 1,
                Gradient = there,
                Difference = difference,
                Step = _options.Step,
                Tolerance = _options.EffectiveTolerance,
                Whole = (_sample, gradient, _differences),
            };
        }

        private static int[] Sample(int n, GradientCheckOptions options)
        {
            int[] all = [.. Enumerable.Range(0, n)];
            if (n <= options.SampleCount)
                return all;
            new MathNet.Numerics.Random.Xoshiro256StarStar(options.Seed).Shuffle(all);
            int[] sample = all[..options.SampleCount];
            Array.Sort(sample);
            return sample;
        }

        /// <summary>The relative error of every point of the sample.</summary>
        private double[] Errors(Matrix gradient)
        {
            double meanSquare = _differences.Values.Sum(x => x * x) / _sample.Length;
            double typical = Math.Sqrt(meanSquare);
            var errors = new double[_sample.Length];
            for (int k = 0; k < errors.Length; k++)
            {
                ReadOnlySpan<double> difference = _differences.Row(k);
                double error = Math.Sqrt(Distance.Squared(gradient.Row(_sample[k]), difference));
                double scale = Math.Max(
                    Math.Sqrt(Distance.Dot(difference, difference)),
                    Math.Max(TypicalShare * typical, ForceShare * _forces[k]));

                // A formula that gives NaN is as wrong as can be, and NaN would lose every comparison.
                errors[k] = error == 0 ? 0 : double.IsNaN(error) ? double.PositiveInfinity : error / scale;
            }

            return errors;
        }

        private double DirectionError(Matrix gradient)
        {
            double worst = 0;
            double forces = Math.Sqrt(_forces.Sum(x => x * x) * _map.Rows / _sample.Length);
            double scale = Math.Max(_slopes.Max(Math.Abs), ForceShare * forces);
            for (int k = 0; k < Directions; k++)
            {
                double error = Math.Abs(Distance.Dot(gradient.Values, _directions[k].Values) - _slopes[k]);
                worst = Math.Max(worst, double.IsNaN(error) ? double.PositiveInfinity : Math.Max(0, error - _slopeRounding));
            }

            return worst == 0 ? 0 : worst / scale;
        }

        /// <summary>The derivative of the cost along a direction, by central differences and Richardson's rule.</summary>
        private double Slope(ICost reference, Matrix direction, CancellationToken cancellation)
        {
            var unused = new Matrix(_map.Rows, _map.Columns);
            return ((4 * Difference(0.5 * _options.Step)) - Difference(_options.Step)) / 3;

            double Difference(double h) => (Cost(h) - Cost(-h)) / (2 * h);

            double Cost(double distance)
            {
                cancellation.ThrowIfCancellationRequested();
                Matrix moved = _map.Clone();
                for (int k = 0; k < moved.Values.Length; k++)
                    moved.Values[k] += distance * direction.Values[k];
                ObjectiveValue value = reference.Evaluate(moved, 1, unused);
                double attraction = _options.Exaggeration * value.Attraction;

                // What rounding of two costs, sums of many terms each, does to their difference: no formula can be blamed for it.
                _slopeRounding = Math.Max(_slopeRounding, 2e-15 * (Math.Abs(attraction) + Math.Abs(value.Repulsion)) / _options.Step);
                return attraction + value.Repulsion;
            }
        }
    }
}
