namespace SneTools.Plots;

/// <summary>Iterations of a run in a row with the same exaggeration.</summary>
/// <param name="Name">What they are called.</param>
/// <param name="First">Number of the first iteration.</param>
/// <param name="Last">Number of the last iteration.</param>
/// <param name="IsExaggerated">True when the attraction was exaggerated.</param>
internal readonly record struct HistoryPhase(string Name, int First, int Last, bool IsExaggerated)
{
    /// <summary>The phases of a run, in order.</summary>
    public static IReadOnlyList<HistoryPhase> Of(IReadOnlyList<HistoryPoint> history)
    {
        var phases = new List<HistoryPhase>();
        int start = 0;
        for (int i = 1; i <= history.Count; i++)
        {
            if (i < history.Count && history[i].Exaggeration == history[start].Exaggeration)
                continue;
            double exaggeration = history[start].Exaggeration;
            string name = exaggeration == 1 ? "descent" : FormattableString.Invariant($"exaggeration x {exaggeration:0.##}");
            phases.Add(new HistoryPhase(name, history[start].Iteration, history[i - 1].Iteration, exaggeration != 1));
            start = i;
        }

        return phases;
    }
}
