namespace SneTools;

/// <summary>Limited-memory BFGS with a line search for Wolfe's conditions (Liu &amp; Nocedal 1989; Nocedal &amp; Wright
/// 2006, algorithms 7.4 and 3.5).</summary>
/// <remarks>Every accepted step lowers the cost. It goes on from where a <see cref="GradientDescent"/> has come to, and
/// adds to its history.</remarks>
public sealed class LimitedMemoryBfgs
{
    private const int Memory = 20;
    private const int MaxEvaluations = 20;

    // The usual constants: a step must yield a little of what the slope promises, and leave a clearly flatter slope.
    private const double SufficientDecrease = 1e-4;
    private const double Flattening = 0.9;

    // In units of the map, which are those of its kernel. Student's kernel has valleys that sink a little all the way to infinity,
    // and a step of any length down there would leave clusters at distances that no picture can hold.
    private const double LongestMove = 2;

    private readonly IGradientEngine _engine;
    private readonly DescentOptions _options;
    private readonly ConvergenceTest _convergence;
    private readonly List<Pair> _pairs = [];
    private Matrix _map;
    private Matrix _gradient;
    private Matrix _trialMap;
    private Matrix _trialGradient;
    private ObjectiveValue _value;
    private readonly double _reach;

    /// <summary>Prepares the minimization.</summary>
    /// <param name="engine">The cost and its gradient.</param>
    /// <param name="state">Where to go on from; its map and history are moved on.</param>
    /// <param name="options">The settings; those about learning rate, momentum, exaggeration and jitter are not used.
    /// </param>
    /// <param name="growth">How many times as wide as at the start the map may become.</param>
    /// <exception cref="SneException">A setting is out of range.</exception>
    public LimitedMemoryBfgs(
        IGradientEngine engine, DescentState state, DescentOptions options, double growth = double.PositiveInfinity)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _engine = engine;
        _options = options;
        _convergence = new ConvergenceTest(options.Tolerance);
        State = state;
        _map = state.Map.Clone();
        _reach = growth * Radius(_map);
        _trialMap = state.Map.Clone();
        _gradient = new Matrix(_map.Rows, _map.Columns);
        _trialGradient = new Matrix(_map.Rows, _map.Columns);
    }

    /// <summary>Where the minimization is.</summary>
    public DescentState State { get; }

    /// <summary>True when the run ended because the map had become as wide as it may.</summary>
    public bool IsAtReach { get; private set; }

    /// <summary>True when the run ended because no step lowered the cost any more.</summary>
    public bool IsStuck { get; private set; }

    /// <summary>Moves the map until the cost stands still, the limit is reached, or somebody stops it.</summary>
    /// <param name="observe">Is called after every iteration, on this thread.</param>
    /// <param name="cancellation">Ends the run; the map stays as it is then.</param>
    public StopReason Run(Action<HistoryPoint>? observe = null, CancellationToken cancellation = default)
    {
        _value = _engine.Evaluate(_map, 1, _gradient);
        StopReason reason = StopReason.IterationLimit;
        while (State.History.Count < _options.MaxIteration)
        {
            if (cancellation.IsCancellationRequested)
            {
                reason = StopReason.Canceled;
                break;
            }

            var point = new HistoryPoint(
                State.History.Count + 1, _value.Divergence, Norm(_gradient.Values) / Math.Sqrt(_map.Rows), 1);
            State.History.Add(point);
            bool hasMoved = Step(cancellation);
            observe?.Invoke(point);
            IsAtReach = Radius(_map) > _reach;
            if (IsAtReach)
                break;
            IsStuck = !hasMoved && !cancellation.IsCancellationRequested;
            if (!hasMoved || _convergence.Add(_value, point.GradientNorm))
            {
                reason = cancellation.IsCancellationRequested ? StopReason.Canceled : StopReason.Converged;
                break;
            }
        }

        _map.Values.CopyTo(State.Map.Values, 0);
        return reason;
    }

    /// <summary>One iteration; false when no step lowers the cost any more.</summary>
    private bool Step(CancellationToken cancellation)
    {
        double[] direction = Direction();
        double slope = Dot(direction, _gradient.Values);
        if (!(slope < 0))
        {
            // Rounding has spoiled the model of the curvature; steepest descent always leads down.
            _pairs.Clear();
            direction = Direction();
            slope = Dot(direction, _gradient.Values);
        }

        double first = _pairs.Count > 0 ? 1 : 1 / Math.Max(1e-300, Norm(_gradient.Values));
        if (slope < 0 && Search(direction, slope, first, cancellation))
            return true;
        if (_pairs.Count == 0)
            return false;
        _pairs.Clear();
        return Step(cancellation);
    }

    /// <summary>-H g with the inverse curvature H modelled by the last steps: the two-loop recursion.</summary>
    private double[] Direction()
    {
        double[] result = [.. _gradient.Values.Select(g => -g)];
        var shares = new double[_pairs.Count];
        for (int k = _pairs.Count - 1; k >= 0; k--)
        {
            shares[k] = Dot(_pairs[k].Move, result) / _pairs[k].Curvature;
            Add(result, -shares[k], _pairs[k].Change);
        }

        if (_pairs.Count > 0)
        {
            Pair last = _pairs[^1];
            double scale = last.Curvature / Dot(last.Change, last.Change);
            for (int k = 0; k < result.Length; k++)
                result[k] *= scale;
        }

        for (int k = 0; k < _pairs.Count; k++)
            Add(result, shares[k] - (Dot(_pairs[k].Change, result) / _pairs[k].Curvature), _pairs[k].Move);
        return result;
    }

    /// <summary>Finds a step that meets Wolfe's conditions by bracketing and cubic interpolation, or else is as long as a step may be,
    /// and takes it.</summary>
    private bool Search(double[] direction, double slope, double first, CancellationToken cancellation)
    {
        double cost = _value.CrossEntropy;
        (double Step, double Cost, double Slope) low = (0, cost, slope);
        (double Step, double Cost, double Slope)? high = null;
        double longest = LongestMove / LargestMove(direction);
        double step = Math.Min(first, longest);
        for (int evaluation = 0; evaluation < MaxEvaluations && !cancellation.IsCancellationRequested; evaluation++)
        {
            ObjectiveValue value = Evaluate(direction, step);
            double trialSlope = Dot(direction, _trialGradient.Values);
            bool isLowEnough = value.CrossEntropy <= cost + (SufficientDecrease * step * slope);
            if (isLowEnough && (Math.Abs(trialSlope) <= -Flattening * slope || (step >= longest && trialSlope < 0)))
            {
                Take(value);
                return true;
            }

            (double Step, double Cost, double Slope) trial = (step, value.CrossEntropy, trialSlope);
            if (!isLowEnough || !(trial.Cost < low.Cost))
            {
                high = trial;
            }
            else
            {
                if (high is { } bound ? trialSlope * (bound.Step - low.Step) >= 0 : trialSlope >= 0)
                    high = low;
                low = trial;
            }

            step = high is { } other ? Interpolate(low, other) : Math.Min(4 * step, longest);
        }

        if (low.Step == 0 || !(low.Cost < cost))
            return false;
        Take(Evaluate(direction, low.Step));
        return true;
    }

    /// <summary>How far the farthest moves that a whole step along the direction moves.</summary>
    private double LargestMove(double[] direction)
    {
        double largest = 0;
        for (int i = 0; i < _map.Rows; i++)
        {
            ReadOnlySpan<double> move = direction.AsSpan(i * _map.Columns, _map.Columns);
            largest = Math.Max(largest, Distance.Dot(move, move));
        }

        return Math.Sqrt(largest);
    }

    /// <summary>The minimum of the cubic through two places, kept away from both.</summary>
    private static double Interpolate(
        (double Step, double Cost, double Slope) a,
        (double Step, double Cost, double Slope) b)
    {
        double d1 = a.Slope + b.Slope - (3 * (a.Cost - b.Cost) / (a.Step - b.Step));
        double root = Math.Sqrt(Math.Max(0, (d1 * d1) - (a.Slope * b.Slope))) * Math.Sign(b.Step - a.Step);
        double step = b.Step - ((b.Step - a.Step) * (b.Slope + root - d1) / (b.Slope - a.Slope + (2 * root)));
        double lower = Math.Min(a.Step, b.Step);
        double width = Math.Abs(b.Step - a.Step);
        return double.IsFinite(step)
            ? Math.Clamp(step, lower + (0.1 * width), lower + (0.9 * width))
            : lower + (0.5 * width);
    }

    private ObjectiveValue Evaluate(double[] direction, double step)
    {
        double[] from = _map.Values;
        double[] to = _trialMap.Values;
        for (int k = 0; k < to.Length; k++)
            to[k] = from[k] + (step * direction[k]);
        return _engine.Evaluate(_trialMap, 1, _trialGradient);
    }

    /// <summary>Makes the trial the map, and learns the curvature from the step.</summary>
    private void Take(ObjectiveValue value)
    {
        double[] move = [.. _trialMap.Values.Zip(_map.Values, (a, b) => a - b)];
        double[] change = [.. _trialGradient.Values.Zip(_gradient.Values, (a, b) => a - b)];
        double curvature = Dot(move, change);
        if (curvature > 1e-14 * Norm(move) * Norm(change))
        {
            if (_pairs.Count == Memory)
                _pairs.RemoveAt(0);
            _pairs.Add(new Pair(move, change, curvature));
        }

        (_map, _trialMap) = (_trialMap, _map);
        (_gradient, _trialGradient) = (_trialGradient, _gradient);
        _value = value;
    }

    /// <summary>The root of the mean squared distance of points from their middle.</summary>
    private static double Radius(Matrix map)
    {
        double[] middle = map.Means();
        double sum = 0;
        for (int i = 0; i < map.Rows; i++)
            sum += Distance.Squared(map.Row(i), middle);
        return Math.Sqrt(sum / map.Rows);
    }

    private static double Dot(double[] a, double[] b) => Distance.Dot(a, b);

    private static double Norm(double[] a) => Math.Sqrt(Dot(a, a));

    private static void Add(double[] target, double factor, double[] values)
    {
        for (int k = 0; k < target.Length; k++)
            target[k] += factor * values[k];
    }

    private sealed record Pair(double[] Move, double[] Change, double Curvature);
}
