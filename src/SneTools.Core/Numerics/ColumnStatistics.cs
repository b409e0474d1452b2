namespace SneTools;

/// <summary>Mean and extent of the columns of a matrix.</summary>
/// <param name="Means">The mean of every column: within its range, and exactly its value where a column is constant.</param>
/// <param name="LargestDeviation">The largest difference between a number and its column's mean.</param>
internal sealed record ColumnStatistics(double[] Means, double LargestDeviation)
{
    private const int BlockSize = 1024;

    /// <summary>Computes them.</summary>
    /// <param name="data">n × h.</param>
    /// <param name="team">The threads that do the work. The result does not depend on their number.</param>
    public static ColumnStatistics Of(Matrix data, ThreadTeam team)
    {
        int h = data.Columns;
        var blocks = new RowBlocks(data.Rows, BlockSize);
        var sums = new Matrix(blocks.Count, h);
        var least = new Matrix(blocks.Count, h);
        var most = new Matrix(blocks.Count, h);
        team.Run(blocks.Count, block =>
        {
            MatrixRow origin = data.ReadRow(0); // Sums of differences keep the digits that a mean far from 0 would cost.
            Span<double> sum = sums.Row(block);
            Span<double> low = least.Row(block);
            Span<double> high = most.Row(block);
            low.Fill(double.PositiveInfinity);
            high.Fill(double.NegativeInfinity);
            for (int i = blocks.Start(block); i < blocks.End(block); i++)
            {
                MatrixRow row = data.ReadRow(i);
                for (int k = 0; k < row.Length; k++)
                {
                    sum[k] += (row[k] - origin[k]) / data.Rows; // No sum of numbers as large as 1e308 is a double.
                    low[k] = Math.Min(low[k], row[k]);
                    high[k] = Math.Max(high[k], row[k]);
                }
            }
        });

        var means = new double[h];
        double largest = 0;
        for (int k = 0; k < h; k++)
        {
            double low = double.PositiveInfinity;
            double high = double.NegativeInfinity;
            for (int block = 0; block < blocks.Count; block++)
            {
                means[k] += sums[block, k];
                low = Math.Min(low, least[block, k]);
                high = Math.Max(high, most[block, k]);
            }

            means[k] = Math.Clamp(data[0, k] + means[k], low, high);
            largest = Math.Max(largest, Math.Max(high - means[k], means[k] - low));
        }

        return new ColumnStatistics(means, largest);
    }
}
