namespace SneTools.Plots;

/// <summary>The cost of runs, iteration by iteration, as curves.</summary>
public static class HistoryPlot
{
    private const string Iteration = "iteration";

    /// <summary>The cost of one run in nats, with its phases.</summary>
    /// <param name="embedding">The run.</param>
    /// <param name="xScale">How the iterations are spread; linearly by default.</param>
    /// <param name="yScale">How the cost is spread; linearly by default.</param>
    /// <param name="theme">Colors of paper and ink.</param>
    /// <param name="title">What stands over the picture; by default what was run.</param>
    /// <exception cref="SneException"><see cref="SneError.EmptyInput"/>: the run made no iterations.</exception>
    public static CurvePlot Of(Embedding embedding, AxisScale xScale, AxisScale yScale, PlotTheme theme, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(embedding);
        Require(embedding, string.Empty);
        string name = title ?? FormattableString.Invariant(
            $"{embedding.Method}, {PlotText.Count(embedding.Count)} points: {PlotText.Number(embedding.Divergence)} nats after {embedding.Iterations} iterations ({embedding.StopReason})");
        CurvePlot plot = CurvePlot.OfLines(Iteration, "divergence, nats", [Line(embedding, string.Empty, 1)], string.Empty, xScale == AxisScale.Log, yScale == AxisScale.Log, theme, name);
        return plot.With(HistoryPhase.Of(embedding.History));
    }

    /// <summary>The cost of several runs in nats, as they report it in <see cref="Embedding.MeanDivergence"/>, so that runs of few points and of
    /// many can be compared.</summary>
    /// <param name="runs">The runs, each with what it is called in the legend; those of one name have one color.</param>
    /// <param name="seriesName">What the names are.</param>
    /// <param name="xScale">How the iterations are spread; linearly by default.</param>
    /// <param name="yScale">How the cost is spread; linearly by default.</param>
    /// <param name="theme">Colors of paper and ink.</param>
    /// <param name="title">What stands over the picture.</param>
    /// <exception cref="SneException"><see cref="SneError.EmptyInput"/>: a run made no iterations.</exception>
    public static CurvePlot Of(
        IReadOnlyList<(string Series, string Name, Embedding Run)> runs, string seriesName, AxisScale xScale, AxisScale yScale, PlotTheme theme, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(runs);
        foreach ((_, string name, Embedding run) in runs)
            Require(run, name);
        CurveLine[] lines = [.. runs.Select(run => Line(run.Run, run.Series, run.Run.Divergence > 0 ? run.Run.MeanDivergence / run.Run.Divergence : 1) with { Name = run.Name })];
        return CurvePlot.OfLines(Iteration, "mean divergence, nats", lines, seriesName, xScale == AxisScale.Log, yScale == AxisScale.Log, theme, title);
    }

    private static void Require(Embedding run, string name)
    {
        if (run.History.Count == 0)
            throw new SneException(SneError.EmptyInput, $"{(name.Length > 0 ? $"The run '{name}'" : "The run")} made no iterations: there is no history to draw.");
    }

    private static CurveLine Line(Embedding run, string series, double factor) => new(
        series, [.. run.History.Select(point => (double)point.Iteration)], [.. run.History.Select(point => factor * point.Divergence)]);
}
