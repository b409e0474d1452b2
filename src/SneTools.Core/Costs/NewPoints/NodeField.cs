namespace SneTools;

/// <summary>log Z under a kernel with long tails, read off a grid that the map was laid on once. At places out of the grid all points are summed.
/// </summary>
internal sealed class NodeField<TKernel> : IMapField
    where TKernel : struct, IKernel
{
    /// <summary>Room around the map, in lengths of the kernel.</summary>
    private const double Margin = 4;

    /// <summary>Places at which a grid is compared with sums over all points.</summary>
    private const int SampleCount = 128;

    /// <summary>Largest error of log Z, and of its gradient in units of the kernel's length, that is good enough.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>A sum below this is small beside a grid's error: with many degrees of freedom a kernel falls nearly as fast as a Gaussian.
    /// </summary>
    private const double Least = 0.05;

    /// <summary>The most nodes of a grid: of these there are 64 MiB, and as much again for their transforms.</summary>
    private const double MaxNodes = 1 << 23;

    private static readonly double[] Spacings = [0.35, 0.25, 0.18, 0.125];

    private readonly AllPointsField<TKernel> _all;
    private readonly GridLadder<TKernel> _ladder;
    private readonly IGridField _field;

    private NodeField(AllPointsField<TKernel> all, GridLadder<TKernel> ladder, IGridField field) => (_all, _ladder, _field) = (all, ladder, field);

    /// <summary>Lays a map on the coarsest grid that is good enough, which is measured.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="map">n × l, l from 1 to 3.</param>
    /// <param name="team">The threads that do the work; must outlive the field.</param>
    /// <returns>The field; sums over all points where no grid is good enough.</returns>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static IMapField Create(TKernel kernel, Matrix map, ThreadTeam team)
    {
        var all = new AllPointsField<TKernel>(kernel, map);
        var ladder = new GridLadder<TKernel>(kernel, map.Rows, map.Columns, team);
        var bounds = new MapBounds(map.Rows, map.Columns, team);
        bounds.Take(map);
        double room = Margin * kernel.Length;
        double[] origin = [.. bounds.Origin.Select(least => least - room)];
        double[] extents = [.. bounds.Extents.Select(width => width + (2 * room))];
        double[] potential = new double[map.Rows];
        double[] gradient = new double[map.Values.Length];
        foreach (double spacing in Spacings)
        {
            var grid = GridGeometry.For(spacing * kernel.Length, extents);
            if (!(grid.Size <= MaxNodes))
                break;
            IGridField field = ladder.Place(map, origin, grid);
            field.Sum(null, potential, gradient);
            var result = new NodeField<TKernel>(all, ladder, field);
            if (result.Error(map, kernel.Length, team) <= Tolerance)
                return result;
        }

        ladder.Dispose();
        return all;
    }

    /// <inheritdoc/>
    public double LogSum(ReadOnlySpan<double> place, Span<double> gradient)
    {
        double sum = _field.Read(place, gradient);
        if (!(sum > Least))
            return _all.LogSum(place, gradient);
        foreach (ref double number in gradient)
            number /= sum;
        return Math.Log(sum);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ladder.Dispose();
        _all.Dispose();
    }

    /// <summary>The largest error at a sample of places: at points of the map, and between them and others.</summary>
    private double Error(Matrix map, double length, ThreadTeam team)
    {
        var errors = new double[SampleCount];
        team.Run(SampleCount, k =>
        {
            ReadOnlySpan<double> point = map.Row((int)((long)k * map.Rows / SampleCount));
            ReadOnlySpan<double> other = map.Row((int)((long)(SampleCount - 1 - k) * map.Rows / SampleCount));
            double share = k % 4 / 4.0;
            var place = new double[map.Columns];
            for (int c = 0; c < place.Length; c++)
                place[c] = ((1 - share) * point[c]) + (share * other[c]);
            var found = new double[place.Length];
            var expected = new double[place.Length];
            errors[k] = Math.Abs(LogSum(place, found) - _all.LogSum(place, expected));
            for (int c = 0; c < place.Length; c++)
                errors[k] = Math.Max(errors[k], length * Math.Abs(found[c] - expected[c]));
        });
        return errors.Max();
    }
}
