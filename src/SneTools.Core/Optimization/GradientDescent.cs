using System.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace SneTools;

/// <summary>
/// Gradient descent with momentum and a gain for every coordinate, which grows while the coordinate keeps its direction
/// and shrinks when it turns (Jacobs 1988, as van der Maaten &amp; Hinton 2008 use it).
/// </summary>
public sealed class GradientDescent
{
    private const double MinGain = 0.01;

    /// <summary>The most points whose maps are better without exaggeration than with it.</summary>
    private const int UnexaggeratedLimit = 2000;

    /// <summary>How many times its first value the cost must reach before the map counts as lost.</summary>
    private const double Explosion = 1e6;

    private readonly IGradientEngine _engine;
    private readonly DescentOptions _options;
    private readonly double _maxDegree;
    private readonly bool _isJoint;
    private readonly double _earlyExaggeration;
    private readonly Matrix _gradient;
    private readonly Normal _noise;
    private readonly ConvergenceTest _convergence;
    private double? _firstCost;

    /// <summary>Prepares a descent.</summary>
    /// <param name="engine">The cost and its gradient.</param>
    /// <param name="isJoint">True for joint costs, whose customary settings are used.</param>
    /// <param name="maxDegree">The largest row sum of the attraction, which bounds its curvature.</param>
    /// <param name="state">Where to go on from; it is moved in place.</param>
    /// <param name="options">The settings.</param>
    /// <param name="seed">Seed of the jitter.</param>
    /// <exception cref="SneException">A setting is out of range.</exception>
    public GradientDescent(
        IGradientEngine engine,
        bool isJoint,
        double maxDegree,
        DescentState state,
        DescentOptions options,
        int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _engine = engine;
        _isJoint = isJoint;
        _earlyExaggeration = options.EarlyExaggeration ?? (state.Map.Rows > UnexaggeratedLimit ? 12 : 1);
        _maxDegree = maxDegree;
        _options = options;
        _convergence = new ConvergenceTest(options.Tolerance);
        _noise = new Normal(0, 1, new Xoshiro256StarStar(seed));
        State = state;
        State.History.EnsureCapacity(Math.Min(options.MaxIteration, 100_000));
        _gradient = new Matrix(state.Map.Rows, state.Map.Columns);
    }

    /// <summary>Where the descent is.</summary>
    public DescentState State { get; }

    /// <summary>True while the attraction is exaggerated.</summary>
    public bool IsExaggerated =>
        _earlyExaggeration > 1 && State.History.Count < _options.EarlyExaggerationIteration;

    /// <summary>Factor on the attraction in the next iteration.</summary>
    public double Exaggeration => IsExaggerated ? _earlyExaggeration : 1;

    /// <summary>The step along the gradient in the next iteration.</summary>
    /// <remarks>
    /// Conditional costs: the attraction's curvature is at most 4 · exaggeration · (largest row sum of Pˢ), and descent
    /// with momentum μ is stable up to 2(1+μ) over that; half a step of 1 over the largest row sum leaves the gains room
    /// to grow. Joint costs: n over the exaggeration (Belkina et al. 2019), divided by 4, because the gradient here has
    /// the factor 4 that their implementations leave out.
    /// </remarks>
    public double LearningRate => _options.LearningRate
        ?? (_isJoint ? State.Map.Rows / (4 * Exaggeration) : 0.5 / (Exaggeration * _maxDegree));

    /// <summary>Standard deviation of the jitter in the next iteration: it falls to 0 over the first half of the
    /// iterations (Hinton &amp; Roweis 2002, section 3).</summary>
    public double Jitter =>
        _options.Jitter * Math.Max(0, 1 - (2.0 * State.History.Count / Math.Max(1, _options.MaxIteration)));

    /// <summary>Moves the map until the cost stands still, the limit is reached, or somebody stops it.</summary>
    /// <param name="observe">Is called after every iteration, on this thread.</param>
    /// <param name="cancellation">Ends the run; the map stays as it is then.</param>
    /// <exception cref="SneException"><see cref="SneError.Diverged"/>: the learning rate is too large.</exception>
    public StopReason Run(Action<HistoryPoint>? observe = null, CancellationToken cancellation = default)
    {
        while (State.History.Count < _options.MaxIteration)
        {
            if (cancellation.IsCancellationRequested)
                return StopReason.Canceled;
            bool isSteady = !IsExaggerated && Jitter == 0;
            HistoryPoint point = Step(out ObjectiveValue value);
            observe?.Invoke(point);
            if (isSteady && _convergence.Add(value))
                return StopReason.Converged;
        }

        return StopReason.IterationLimit;
    }

    /// <summary>Throws when a map is lost: its cost has exploded or is no number.</summary>
    /// <param name="value">The cost of the map.</param>
    /// <param name="squares">Sum of the squares of the gradient.</param>
    /// <exception cref="SneException"><see cref="SneError.Diverged"/>.</exception>
    public void RequireBounded(ObjectiveValue value, double squares = 0)
    {
        _firstCost ??= Math.Max(1, value.CrossEntropy);
        if (!(value.CrossEntropy < Explosion * _firstCost) || !double.IsFinite(squares))
        {
            throw new SneException(
                SneError.Diverged,
                FormattableString.Invariant(
                    $"The map grew beyond all bounds in {State.History.Count} iterations: the learning rate {LearningRate} is too large."));
        }
    }

    /// <summary>One iteration.</summary>
    private HistoryPoint Step(out ObjectiveValue value)
    {
        double exaggeration = Exaggeration;
        double momentum = IsExaggerated ? _options.EarlyMomentum : _options.Momentum;
        double rate = LearningRate;
        double jitter = Jitter;
        value = _engine.Evaluate(State.Map, exaggeration, _gradient);
        double[] gradient = _gradient.Values;
        double[] map = State.Map.Values;
        double[] velocity = State.Velocity;
        double[] gains = State.Gains;
        Vector<double> squareSums = Vector<double>.Zero;
        int k = 0;
        for (; k <= gradient.Length - Vector<double>.Count; k += Vector<double>.Count)
        {
            var slope = new Vector<double>(gradient, k);
            var speed = new Vector<double>(velocity, k);
            var gain = new Vector<double>(gains, k);
            squareSums += slope * slope;
            Vector<double> smaller = Vector.Max(new Vector<double>(MinGain), gain * 0.8);
            gain = Vector.ConditionalSelect(
                Vector.GreaterThan(slope * speed, Vector<double>.Zero), smaller, gain + new Vector<double>(0.2));
            speed = (momentum * speed) - (rate * gain * slope);
            gain.CopyTo(gains, k);
            speed.CopyTo(velocity, k);
            (new Vector<double>(map, k) + speed).CopyTo(map, k);
        }

        double squares = Vector.Sum(squareSums);
        for (; k < gradient.Length; k++)
        {
            squares += gradient[k] * gradient[k];
            gains[k] = gradient[k] * velocity[k] > 0 ? Math.Max(MinGain, gains[k] * 0.8) : gains[k] + 0.2;
            velocity[k] = (momentum * velocity[k]) - (rate * gains[k] * gradient[k]);
            map[k] += velocity[k];
        }

        for (int c = 0; jitter > 0 && c < map.Length; c++)
            map[c] += jitter * _noise.Sample();
        RequireBounded(value, squares);
        var point = new HistoryPoint(
            State.History.Count + 1, value.Divergence, Math.Sqrt(squares / State.Map.Rows), exaggeration);
        State.History.Add(point);
        return point;
    }
}
