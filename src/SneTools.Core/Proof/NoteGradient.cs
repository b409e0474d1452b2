namespace SneTools;

/// <summary>The gradient of the original SNE as the note prints it, slips included, to be held against the derivative.
/// </summary>
internal static class NoteGradient
{
    /// <summary>One of the printed formulas.</summary>
    /// <param name="formula"><see cref="GradientFormula.Printed"/> or <see cref="GradientFormula.PrintedUnweighted"/>.
    /// </param>
    /// <param name="p">p(j|i), n × n.</param>
    /// <param name="q">q(j|i), n × n.</param>
    /// <param name="map">n × l.</param>
    /// <param name="team">The threads that do the work.</param>
    public static Matrix Compute(
        GradientFormula formula,
        Matrix p,
        Matrix q,
        Matrix map,
        ThreadTeam team)
    {
        var result = new Matrix(map.Rows, map.Columns);
        team.Run(map.Rows, i =>
        {
            ReadOnlySpan<double> center = map.Row(i);
            Span<double> sum = result.Row(i);
            for (int j = 0; j < map.Rows; j++)
            {
                if (j == i)
                    continue;
                bool isWeighted = formula == GradientFormula.Printed;
                double weight = isWeighted ? p[i, j] : 1;
                double reverseWeight = isWeighted ? p[j, i] : 1;
                ReadOnlySpan<double> other = map.Row(j);
                for (int c = 0; c < sum.Length; c++)
                {
                    double difference = center[c] - other[c];
                    sum[c] += (2 * difference * weight) - (2 * difference * q[i, j] * weight);
                    sum[c] += (2 * -difference * reverseWeight) - (2 * -difference * q[j, i] * reverseWeight);
                }
            }
        });
        return result;
    }
}
