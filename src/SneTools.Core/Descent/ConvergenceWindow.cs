namespace SneTools;

/// <summary>The last iterations that a <see cref="ConvergenceTest"/> looks at.</summary>
internal sealed class ConvergenceWindow
{
    /// <summary>An empty window.</summary>
    public ConvergenceWindow()
        : this(new double[ConvergenceTest.Window + 1], new double[ConvergenceTest.Window + 1], 0)
    {
    }

    /// <summary>A window that holds iterations.</summary>
    /// <param name="costs">Their costs, a ring.</param>
    /// <param name="norms">The lengths of their gradients, a ring.</param>
    /// <param name="count">How many iterations there have been.</param>
    public ConvergenceWindow(double[] costs, double[] norms, int count) => (Costs, Norms, Count) = (costs, norms, count);

    /// <summary>The costs of the last iterations, a ring.</summary>
    public double[] Costs { get; }

    /// <summary>The lengths of their gradients, a ring.</summary>
    public double[] Norms { get; }

    /// <summary>How many iterations there have been.</summary>
    public int Count { get; private set; }

    /// <summary>True when it holds as many iterations as a test needs.</summary>
    public bool IsFull => Count >= Costs.Length;

    /// <summary>The gradient's length at the oldest iteration of a full window.</summary>
    public double OldestNorm => Norms[Count % Norms.Length];

    /// <summary>Takes in an iteration, in place of the oldest.</summary>
    public void Add(double cost, double norm)
    {
        int place = Count++ % Costs.Length;
        (Costs[place], Norms[place]) = (cost, norm);
    }

    /// <summary>Forgets all iterations.</summary>
    public void Clear() => Count = 0;

    /// <summary>The same window in an object of its own.</summary>
    public ConvergenceWindow Clone() => new((double[])Costs.Clone(), (double[])Norms.Clone(), Count);
}
