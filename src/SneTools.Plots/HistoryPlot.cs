namespace SneTools.Plots;

/// <summary>The cost of a run, iteration by iteration, to be drawn.</summary>
public sealed class HistoryPlot
{
    /// <summary>Creates the plot.</summary>
    /// <param name="embedding">The run.</param>
    /// <param name="theme">Colors of paper and ink.</param>
    /// <param name="title">What stands over the picture; by default what was run.</param>
    /// <exception cref="SneException"><see cref="SneError.EmptyInput"/>: the run made no iterations.</exception>
    public HistoryPlot(Embedding embedding, PlotTheme theme, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(embedding);
        if (embedding.History.Count == 0)
            throw new SneException(SneError.EmptyInput, "The run made no iterations: there is no history to draw.");
        Theme = theme;
        Title = title ?? FormattableString.Invariant(
            $"{embedding.Method}, {PlotText.Count(embedding.Count)} points: {PlotText.Number(embedding.Divergence)} nats after {embedding.Iterations} iterations ({embedding.StopReason})");
        Iterations = [.. embedding.History.Select(point => (double)point.Iteration)];
        Divergences = [.. embedding.History.Select(point => point.Divergence)];
        Phases = HistoryPhase.Of(embedding.History);
    }

    /// <summary>Colors of paper and ink.</summary>
    public PlotTheme Theme { get; }

    /// <summary>What stands over the picture.</summary>
    public string Title { get; }

    /// <summary>Numbers of the iterations.</summary>
    internal double[] Iterations { get; }

    /// <summary>The cost that each began with, in nats.</summary>
    internal double[] Divergences { get; }

    /// <summary>The phases of the run.</summary>
    internal IReadOnlyList<HistoryPhase> Phases { get; }
}
