namespace SneTools;

/// <summary>Limited-memory BFGS with a line search for Wolfe's conditions (Liu &amp; Nocedal 1989; Nocedal &amp; Wright
/// 2006, algorithms 7.4 and 3.5).</summary>
/// <remarks>Every accepted step lowers the cost. It goes on from where a <see cref="GradientDescent"/> has come to, and
/// adds to its history.</remarks>
public sealed class LimitedMemoryBfgs : StepRule
{
    private const int MaxEvaluations = 20;

    // The usual constants: a step must yield a little of what the slope promises, and leave a clearly flatter slope.
    private const double SufficientDecrease = 1e-4;
    private const double Flattening = 0.9;

    // In units of the map, which are those of its kernel. Student's kernel has valleys that sink a little all the way to infinity,
    // and a step of any length down there would leave clusters at distances that no picture can hold.
    private const double LongestMove = 2;

    private readonly Matrix _map;
    private readonly Matrix _trialMap;
    private readonly Matrix _trialGradient;
    private readonly double[] _direction;
    private readonly double[] _shares = new double[CurvaturePairs.Memory];
    private bool _hasMoved;

    /// <summary>Prepares the minimization.</summary>
    /// <param name="engine">The cost and its gradient.</param>
    /// <param name="state">Where to go on from; its map and history are moved on.</param>
    /// <param name="options">The settings; those about learning rate, momentum, exaggeration and jitter are not used.
    /// </param>
    /// <param name="growth">How many times as wide as at the start the map may become.</param>
    /// <exception cref="SneException">A setting is out of range.</exception>
    public LimitedMemoryBfgs(
        ICost engine, DescentState state, DescentOptions options, double growth = double.PositiveInfinity)
        : base(engine, state, options)
    {
        if (State.Phase != DescentPhase.Polishing)
            State.Enter(DescentPhase.Polishing);
        _map = State.Map;
        State.Reach ??= growth * Radius(_map);
        _trialMap = new Matrix(_map.Rows, _map.Columns);
        _trialGradient = new Matrix(_map.Rows, _map.Columns);
        _direction = new double[_map.Values.Length];
    }

    /// <summary>True when the run ended because the map had become as wide as it may.</summary>
    public bool IsAtReach => State.End == PhaseEnd.AtReach;

    /// <summary>True when the run ended because no step lowered the cost any more.</summary>
    public bool IsStuck => State.End == PhaseEnd.Stuck;

    private CurvaturePairs Pairs => State.Pairs;

    private double[] Gradient => State.Gradient!.Values;

    /// <inheritdoc/>
    private protected override void Begin()
    {
        if (State.Gradient is not null)
            return;
        var gradient = new Matrix(_map.Rows, _map.Columns);
        State.Value = Engine.Evaluate(_map, 1, gradient);
        State.Gradient = gradient;
    }

    /// <inheritdoc/>
    private protected override bool Step(out HistoryPoint point, CancellationToken cancellation)
    {
        point = new HistoryPoint(
            State.History.Count + 1, State.Value.Divergence, Norm(Gradient) / Math.Sqrt(_map.Rows), 1);
        _hasMoved = TryMove(cancellation);
        return _hasMoved || !cancellation.IsCancellationRequested;
    }

    /// <inheritdoc/>
    private protected override PhaseEnd Judge(HistoryPoint point)
    {
        if (Radius(_map) > State.Reach)
            return PhaseEnd.AtReach;
        return _hasMoved ? JudgeCost(point) : PhaseEnd.Stuck;
    }

    /// <summary>Makes a step; false when none lowers the cost any more.</summary>
    private bool TryMove(CancellationToken cancellation)
    {
        // Where rounding has spoiled the model of the curvature, or no step along its direction lowers the cost, steepest descent does.
        for (bool isModelled = Pairs.Count > 0; ; isModelled = false)
        {
            FindDirection(isModelled ? Pairs.Count : 0);
            double slope = Dot(_direction, Gradient);
            double first = isModelled ? 1 : 1 / Math.Max(1e-300, Norm(Gradient));
            if (slope < 0 && Search(slope, first, isModelled, cancellation))
                return true;
            if (!isModelled || cancellation.IsCancellationRequested)
                return false;
        }
    }

    /// <summary>-H g with the inverse curvature H modelled by the last steps: the two-loop recursion.</summary>
    /// <param name="count">How many pairs the model is made of: all, or none.</param>
    private void FindDirection(int count)
    {
        double[] gradient = Gradient;
        for (int k = 0; k < gradient.Length; k++)
            _direction[k] = -gradient[k];
        for (int k = count - 1; k >= 0; k--)
        {
            _shares[k] = Dot(Pairs.Move(k), _direction) / Pairs.Curvature(k);
            Add(_direction, -_shares[k], Pairs.Change(k));
        }

        if (count > 0)
        {
            double[] last = Pairs.Change(count - 1);
            double scale = Pairs.Curvature(count - 1) / Dot(last, last);
            for (int k = 0; k < _direction.Length; k++)
                _direction[k] *= scale;
        }

        for (int k = 0; k < count; k++)
            Add(_direction, _shares[k] - (Dot(Pairs.Change(k), _direction) / Pairs.Curvature(k)), Pairs.Move(k));
    }

    /// <summary>Finds a step that meets Wolfe's conditions by bracketing and cubic interpolation, or else is as long as a step may be,
    /// and takes it.</summary>
    private bool Search(double slope, double first, bool isModelled, CancellationToken cancellation)
    {
        double cost = State.Value.CrossEntropy;
        (double Step, double Cost, double Slope) low = (0, cost, slope);
        (double Step, double Cost, double Slope)? high = null;
        double longest = LongestMove / LargestMove();
        double step = Math.Min(first, longest);
        for (int evaluation = 0; evaluation < MaxEvaluations && !cancellation.IsCancellationRequested; evaluation++)
        {
            ObjectiveValue value = Evaluate(step);
            double trialSlope = Dot(_direction, _trialGradient.Values);
            bool isLowEnough = value.CrossEntropy <= cost + (SufficientDecrease * step * slope);
            if (isLowEnough && (Math.Abs(trialSlope) <= -Flattening * slope || (step >= longest && trialSlope < 0)))
            {
                Take(value, isModelled);
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

        if (low.Step == 0 || !(low.Cost < cost) || cancellation.IsCancellationRequested)
            return false;
        Take(Evaluate(low.Step), isModelled);
        return true;
    }

    /// <summary>How far the farthest moves that a whole step along the direction moves.</summary>
    private double LargestMove()
    {
        double largest = 0;
        for (int i = 0; i < _map.Rows; i++)
        {
            ReadOnlySpan<double> move = _direction.AsSpan(i * _map.Columns, _map.Columns);
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

    private ObjectiveValue Evaluate(double step)
    {
        double[] from = _map.Values;
        double[] to = _trialMap.Values;
        for (int k = 0; k < to.Length; k++)
            to[k] = from[k] + (step * _direction[k]);
        return Engine.Evaluate(_trialMap, 1, _trialGradient);
    }

    /// <summary>Makes the trial the map, and learns the curvature from the step.</summary>
    private void Take(ObjectiveValue value, bool isModelled)
    {
        (double[] move, double[] change) = Pairs.Next(_direction.Length);
        if (!isModelled)
            Pairs.Clear();
        TakeOver(_trialMap.Values, _map.Values, move);
        TakeOver(_trialGradient.Values, Gradient, change);
        double curvature = Dot(move, change);
        if (curvature > 1e-14 * Norm(move) * Norm(change))
            Pairs.Keep(curvature);
        State.Value = value;
    }

    /// <summary>Copies numbers to a target, and says by how much they differ from what was there.</summary>
    private static void TakeOver(double[] source, double[] target, double[] difference)
    {
        for (int k = 0; k < source.Length; k++)
        {
            difference[k] = source[k] - target[k];
            target[k] = source[k];
        }
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
}
