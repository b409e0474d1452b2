using System.Diagnostics;
using System.Globalization;
namespace SneTools.Benchmarks;

internal static class Scan
{
    // scan sets methods ways polishAfter polishIterations ; way: start:E0:N:momentum:earlymomentum:max
    public static int Run(string[] args)
    {
        int after = int.Parse(args[3]);
        int polish = int.Parse(args[4]);
        foreach (FewPointSet set in FewPointSets.All("/work/wt-lowest/tests/data").Where(s => args[0] == "all" || args[0].Split(',').Any(x => s.Name.StartsWith(x))))
        {
            using var team = new ThreadTeam(2);
            Dataset data = FewPointSets.Dataset(set.Points);
            Affinities p = Affinities.Create(data, new AffinityOptions { Width = KernelWidth.OfPerplexity(set.Perplexity), NeighborCount = set.Points.Rows - 1 }, team);
            foreach (string m in args[1].Split(','))
            {
                var o = new Objective(Enum.Parse<SneMethod>(m));
                using Cost engine = Cost.Create(p, o, 2, EngineKind.Exact, NumericPrecision.Double, team);
                foreach (string way in args[2].Split(','))
                {
                    try {
                    string[] a = way.Split(':');
                    double A(int k, double d) => a.Length > k && a[k].Length > 0 ? double.Parse(a[k], CultureInfo.InvariantCulture) : d;
                    int seed = a[0].StartsWith("rand") ? int.Parse(a[0][4..]) : 0;
                    Matrix map = a[0].StartsWith("rand") ? InitialMap.Random.Create(data.Values, p, 2, seed, team)
                        : (a[0] == "spec" ? InitialMap.Spectral : InitialMap.Pca).Create(data.Values, p, 2, seed, team);
                    var state = new DescentState(map) { Exaggeration = A(1, 12) };
                    int max = (int)A(5, 1000);
                    var d = new DescentOptions { EarlyExaggerationIteration = (int)A(2, 250), Momentum = A(3, 0.9), EarlyMomentum = A(4, 0.5), MaxIteration = max };
                    DescentState? mid = null;
                    var clock = Stopwatch.StartNew();
                    new PhasedDescent(engine, d, A(6, 0) > 0 ? A(6, 0) : null, seed).Run(state, _ => { if (state.History.Count == after) mid = state.Clone(); }, default);
                    mid ??= state.Clone();
                    var g = new Matrix(engine.Count, 2);
                    double cost = engine.Evaluate(state.Map, 1, g).Divergence;
                    string pol = "";
                    if (polish > 0)
                    {
                        var s2 = new DescentState(mid.Map);
                        var l = new LimitedMemoryBfgs(engine, s2, new DescentOptions { MaxIteration = polish, Tolerance = 1e-6 }, o.IsGaussian ? 1e9 : 1.5);
                        l.Run();
                        double c50 = s2.History.Count > 50 ? s2.History[50].Divergence : double.NaN;
                        pol = string.Create(CultureInfo.InvariantCulture, $" | polished {engine.Evaluate(s2.Map, 1, g).Divergence:g7} {s2.History.Count} {s2.End} w {Width(s2.Map):0}");
                    }
                    string at = string.Join(' ', new[] { 200, 250, 300, 350, 400, 500, 700 }.Select(k => (state.History.Count > k ? state.History[k].Divergence : cost).ToString("g6", CultureInfo.InvariantCulture)));
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set.Name[..4]} {m[..2]} {way,-16} {at} end {cost:g7} {state.History.Count} w {Width(state.Map):0}{pol}"));
                    } catch (SneException e) { Console.WriteLine(e.Message); }
                }
            }
        }
        return 0;
    }

    static double Width(Matrix m)
    {
        double w = 0;
        for (int c = 0; c < m.Columns; c++) { var v = Enumerable.Range(0, m.Rows).Select(i => m[i, c]); w = Math.Max(w, v.Max() - v.Min()); }
        return w;
    }
}
