namespace SneTools;

/// <summary>The field of charges in a map so small that the kernel is a parabola over it: w = w₀ + w₀' d².</summary>
/// <remarks>There a grid would have to tell apart numbers that differ in their last digits, and sums over the points give
/// the answer at once.</remarks>
internal sealed class MomentField(double weight, double slope) : IGridField
{
    private Matrix _map = new(0, 0);
    private double[] _mean = [];

    /// <inheritdoc/>
    public void Place(Matrix map, ReadOnlySpan<double> origin, GridGeometry grid)
    {
        int n = map.Rows;
        int dimension = map.Columns;
        if (_map.Rows != n || _map.Columns != dimension)
        {
            _map = new Matrix(n, dimension);
            _mean = new double[dimension];
        }

        Array.Clear(_mean);
        for (int k = 0; k < map.Values.Length; k++)
            _mean[k % dimension] += map.Values[k] / n;
        for (int k = 0; k < map.Values.Length; k++)
            _map.Values[k] = map.Values[k] - _mean[k % dimension];
    }

    /// <inheritdoc/>
    public void Sum(double[]? charges, double[] potential, double[] gradient)
    {
        int dimension = _map.Columns;
        double total = 0;
        double squares = 0;
        double[] mean = _mean;
        Array.Clear(mean);
        for (int j = 0; j < _map.Rows; j++)
        {
            double charge = charges?[j] ?? 1;
            ReadOnlySpan<double> point = _map.Row(j);
            total += charge;
            squares += charge * Distance.Dot(point, point);
            for (int c = 0; c < dimension; c++)
                mean[c] += charge * point[c];
        }

        for (int i = 0; i < _map.Rows; i++)
        {
            ReadOnlySpan<double> point = _map.Row(i);
            double distances = (total * Distance.Dot(point, point)) - (2 * Distance.Dot(point, mean)) + squares;
            potential[i] = (weight * total) + (slope * distances);
            for (int c = 0; c < dimension; c++)
                gradient[(i * dimension) + c] = 2 * slope * ((total * point[c]) - mean[c]);
        }
    }

    /// <inheritdoc/>
    /// <remarks>The parabola is for places within the map: no other is on the grid, and there is none.</remarks>
    public double Read(ReadOnlySpan<double> place, Span<double> gradient) => double.NaN;

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
