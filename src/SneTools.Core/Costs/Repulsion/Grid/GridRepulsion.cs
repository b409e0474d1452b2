namespace SneTools;

/// <summary>
/// The repulsion through a grid over the map: O(n + m log m) for m nodes, for every kernel and normalization.
/// </summary>
/// <remarks>
/// <para>With the field Φ of charges c, Φ(y) = Σⱼ cⱼ w(‖y-yⱼ‖²), the row sums are Zᵢ = Φ(yᵢ) - w(0) for charges 1, and the repulsion
/// is ∇Φ(yᵢ) / Zᵢ plus the gradient of the field of charges 1/Zⱼ; one field is enough for joint methods.</para>
/// <para>The spacing of the nodes and the precision come from a ladder. Now and then the forces on a sample of
/// points are summed over all points, and the rung that is just fine enough for the tolerance asked for is taken: accuracy
/// is measured, not assumed.</para>
/// <para>A Gaussian gives a point far from all others a sum Zᵢ that is small beside the grid's error. For conditional costs the terms
/// of such points are summed one by one, over the tiles around them.</para>
/// </remarks>
internal sealed class GridRepulsion<TKernel, TNormalization> : IRepulsion, IDisposable
    where TKernel : struct, IKernel
    where TNormalization : struct, INormalization
{
    /// <summary>Where the climb begins.</summary>
    private const int FirstRung = 2;

    /// <summary>Evaluations after which the accuracy is measured again.</summary>
    private const int CheckInterval = 50;

    /// <summary>log Zᵢ below which a point's terms are summed one by one.</summary>
    private static readonly double RemoteLimit = Math.Log(0.05);

    /// <summary>Relative error of Zᵢ that is good enough.</summary>
    private const double SumTolerance = 3e-4;

    /// <summary>Error of the gradient beyond which even the finest rung gives way to the fallback.</summary>
    private const double GreatestError = 1e-3;

    /// <summary>How far below the tolerance an error that is measured on a sample must stay.</summary>
    private const double SampleMargin = 0.8;

    private readonly TKernel _kernel;
    private readonly Func<IRepulsion> _createFallback;
    private readonly int _count;
    private readonly int _dimension;
    private readonly ThreadTeam _team;
    private readonly RepulsionSample<TKernel> _sample;
    private readonly RemotePoints? _remote;
    private readonly MapBounds _bounds;
    private readonly GridLadder<TKernel> _ladder;
    private readonly double[] _logRowSums;
    private readonly double[] _charges;
    private readonly double[] _blockSums;
    private readonly double[] _potential;
    private readonly double[] _othersForces;
    private readonly RowBlocks _blocks;
    private readonly Action<int> _takeSums;
    private readonly Action<int> _addForces;
    private IRepulsion? _fallback;
    private Matrix _map = null!;
    private Matrix _gradient = null!;
    private double _charge;
    private int _rung;
    private int _sinceCheck = int.MaxValue / 2;
    private double _checkedExtent;
    private double _checkedTolerance;
    private double _sumError;
    private bool _areLogsPending;
    private bool _isGridTooCoarse;

    /// <summary>Prepares the engine.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="count">Number of points n.</param>
    /// <param name="dimension">Dimension l of the map, from 1 to <see cref="MaxDimension"/>.</param>
    /// <param name="createFallback">Makes the engine for maps so wide, or with points so far out, that a grid over them would be
    /// larger than is worth it.</param>
    /// <param name="team">The threads that do the work; must outlive the engine.</param>
    /// <param name="nodeLimit">The most nodes of a grid; null for as many as are worth it.</param>
    public GridRepulsion(
        TKernel kernel, int count, int dimension, Func<IRepulsion> createFallback, ThreadTeam team, long? nodeLimit = null)
    {
        _createFallback = createFallback;
        _kernel = kernel;
        _count = count;
        _dimension = dimension;
        _team = team;
        _sample = new RepulsionSample<TKernel>(kernel, count, dimension, team);
        if (TKernel.IsSeparable && !TNormalization.IsJoint)
            _remote = new RemotePoints(count, dimension, team);
        _bounds = new MapBounds(count, dimension, team);
        _ladder = new GridLadder<TKernel>(kernel, count, dimension, team, nodeLimit);
        _logRowSums = new double[count];
        _charges = new double[count];
        _potential = new double[count];
        _othersForces = TNormalization.IsJoint ? [] : new double[count * dimension];
        _blocks = new RowBlocks(count, 4096);
        _blockSums = new double[_blocks.Count];
        _takeSums = TakeSums;
        _addForces = AddForces;
        _rung = Math.Max(FirstRung, GridLadder<TKernel>.LowestRung);
    }

    /// <summary>The most dimensions of a map.</summary>
    public const int MaxDimension = 3;

    /// <inheritdoc/>
    /// <remarks>Joint costs need no logarithms but these.</remarks>
    public ReadOnlySpan<double> LogRowSums
    {
        get
        {
            if (_areLogsPending)
            {
                for (int i = 0; i < _count; i++)
                    _logRowSums[i] = Math.Log(_potential[i]);
                _areLogsPending = false;
            }

            return _logRowSums;
        }
    }

    /// <summary>The error of the gradient's norm that was last measured, relative to the norm; NaN if the fallback computed it.
    /// </summary>
    public double Error { get; private set; } = double.NaN;

    /// <inheritdoc/>
    public GridState? State
    {
        get => new(_rung, _sinceCheck, _checkedExtent, _checkedTolerance, Error, _sumError, _isGridTooCoarse);
        set
        {
            if (value is not { } state)
                return;
            (_rung, _sinceCheck, _checkedExtent) = (Math.Clamp(state.Rung, GridLadder<TKernel>.LowestRung, GridLadder<TKernel>.HighestRung), state.SinceCheck, state.CheckedExtent);
            (_checkedTolerance, Error, _sumError, _isGridTooCoarse) = (state.CheckedTolerance, state.Error, state.SumError, state.IsTooCoarse);
        }
    }

    /// <inheritdoc/>
    public double Evaluate(Matrix map, double tolerance, Matrix gradient)
    {
        _map = map;
        _gradient = gradient;
        _bounds.Take(map);
        int finest = _ladder.FinestRung(_bounds);
        if (finest < GridLadder<TKernel>.LowestRung)
            return EvaluateFallback(tolerance);
        bool isDue = IsCheckDue(tolerance) | _rung > finest;
        if (_isGridTooCoarse && !isDue)
            return EvaluateFallback(tolerance);
        bool isMeasured = isDue | !(Excess(tolerance) <= 1);
        _rung = Math.Min(_rung, finest);
        double cost = Evaluate(isMeasured);

        // A sum that drowned in the grid's error has no inverse; then it is time to measure, whatever was planned.
        if (!isMeasured && AreChargesFinite())
            return cost;
        if (!isMeasured)
            cost = Evaluate(isMeasured: true);
        while (!(Excess(tolerance) <= 1) && _rung < finest)
        {
            _rung++;
            cost = Evaluate(isMeasured: true);
        }

        // If a finer grid would do, but is larger than is worth it, the fallback is the cheaper way to the accuracy asked for.
        double allowed = finest < GridLadder<TKernel>.HighestRung ? 2 * tolerance : Math.Max(tolerance, GreatestError);
        _isGridTooCoarse = !(Excess(allowed) <= 1);
        if (_isGridTooCoarse)
            return EvaluateFallback(tolerance);

        if (_rung > GridLadder<TKernel>.LowestRung && GridLadder<TKernel>.Loss(_rung) * Excess(tolerance) < 1)
            _rung--;
        return cost;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sample.Dispose();
        _ladder.Dispose();
        (_fallback as IDisposable)?.Dispose();
    }

    private double EvaluateFallback(double tolerance)
    {
        _fallback ??= _createFallback();
        double cost = _fallback.Evaluate(_map, tolerance, _gradient);
        _fallback.LogRowSums.CopyTo(_logRowSums);
        _areLogsPending = false;
        Error = double.NaN;
        return cost;
    }

    /// <summary>How many times larger than allowed the last measured errors are.</summary>
    private double Excess(double tolerance) =>
        Math.Max(Error / tolerance, _sumError / Math.Min(SumTolerance, 10 * tolerance)) / SampleMargin;

    /// <summary>True on the first map, on one much larger or smaller than the last one that was measured, where twice the accuracy is asked
    /// for, and now and then.</summary>
    private bool IsCheckDue(double tolerance)
    {
        double extent = _ladder.Extent(_bounds);
        double change = extent / _checkedExtent;
        if (++_sinceCheck < CheckInterval && change is > 0.8 and < 1.25 && tolerance > 0.5 * _checkedTolerance)
            return false;
        _sinceCheck = 0;
        _checkedExtent = extent;
        _checkedTolerance = tolerance;
        return true;
    }

    /// <summary>Everything at the rung at hand.</summary>
    /// <param name="isMeasured">True to compare a sample with sums over all points.</param>
    private double Evaluate(bool isMeasured)
    {
        IGridField field = _ladder.Place(_map, _bounds, _rung);
        field.Sum(null, _potential, _gradient.Values);
        _team.Run(_blocks.Count, _takeSums);
        double cost = TNormalization.IsJoint ? ChargeJointly() : ChargeEach();
        if (!TNormalization.IsJoint)
            field.Sum(_charges, _potential, _othersForces);
        _team.Run(_blocks.Count, _addForces);
        if (isMeasured)
            Compare();
        _remote?.AddForces(_gradient);
        return cost;
    }

    /// <summary>Gives all points the charge 1/Z; returns log Z.</summary>
    private double ChargeJointly()
    {
        double sum = 0;
        foreach (double part in _blockSums)
            sum += part;
        _charge = 1 / sum;
        _areLogsPending = true;
        return Math.Log(sum);
    }

    /// <summary>Takes the charges 1/Zᵢ back from remote points; returns Σ log Zᵢ.</summary>
    private double ChargeEach()
    {
        _remote?.Find(_map, _bounds.Origin, _bounds.Extents, RemoteLimit, _logRowSums);
        double cost = 0;
        for (int i = 0; i < _count; i++)
        {
            cost += _logRowSums[i];
            if (IsRemote(i))
                _charges[i] = 0;
        }

        return cost;
    }

    private bool AreChargesFinite() => double.IsFinite(TNormalization.IsJoint ? _charge : _charges.Max());

    private bool IsRemote(int i) => _remote?.Contains(i) == true;

    /// <summary>Zᵢ of a block's points.</summary>
    private void TakeSums(int block)
    {
        double self = Math.Exp(_kernel.LogWeight(0));
        double blockSum = 0;
        for (int i = _blocks.Start(block); i < _blocks.End(block); i++)
        {
            double sum = Math.Max(double.Epsilon, _potential[i] - self);
            if (TNormalization.IsJoint)
            {
                _potential[i] = sum;
                blockSum += sum;
            }
            else
            {
                _logRowSums[i] = Math.Log(sum);
                _charges[i] = 1 / sum;
            }
        }

        _blockSums[block] = blockSum;
    }

    /// <summary>The gradient of a block's points.</summary>
    private void AddForces(int block)
    {
        double[] gradient = _gradient.Values;
        if (TNormalization.IsJoint)
        {
            for (int k = _blocks.Start(block) * _dimension; k < _blocks.End(block) * _dimension; k++)
                gradient[k] = 2 * _charge * gradient[k];
            return;
        }

        for (int i = _blocks.Start(block); i < _blocks.End(block); i++)
        {
            for (int k = i * _dimension; k < (i + 1) * _dimension; k++)
                gradient[k] = (_charges[i] * gradient[k]) + _othersForces[k];
        }
    }

    private int Loneliest()
    {
        ReadOnlySpan<double> logRowSums = LogRowSums;
        int loneliest = 0;
        for (int i = 1; i < _count; i++)
        {
            if (!IsRemote(i) && (IsRemote(loneliest) || logRowSums[i] < logRowSums[loneliest]))
                loneliest = i;
        }

        return loneliest;
    }

    /// <summary>Measures the error of the gradient and of the sums on a sample. The terms of remote points are no matter of
    /// the grid.</summary>
    private void Compare()
    {
        if (TNormalization.IsJoint)
            Array.Fill(_charges, _charge);

        // The point with the least sum shows best what a grid cannot resolve.
        _sample.Include(Loneliest());
        _sample.Compute(_map, _charges);
        double difference = 0;
        double norm = 0;
        double sumDifference = 0;
        double sum = 0;
        _sumError = 0;
        for (int place = 0; place < _sample.Count; place++)
        {
            int i = _sample.Point(place);
            if (IsRemote(i))
                continue;
            ReadOnlySpan<double> force = _sample.Force(place);
            for (int c = 0; c < _dimension; c++)
            {
                double error = _gradient.Values[(i * _dimension) + c] + force[c];
                difference += error * error;
                norm += force[c] * force[c];
            }

            double rowSum = _sample.KernelSum(place);
            if (!TNormalization.IsJoint)
                _sumError = Math.Max(_sumError, Math.Abs(Math.Exp(_logRowSums[i] - Math.Log(rowSum)) - 1));
            sumDifference += Math.Exp(_logRowSums[i]) - rowSum;
            sum += rowSum;
        }

        // The sample's forces were given the charges at hand. Joint ones are all off by what Z is off.
        double chargeError = TNormalization.IsJoint && sumDifference != 0 ? Math.Abs(sumDifference / sum) : 0;
        Error = Math.Max(chargeError, difference == 0 ? 0 : Math.Sqrt(difference / norm));
    }
}
