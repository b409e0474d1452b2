namespace SneTools.Plots;

/// <summary>Iterations of a run in a row that are exaggerated, or that are not.</summary>
/// <param name="Name">What they are called.</param>
/// <param name="First">Number of the first iteration.</param>
/// <param name="Last">Number of the last iteration.</param>
/// <param name="IsExaggerated">True when the attraction was exaggerated.</param>
internal readonly record struct HistoryPhase(string Name, int First, int Last, bool IsExaggerated)
{
    /// <summary>The phases of a run, in order: those with one exaggeration, or with one that falls from step to step.</summary>
    public static IReadOnlyList<HistoryPhase> Of(IReadOnlyList<HistoryPoint> history)
    {
        var phases = new List<HistoryPhase>();
        int start = 0;
        for (int i = 1; i <= history.Count; i++)
        {
            if (i < history.Count && history[i].Exaggeration == 1 == (history[start].Exaggeration == 1))
                continue;
            (double from, double to) = (history[start].Exaggeration, history[i - 1].Exaggeration);
            string name = from == 1 ? "descent" : FormattableString.Invariant($"exaggeration x {from:0.##}{(to == from ? string.Empty : FormattableString.Invariant($" to {to:0.##}"))}");
            phases.Add(new HistoryPhase(name, history[start].Iteration, history[i - 1].Iteration, from != 1));
            start = i;
        }

        return phases;
    }
}
