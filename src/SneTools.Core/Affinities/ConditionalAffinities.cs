namespace SneTools;

/// <summary>p(j|i) between all pairs of points, dense (Hinton &amp; Roweis 2002, eq. 1).</summary>
public sealed class ConditionalAffinities
{
    /// <summary>A point that all others together give less probability than this has no pull on any of them.</summary>
    internal const double IsolationThreshold = 1e-16;

    private ConditionalAffinities(Matrix probabilities, PointBandwidths bandwidths)
    {
        Probabilities = probabilities;
        Bandwidths = bandwidths;
        Precision = [.. Enumerable.Range(0, Count).Select(bandwidths.Precision)];
        Entropy = [.. Enumerable.Range(0, Count).Select(i => bandwidths[i].Entropy)];
    }

    /// <summary>Number of points.</summary>
    public int Count => Probabilities.Rows;

    /// <summary>n × n: row i holds p(j|i). Every row sums to 1, the diagonal is 0.</summary>
    public Matrix Probabilities { get; }

    /// <summary>βᵢ of every point, in units of 1/distance².</summary>
    public double[] Precision { get; }

    /// <summary>H(Pᵢ) of every point, in nats.</summary>
    public double[] Entropy { get; }

    /// <summary>Number of points for which more neighbors tie for nearest than the perplexity asks for; their
    /// neighbors share the probability equally.</summary>
    public int SaturatedRows => Bandwidths.SaturatedRows;

    /// <summary>The kernel widths, from which all probabilities come.</summary>
    internal PointBandwidths Bandwidths { get; }

    /// <summary>p(j|i) with one kernel width for all points, as exp(-d²/σ²).</summary>
    /// <param name="points">n × h points, n at least 2.</param>
    /// <param name="sigma">σ, in units of distance, positive. β is 1/σ² (Hinton &amp; Roweis write 2σ²).</param>
    /// <param name="team">The threads that do the work.</param>
    /// <exception cref="SneException">σ is not positive, there are fewer than two points, or memory is short.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static ConditionalAffinities FromSigma(
        Matrix points,
        double sigma,
        ThreadTeam team)
    {
        return Build(points, SigmaRule(sigma), team);
    }

    /// <summary>p(j|i) with the kernel width of each point solved so that 2^H(Pᵢ) is the perplexity.</summary>
    /// <param name="points">n × h points, n at least 2.</param>
    /// <param name="perplexity">The effective number of neighbors: greater than 1, at most n - 1, where all
    /// neighbors weigh the same.</param>
    /// <param name="team">The threads that do the work.</param>
    /// <exception cref="SneException">The perplexity is out of range for n points, or memory is short.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static ConditionalAffinities FromPerplexity(
        Matrix points,
        double perplexity,
        ThreadTeam team)
    {
        ArgumentNullException.ThrowIfNull(points);
        RequirePoints(points);
        return Build(points, PerplexityRule(perplexity, points.Rows), team);
    }

    /// <summary>The distribution of one point.</summary>
    /// <param name="index">The point i, counted from 0.</param>
    public ConditionalDistribution Distribution(int index) =>
        new(index, Precision[index], Bandwidths.Sigma(index), Entropy[index], Probabilities.Row(index).ToArray());

    /// <summary>The points that no other point gives any probability, counted from 0.</summary>
    public IReadOnlyList<int> FindIsolatedRows()
    {
        var incoming = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<double> row = Probabilities.Row(i);
            for (int j = 0; j < row.Length; j++)
                incoming[j] += row[j];
        }

        return [.. Enumerable.Range(0, Count).Where(i => incoming[i] < IsolationThreshold)];
    }

    /// <summary>One kernel width for all points.</summary>
    /// <exception cref="SneException"><see cref="SneError.SigmaOutOfRange"/>.</exception>
    internal static BandwidthRule SigmaRule(double sigma)
    {
        if (!(sigma > 0) || !double.IsFinite(sigma))
        {
            throw new SneException(
                SneError.SigmaOutOfRange,
                FormattableString.Invariant($"Sigma {sigma} is out of range: it must be greater than 0 and finite."));
        }

        return (row, unit, _) =>
        {
            // Kept within numbers: beyond them all neighbors but the nearest have no weight, or all have the same.
            double precision = unit / sigma * (unit / sigma);
            return BandwidthSolver.FromPrecision(row, Math.Clamp(precision, 1e-300, 1e300));
        };
    }

    /// <summary>A kernel width for every point, solved from the perplexity.</summary>
    /// <exception cref="SneException"><see cref="SneError.PerplexityOutOfRange"/>.</exception>
    internal static BandwidthRule PerplexityRule(double perplexity, int n)
    {
        if (!(perplexity > 1 && perplexity <= n - 1))
        {
            string range = n > 2
                ? $"it must be greater than 1 and at most {n - 1}"
                : "two points allow no perplexity; at least three are needed";
            throw new SneException(
                SneError.PerplexityOutOfRange,
                FormattableString.Invariant($"Perplexity {perplexity} is out of range for {n} points: {range}."));
        }

        return (row, _, rounding) => BandwidthSolver.FromPerplexity(row, perplexity, rounding);
    }

    private static ConditionalAffinities Build(
        Matrix points,
        BandwidthRule solve,
        ThreadTeam team)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(team);
        RequirePoints(points);
        int n = points.Rows;
        MemoryBudget.Require(
            ((double)n * n * sizeof(double)) + DistanceTable.RequiredBytes(n, points.Columns),
            $"A full matrix of probabilities between {n} points");
        var rows = new MetricRows(points, NeighborMetric.Euclidean);
        using var distances = new DistanceTable(rows);
        PointBandwidths bandwidths = PointBandwidths.Solve(rows, distances, solve, team);
        return new ConditionalAffinities(Fill(distances, bandwidths, team), bandwidths);
    }

    /// <summary>p(j|i) of all pairs.</summary>
    private static unsafe Matrix Fill(
        DistanceTable distances, PointBandwidths bandwidths, ThreadTeam team)
    {
        var result = new Matrix(bandwidths.Count, bandwidths.Count);
        var blocks = new RowBlocks(bandwidths.Count, 16);
        team.Run(blocks.Count, block =>
        {
            using var table = new NativeBuffer<double>((long)blocks.BlockSize * distances.Stride);
            int start = blocks.Start(block);
            distances.Compute(start, blocks.End(block) - start, 0, table.Pointer);
            for (int i = start; i < blocks.End(block); i++)
            {
                Span<double> row = result.Row(i);
                new Span<double>(table.Pointer + ((long)(i - start) * distances.Stride), row.Length).CopyTo(row);
                foreach (ref double number in row)
                    number = bandwidths[i].Probability(number);
                row[i] = 0;
            }
        });
        return result;
    }

    private static void RequirePoints(Matrix points)
    {
        if (points.Rows < 2)
        {
            throw new SneException(
                points.Rows == 0 ? SneError.EmptyInput : SneError.SingleRow,
                $"Probabilities need at least two points; there {(points.Rows == 0 ? "were none" : "was one")}.");
        }
    }
}
