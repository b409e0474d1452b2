namespace SneTools;

/// <summary>p(j|i) between all pairs of points, dense (Hinton &amp; Roweis 2002, eq. 1).</summary>
public sealed class ConditionalAffinities
{
    /// <summary>A point that all others together give less probability than this has no pull on any of them.</summary>
    internal const double IsolationThreshold = 1e-16;

    private ConditionalAffinities(Matrix probabilities, double[] precision, double[] entropy, int saturatedRows)
    {
        Probabilities = probabilities;
        Precision = precision;
        Entropy = entropy;
        SaturatedRows = saturatedRows;
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
    public int SaturatedRows { get; }

    /// <summary>p(j|i) with one kernel width for all points, as exp(-d²/σ²).</summary>
    /// <param name="points">n × h points, n at least 2.</param>
    /// <param name="sigma">σ, in units of distance, positive. β is 1/σ² (Hinton &amp; Roweis write 2σ²).</param>
    /// <param name="team">The threads that do the work.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">σ is not positive, there are fewer than two points, or memory is short.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static ConditionalAffinities FromSigma(
        Matrix points,
        double sigma,
        ThreadTeam team,
        CancellationToken cancellation = default)
    {
        return Build(points, SigmaRule(sigma), team, cancellation);
    }

    /// <summary>p(j|i) with the kernel width of each point solved so that 2^H(Pᵢ) is the perplexity.</summary>
    /// <param name="points">n × h points, n at least 2.</param>
    /// <param name="perplexity">The effective number of neighbors: greater than 1, at most n - 1, where all
    /// neighbors weigh the same.</param>
    /// <param name="team">The threads that do the work.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">The perplexity is out of range for n points, or memory is short.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static ConditionalAffinities FromPerplexity(
        Matrix points,
        double perplexity,
        ThreadTeam team,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        RequirePoints(points);
        return Build(points, PerplexityRule(perplexity, points.Rows), team, cancellation);
    }

    /// <summary>The distribution of one point.</summary>
    /// <param name="index">The point i, counted from 0.</param>
    public ConditionalDistribution Distribution(int index) =>
        new(index, Precision[index], Entropy[index], Probabilities.Row(index).ToArray());

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
        double precision = 1 / (sigma * sigma);
        if (!(sigma > 0) || !double.IsFinite(precision) || precision == 0)
        {
            throw new SneException(
                SneError.SigmaOutOfRange,
                FormattableString.Invariant($"Sigma {sigma} is out of range: it must be greater than 0 and finite."));
        }

        return row => BandwidthSolver.FromPrecision(row, precision);
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

        return row => BandwidthSolver.FromPerplexity(row, perplexity);
    }

    private static ConditionalAffinities Build(
        Matrix points,
        BandwidthRule solve,
        ThreadTeam team,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(team);
        RequirePoints(points);
        int n = points.Rows;
        MemoryBudget.Require((double)n * n * sizeof(double), $"A full matrix of probabilities between {n} points");
        var result = new Matrix(n, n);
        var precision = new double[n];
        var entropy = new double[n];
        int saturated = 0;
        var blocks = new RowBlocks(n);
        team.Run(blocks.Count, block =>
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = blocks.Start(block); i < blocks.End(block); i++)
            {
                Span<double> row = result.Row(i);
                Span<double> others = Distances(points, i, row);
                RowBandwidth bandwidth = solve(others);
                BandwidthSolver.Normalize(others, bandwidth);
                OpenDiagonal(row, i);
                precision[i] = bandwidth.Precision;
                entropy[i] = bandwidth.Entropy;
                if (bandwidth.IsSaturated)
                    Interlocked.Increment(ref saturated);
            }
        });
        return new ConditionalAffinities(result, precision, entropy, saturated);
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

    /// <summary>The squared distances from point i to the n - 1 others, at the front of the row.</summary>
    private static Span<double> Distances(Matrix points, int i, Span<double> row)
    {
        ReadOnlySpan<double> center = points.Row(i);
        for (int j = 0; j < i; j++)
            row[j] = Distance.Squared(center, points.Row(j));
        for (int j = i + 1; j < row.Length; j++)
            row[j - 1] = Distance.Squared(center, points.Row(j));
        return row[..^1];
    }

    /// <summary>Moves the entries from i on by one place, and puts p(i|i) = 0 between.</summary>
    private static void OpenDiagonal(Span<double> row, int i)
    {
        row[i..^1].CopyTo(row[(i + 1)..]);
        row[i] = 0;
    }
}
