namespace SneTools;

/// <summary>
/// Gradient descent with momentum and a gain for every coordinate, which grows while the coordinate keeps its direction
/// and shrinks when it turns (Jacobs 1988, as van der Maaten &amp; Hinton 2008 use it).
/// </summary>
public sealed class GradientDescent
{
    /// <summary>Number of iterations over which the cost must stand still to have converged.</summary>
    public const int Window = 20;

    private const double MinGain = 0.01;

    private readonly IGradientEngine _engine;
    private readonly DescentOptions _options;
    private readonly double _curvature;
    private readonly bool _isJoint;
    private readonly double _earlyExaggeration;
    private readonly Matrix _gradient;
    private readonly double[] _velocity;
    private readonly double[] _gains;
    private readonly double[] _recent = new double[Window + 1];
    private int _steady;

    /// <summary>Prepares a descent.</summary>
    /// <param name="engine">The cost and its gradient.</param>
    /// <param name="isJoint">True for joint costs, whose customary learning rate is used.</param>
    /// <param name="maxDegree">The largest row sum of the attraction, which bounds its curvature.</param>
    /// <param name="map">The map to start from, n × l; it is moved in place.</param>
    /// <param name="options">The settings.</param>
    /// <exception cref="SneException">A setting is out of range.</exception>
    public GradientDescent(IGradientEngine engine, bool isJoint, double maxDegree, Matrix map, DescentOptions options)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _engine = engine;
        _isJoint = isJoint;
        _earlyExaggeration = options.EarlyExaggeration ?? (isJoint ? 12 : 1);
        _curvature = maxDegree;
        _options = options;
        Map = map;
        _gradient = new Matrix(map.Rows, map.Columns);
        _velocity = new double[map.Values.Length];
        _gains = new double[map.Values.Length];
        Array.Fill(_gains, 1);
        History = new List<HistoryPoint>(Math.Min(options.MaxIteration, 100_000));
    }

    /// <summary>The map as it is now.</summary>
    public Matrix Map { get; }

    /// <summary>The iterations so far.</summary>
    public List<HistoryPoint> History { get; }

    /// <summary>True while the attraction is exaggerated.</summary>
    public bool IsExaggerated =>
        _earlyExaggeration > 1 && History.Count < _options.EarlyExaggerationIteration;

    /// <summary>Factor on the attraction in the next iteration.</summary>
    public double Exaggeration => IsExaggerated ? _earlyExaggeration : 1;

    /// <summary>The step along the gradient in the next iteration.</summary>
    /// <remarks>
    /// Conditional costs: the attraction's curvature is at most 4 · exaggeration · (largest row sum of Pˢ), and descent
    /// with momentum μ is stable up to 2(1+μ) over that; half a step of 1 over the largest row sum leaves the gains room to grow. Joint costs: n
    /// over the exaggeration (Belkina et al. 2019), divided by 4, because the gradient here has the factor 4 that
    /// their implementations leave out.
    /// </remarks>
    public double LearningRate
    {
        get
        {
            return _options.LearningRate
                ?? (_isJoint ? Map.Rows / (4 * Exaggeration) : 0.5 / (Exaggeration * _curvature));
        }
    }

    /// <summary>Moves the map until the cost stands still, the limit is reached, or somebody stops it.</summary>
    /// <param name="observe">Is called after every iteration, on this thread.</param>
    /// <param name="cancellation">Ends the run; the map stays as it is then.</param>
    /// <exception cref="SneException"><see cref="SneError.Diverged"/>: the learning rate is too large.</exception>
    public StopReason Run(Action<HistoryPoint>? observe = null, CancellationToken cancellation = default)
    {
        while (History.Count < _options.MaxIteration)
        {
            if (cancellation.IsCancellationRequested)
                return StopReason.Canceled;
            HistoryPoint point = Step(out double scale);
            observe?.Invoke(point);
            if (HasConverged(point, scale))
                return StopReason.Converged;
        }

        return StopReason.IterationLimit;
    }

    /// <summary>One iteration.</summary>
    private HistoryPoint Step(out double scale)
    {
        double exaggeration = Exaggeration;
        double momentum = IsExaggerated ? _options.EarlyMomentum : _options.Momentum;
        double rate = LearningRate;
        ObjectiveValue value = _engine.Evaluate(Map, exaggeration, _gradient);
        double[] gradient = _gradient.Values;
        double[] map = Map.Values;
        double squares = 0;
        for (int k = 0; k < gradient.Length; k++)
        {
            squares += gradient[k] * gradient[k];
            bool keepsDirection = gradient[k] > 0 != _velocity[k] > 0;
            _gains[k] = keepsDirection ? _gains[k] + 0.2 : Math.Max(MinGain, _gains[k] * 0.8);
            _velocity[k] = (momentum * _velocity[k]) - (rate * _gains[k] * gradient[k]);
            map[k] += _velocity[k];
        }

        if (!double.IsFinite(value.Divergence) || !double.IsFinite(squares))
        {
            throw new SneException(
                SneError.Diverged,
                FormattableString.Invariant(
                    $"The map grew beyond all bounds at iteration {History.Count + 1}: the learning rate {rate} is too large."));
        }

        scale = value.CrossEntropy;
        var point = new HistoryPoint(
            History.Count + 1, value.Divergence, Math.Sqrt(squares / Map.Rows), exaggeration);
        History.Add(point);
        return point;
    }

    private bool HasConverged(HistoryPoint point, double scale)
    {
        _recent[point.Iteration % _recent.Length] = point.Divergence;
        if (point.Exaggeration == 1)
            _steady++;
        if (_steady <= Window)
            return false;

        // Rounding alone moves the cost by about 1e-15 of the cross-entropy that it is a difference of.
        double spread = _recent.Max() - _recent.Min();
        return _options.Tolerance > 0
            && spread <= (_options.Tolerance * Math.Abs(point.Divergence)) + (1e-14 * Math.Abs(scale));
    }
}
