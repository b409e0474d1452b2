using System.Numerics;
using System.Runtime.CompilerServices;

namespace SneTools;

/// <summary>
/// Gradient descent with momentum and a gain for every coordinate, which grows while the coordinate keeps its direction
/// and shrinks when it turns (Jacobs 1988, as van der Maaten &amp; Hinton 2008 use it).
/// </summary>
/// <remarks>
/// It knows where it is. Exaggeration that draws the map together to a point is lowered; a step after which the cost is higher than
/// momentum can account for is taken back, and the steps after it are shorter; and a cost that stands still because the map sits on a
/// saddle, from which it is only beginning to move, is not called a minimum.
/// </remarks>
public sealed class GradientDescent : StepRule
{
    private const double MinGain = 0.01;

    /// <summary>Where exaggeration starts, if nothing is asked for.</summary>
    internal const double DefaultExaggeration = 12;

    /// <summary>The share of the exaggerated iterations in which the factor that nobody asked for is held before it falls.</summary>
    private const double Held = 0.5;

    /// <summary>Exaggeration is lowered when neighbors have come so much nearer to each other than they were at the start: from there
    /// on a map loses its shape.</summary>
    private const double CollapsedShare = 0.1;

    /// <summary>Standard deviation of the noise that the map gets when exaggeration ends, in units of the map, which are those of its
    /// kernel: points that were drawn together to one spot part again, and no picture shows the difference elsewhere.</summary>
    private const double PartingNoise = 1e-4;

    /// <summary>The share of the cost by which a step may raise it beyond what momentum accounts for: the error of the engines, and
    /// the change of gains.</summary>
    private const double AllowedRise = 0.01;

    /// <summary>Iterations over which a cost must fall by <see cref="NoticeableFall"/> for the momentum of a fall to be kept.</summary>
    private const int FallWindow = 20;

    /// <summary>The share of itself by which a cost falls noticeably. A map that does so is still opening, along wide valleys with flat bottoms;
    /// one that does not is near its minimum, around which much momentum would only drive it in circles.</summary>
    private const double NoticeableFall = 1e-3;

    /// <summary>The shortest that steps become.</summary>
    private const double LeastRateFactor = 1e-9;

    private readonly double _meanDegree;
    private readonly double[] _shares;
    private readonly Matrix _gradient;
    private readonly double[] _before;
    private readonly NormalNoise _noise;
    private readonly ThreadTeam _team;
    private readonly RowBlocks _blocks;
    private readonly double[] _energies;
    private readonly double[] _squares;
    private readonly Action<int> _move;
    private readonly Action<int> _measure;
    private double _momentum;
    private double _rate;
    private bool _wasExaggerated;
    private bool _wasSteady;

    // The first iteration that was not exaggerated, and whether the cost has fallen noticeably ever since.
    private int _opened = int.MaxValue;
    private bool _isFalling = true;

    /// <summary>Prepares a descent.</summary>
    /// <param name="engine">The cost and its gradient.</param>
    /// <param name="degrees">The row sums of the attraction, which bound its curvature.</param>
    /// <param name="state">Where to go on from; it is moved in place.</param>
    /// <param name="options">The settings.</param>
    /// <param name="seed">Seed of the jitter and of the noise, unless the state is amid them.</param>
    /// <param name="team">The threads that move the points, which must outlive the descent; null for the calling one alone. The result does
    /// not depend on their number.</param>
    /// <exception cref="SneException">A setting is out of range.</exception>
    public GradientDescent(
        ICost engine,
        IReadOnlyList<double> degrees,
        DescentState state,
        DescentOptions options,
        int seed = 0,
        ThreadTeam? team = null)
        : base(engine, state, options)
    {
        ArgumentNullException.ThrowIfNull(degrees);
        _meanDegree = degrees.Average();
        if (State.Phase == DescentPhase.Polishing)
            State.Enter(DescentPhase.Settling);
        if (options.Jitter > 0)
            State.PlannedIterations ??= options.PlannedIteration ?? options.Limit;
        State.Exaggeration ??= options.EarlyExaggeration ?? DefaultExaggeration;
        State.ExaggeratedIterations ??= options.EarlyExaggerationIteration;
        _gradient = new Matrix(state.Map.Rows, state.Map.Columns);
        _team = team?.Uninterrupted ?? new ThreadTeam(1);
        _blocks = new RowBlocks(_gradient.Values.Length, 16_384);
        _energies = new double[_blocks.Count];
        _squares = new double[_blocks.Count];
        _move = Move;
        _measure = Measure;
        _before = State.Before ??= new double[state.Map.Values.Length];
        _noise = State.Noise ??= new NormalNoise(seed);
        _shares = Shares(degrees, state.Map.Columns);
        for (int count = 1; count <= State.History.Count; count++)
            JudgeFall(count);
    }

    /// <summary>True while the attraction is exaggerated.</summary>
    public bool IsExaggerated => State.IsExaggerated;

    /// <summary>Factor on the attraction in the next iteration: what was asked for as long as it was asked for, or, if nothing was,
    /// a factor that is held for the first half and then falls evenly, in its logarithm, to 1.</summary>
    /// <remarks>
    /// There is a factor above which the repulsion cannot open a map, and below which it opens along its widest lines first; it depends
    /// on the data (about 2 for normal numbers, far above 12 for clusters). To pass it slowly, whatever it is, gives lower costs than any
    /// fixed factor: 1 to 9 % on normal numbers, counts and answers, 1 to 2 % on MNIST.
    /// </remarks>
    public double Exaggeration
    {
        get
        {
            if (!IsExaggerated)
                return 1;
            double level = State.Exaggeration!.Value;
            return Options.EarlyExaggeration is null
                ? Math.Pow(level, Math.Min(1, (1 - ((double)State.History.Count / State.ExaggeratedIterations!.Value)) / (1 - Held)))
                : level;
        }
    }

    /// <summary>The step along the gradient in the next iteration, for points of the mean degree and below.</summary>
    /// <remarks>
    /// The attraction is 2 · exaggeration · (D - Pˢ) y with the row sums (degrees) of Pˢ in D. Divided by its degree in every row its
    /// curvature is at most 4 · exaggeration, whatever hubs there are, and descent with momentum μ is stable up to 2(1+μ) over that:
    /// half a step of 1 over the degree leaves the gains room to grow. A point's step is that of its own degree, but not longer than
    /// that of the mean. For a joint cost, whose mean degree is 2/n, this is n over the exaggeration (Belkina et al. 2019), divided
    /// by 4, because the gradient here has the factor 4 that their implementations leave out.
    /// </remarks>
    public double LearningRate => State.RateFactor * (Options.LearningRate ?? (0.5 / (Exaggeration * _meanDegree)));

    /// <summary>Standard deviation of the jitter in the next iteration: it falls to 0 over the first half of the
    /// iterations that were planned (Hinton &amp; Roweis 2002, section 3).</summary>
    public double Jitter => State.PlannedIterations is { } planned
        ? Options.Jitter * Math.Max(0, 1 - (2.0 * State.History.Count / Math.Max(1, planned)))
        : 0;

    /// <summary>Share of the last move that is kept in the next iteration.</summary>
    public double Momentum => IsExaggerated ? Options.EarlyMomentum
        : _isFalling ? Options.FallingMomentum ?? Options.Momentum
        : Options.Momentum;

    /// <inheritdoc/>
    private protected override bool Step(out HistoryPoint point, CancellationToken cancellation)
    {
        double exaggeration = Exaggeration;
        double momentum = Momentum;
        _wasExaggerated = IsExaggerated;
        _wasSteady = !_wasExaggerated && Jitter == 0;
        ObjectiveValue value = Engine.Evaluate(State.Map, exaggeration, _gradient);
        _team.Run(_blocks.Count, _measure);
        double squares = _squares.Sum();
        double before = Cost(State.Value, exaggeration);
        double bound = before + State.MomentumEnergy + (AllowedRise * Math.Abs(before));
        if (!(Cost(value, exaggeration) <= bound) || !double.IsFinite(squares))
        {
            TakeBack();
        }
        else
        {
            State.Value = value;
            LowerExaggeration();
            Move(momentum);
        }

        point = new HistoryPoint(
            State.History.Count + 1, State.Value.Divergence, Math.Sqrt(squares / State.Map.Rows), exaggeration);
        return true;
    }

    /// <inheritdoc/>
    private protected override PhaseEnd Judge(HistoryPoint point)
    {
        if (_wasExaggerated && !IsExaggerated)
            Part();
        JudgeFall(State.History.Count);
        return _wasSteady ? JudgeCost(point) : PhaseEnd.None;
    }

    /// <summary>Finds out from the history whether the cost still falls after so many iterations: it is all that a run that goes on knows.
    /// </summary>
    private void JudgeFall(int count)
    {
        HistoryPoint last = State.History[count - 1];
        if (last.Exaggeration == 1)
            _opened = Math.Min(_opened, count - 1);
        if (_isFalling && count - 1 - FallWindow >= _opened)
            _isFalling = State.History[count - 1 - FallWindow].Divergence - last.Divergence > NoticeableFall * Math.Abs(last.Divergence);
    }

    private static double Cost(ObjectiveValue value, double exaggeration) => (exaggeration * value.Attraction) + value.Repulsion;

    /// <summary>Moves the map along the gradient at hand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Move(double momentum)
    {
        double rate = LearningRate;
        double[] map = State.Map.Values;
        _momentum = momentum;
        _rate = rate;
        _team.Run(_blocks.Count, _move);

        // All that momentum can turn into cost is its energy, ½ v² over the step (Polyak 1964). Jitter is meant to raise the cost.
        double jitter = Jitter;
        for (int c = 0; jitter > 0 && c < map.Length; c++)
            map[c] += jitter * _noise.Next();
        State.MomentumEnergy = jitter > 0 ? double.MaxValue : 0.5 * _energies.Sum();
    }

    /// <summary>Moves a block of coordinates.</summary>
    private void Move(int block)
    {
        int k = _blocks.Start(block);
        int end = _blocks.End(block);
        double[] gradient = _gradient.Values;
        double[] map = State.Map.Values;
        double[] velocity = State.Velocity;
        double[] gains = State.Gains;
        map.AsSpan(k, end - k).CopyTo(_before.AsSpan(k));
        Vector<double> energies = Vector<double>.Zero;
        for (; k <= end - Vector<double>.Count; k += Vector<double>.Count)
        {
            var slope = new Vector<double>(gradient, k);
            var speed = new Vector<double>(velocity, k);
            var gain = new Vector<double>(gains, k);
            Vector<double> smaller = Vector.Max(new Vector<double>(MinGain), gain * 0.8);
            gain = Vector.ConditionalSelect(
                Vector.GreaterThan(slope * speed, Vector<double>.Zero), smaller, gain + new Vector<double>(0.2));
            Vector<double> step = _rate * gain * new Vector<double>(_shares, k);
            energies += speed * speed / step;
            speed = (_momentum * speed) - (step * slope);
            gain.CopyTo(gains, k);
            speed.CopyTo(velocity, k);
            (new Vector<double>(map, k) + speed).CopyTo(map, k);
        }

        double energy = Vector.Sum(energies);
        for (; k < end; k++)
        {
            gains[k] = gradient[k] * velocity[k] > 0 ? Math.Max(MinGain, gains[k] * 0.8) : gains[k] + 0.2;
            double step = _rate * gains[k] * _shares[k];
            energy += velocity[k] * velocity[k] / step;
            velocity[k] = (_momentum * velocity[k]) - (step * gradient[k]);
            map[k] += velocity[k];
        }

        _energies[block] = energy;
    }

    /// <summary>The squares of a block of the gradient, summed.</summary>
    private void Measure(int block)
    {
        ReadOnlySpan<double> part = _gradient.Values.AsSpan(_blocks.Start(block), _blocks.End(block) - _blocks.Start(block));
        _squares[block] = Distance.Dot(part, part);
    }

    /// <summary>Goes back to where the last step began, and makes the next ones shorter.</summary>
    private void TakeBack()
    {
        if (double.IsPositiveInfinity(State.MomentumEnergy))
            throw new SneException(SneError.Diverged, "The cost of the map to start from is no number.");
        State.RateFactor *= 0.5;
        if (State.RateFactor < LeastRateFactor)
        {
            throw new SneException(
                SneError.Diverged,
                FormattableString.Invariant(
                    $"The cost rises however short the steps: after {State.History.Count} iterations the learning rate {LearningRate} is still too large."));
        }

        _before.CopyTo(State.Map.Values, 0);
        Array.Clear(State.Velocity);
        Array.Fill(State.Gains, 1);
    }

    /// <summary>Lowers the exaggeration when it draws the map together.</summary>
    private void LowerExaggeration()
    {
        if (!IsExaggerated)
            return;
        double attraction = State.Value.Attraction;
        State.ShapedAttraction ??= attraction;
        if (attraction < CollapsedShare * State.ShapedAttraction)
        {
            State.Exaggeration = Math.Max(1, 0.5 * State.Exaggeration!.Value);
            State.ShapedAttraction = attraction;
        }
    }

    /// <summary>Lets points part that exaggeration has drawn together.</summary>
    private void Part()
    {
        double[] map = State.Map.Values;
        for (int k = 0; k < map.Length; k++)
            map[k] += PartingNoise * _noise.Next();
    }

    /// <summary>A point's step as a share of the learning rate, for every coordinate.</summary>
    private double[] Shares(IReadOnlyList<double> degrees, int dimension)
    {
        var shares = new double[degrees.Count * dimension];
        for (int k = 0; k < shares.Length; k++)
            shares[k] = Options.LearningRate is null ? _meanDegree / Math.Max(_meanDegree, degrees[k / dimension]) : 1;
        return shares;
    }
}
