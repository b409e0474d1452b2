using System.Diagnostics;
using System.Globalization;
namespace SneTools.Benchmarks;

internal sealed class Lifted(Cost inner, double weight, int flat) : ICost
{
    public double Weight = weight;
    public int Count => inner.Count;
    public int Dimension => inner.Dimension;
    public ObjectiveValue Evaluate(Matrix map, double exaggeration, Matrix gradient)
    {
        ObjectiveValue v = inner.Evaluate(map, exaggeration, gradient);
        double sum = 0;
        int l = map.Columns;
        double mean = inner.Degrees.Average();
        for (int i = 0; i < map.Rows; i++)
            for (int c = flat; c < l; c++)
            {
                double z = map[i, c];
                sum += z * z;
                gradient[i, c] += 2 * Weight * mean * z;
            }
        return new ObjectiveValue(v.Entropy, v.Attraction, v.Repulsion + Weight * mean * sum);
    }
}

internal static class Explore
{
    static Stopwatch clock = new();
    public static int Run(string[] args)
    {
        string[] sets = args[0].Split(',');
        string[] methods = args[1].Split(',');
        string[] ways = args[2].Split(',');
        int polish = args.Length > 3 ? int.Parse(args[3]) : 0;
        foreach (FewPointSet set in FewPointSets.All("/work/wt-lowest/tests/data").Where(s => args[0] == "all" || sets.Any(x => s.Name.StartsWith(x))))
        {
            using var team = new ThreadTeam(2);
            Dataset data = FewPointSets.Dataset(set.Points);
            var widths = new Dictionary<double, Affinities>();
            Affinities P(double perplexity)
            {
                perplexity = Math.Min(perplexity, (set.Points.Rows - 1) / 2.0);
                if (!widths.TryGetValue(perplexity, out var a))
                    widths[perplexity] = a = Affinities.Create(data, new AffinityOptions { Width = KernelWidth.OfPerplexity(perplexity), NeighborCount = set.Points.Rows - 1 }, team);
                return a;
            }
            foreach (SneMethod method in Enum.GetValues<SneMethod>())
            {
                if (methods[0] != "all" && !methods.Contains(method.ToString())) continue;
                foreach (string way in ways)
                {
                    try
                    {
                    var o = new Objective(method);
                    using Cost engine = Cost.Create(P(set.Perplexity), o, 2, EngineKind.Exact, NumericPrecision.Double, team);
                    clock.Restart();
                    (DescentState state, int iterations) = Make(set, data, engine, o, way, P, team);
                    double ms = clock.Elapsed.TotalMilliseconds;
                    Matrix g = new(engine.Count, 2);
                    double cost = engine.Evaluate(state.Map, 1, g).Divergence;
                    double width = Width(state.Map);
                    string more = "";
                    if (polish > 0)
                    {
                        DescentState s2 = new(state.Map.Clone());
                        new LimitedMemoryBfgs(engine, s2, new DescentOptions { MaxIteration = polish, Tolerance = 1e-10 }, o.IsGaussian ? 1e9 : 1.5).Run();
                        more = string.Create(CultureInfo.InvariantCulture, $" polished {engine.Evaluate(s2.Map, 1, g).Divergence:g8} {s2.History.Count} w {Width(s2.Map):0.0}");
                    }
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set.Name,-17}{method,-16}{way,-32}{cost:g8} it {iterations} ms {ms:0} w {width:0.0}{more}"));
                    }
                    catch (Exception e) { Console.WriteLine(set.Name + " " + method + " " + way + " " + e.Message); }
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

    // way: start/step/step/... ; start: pca, spec, randN ; steps: default, plain, ex:E:N (fixed), fall:E:N, perp:factor:iterations, dof:a:iterations, meth:Name:iterations, jit:s:N, lift:dims:N
    static (DescentState, int) Make(FewPointSet set, Dataset data, Cost engine, Objective o, string way, Func<double, Affinities> P, ThreadTeam team)
    {
        string[] parts = way.Split('/');
        string start = parts[0];
        int seed = start.StartsWith("rand") ? int.Parse(start[4..]) : 0;
        Matrix map = start.StartsWith("rand") ? InitialMap.Random.Create(data.Values, engine.Affinities, 2, seed, team)
            : (start == "spec" ? InitialMap.Spectral : InitialMap.Pca).Create(data.Values, engine.Affinities, 2, 0, team);
        int made = 0;
        DescentState state = new(map);
        double? growth = o.IsGaussian ? double.PositiveInfinity : null;
        foreach (string part in parts[1..])
        {
            string[] a = part.Split(':');
            double A(int k) => double.Parse(a[k], CultureInfo.InvariantCulture);
            void Go(Cost e, DescentOptions d, double? gr)
            {
                state = new DescentState(state.Map.Clone());
                new PhasedDescent(e, d, gr, seed).Run(state, null, default);
                made += state.History.Count;
            }
            var plain = new DescentOptions { EarlyExaggeration = 1 };
            switch (a[0])
            {
                case "default": Go(engine, new DescentOptions(), growth); break;
                case "plain": Go(engine, plain with { Momentum = a.Length > 1 ? A(1) : 0.9, MaxIteration = a.Length > 2 ? (int)A(2) : 1000 }, growth); break;
                case "polish": Go(engine, plain with { MaxIteration = (int)A(1) }, o.IsGaussian ? double.PositiveInfinity : 1.5); break;
                case "ex": Go(engine, new DescentOptions { EarlyExaggeration = A(1), EarlyExaggerationIteration = (int)A(2) , MaxIteration = Math.Max(1000, (int)A(2) + 500)}, growth); break;
                case "fall": // E, N
                {
                    Go(engine, new DescentOptions { EarlyExaggerationIteration = (int)A(1), MaxIteration = Math.Max(1000, (int)A(1) + 500) }, growth); break;
                }
                case "perp":
                {
                    using Cost c = Cost.Create(P(set.Perplexity * A(1)), o, 2, EngineKind.Exact, NumericPrecision.Double, team);
                    Go(c, plain with { MaxIteration = (int)A(2), Tolerance = 0 }, null); break;
                }
                case "perpd":
                {
                    using Cost c = Cost.Create(P(set.Perplexity * A(1)), o, 2, EngineKind.Exact, NumericPrecision.Double, team);
                    Go(c, new DescentOptions { MaxIteration = (int)A(2) }, null); break;
                }
                case "dof":
                {
                    using Cost c = Cost.Create(P(set.Perplexity), o with { DegreeOfFreedom = A(1) }, 2, EngineKind.Exact, NumericPrecision.Double, team);
                    Go(c, plain with { MaxIteration = (int)A(2), Tolerance = 0 }, null); break;
                }
                case "meth": case "methd":
                {
                    var o2 = new Objective(Enum.Parse<SneMethod>(a[1]));
                    using Cost c = Cost.Create(P(set.Perplexity), o2, 2, EngineKind.Exact, NumericPrecision.Double, team);
                    Go(c, (a[0] == "meth" ? plain : new DescentOptions()) with { MaxIteration = (int)A(2) }, o2.IsGaussian ? double.PositiveInfinity : null); break;
                }
                case "shrink":
                {
                    for (int k = 0; k < state.Map.Values.Length; k++) state.Map.Values[k] *= A(1);
                    break;
                }
                case "noise":
                {
                    var nn = new NormalNoise(7);
                    for (int k = 0; k < state.Map.Values.Length; k++) state.Map.Values[k] += A(1) * nn.Next();
                    break;
                }
                case "jit": Go(engine, plain with { Jitter = A(1), PlannedIteration = 2 * (int)A(2), MaxIteration = (int)A(2) }, null); break;
                case "lift": // dims, iterations per stage, stages, first weight
                {
                    int l = (int)A(1);
                    using Cost c = Cost.Create(P(set.Perplexity), o, l, EngineKind.Exact, NumericPrecision.Double, team);
                    var high = new Matrix(map.Rows, l);
                    var nn = new NormalNoise(3);
                    for (int i = 0; i < map.Rows; i++) for (int k = 0; k < l; k++) high[i, k] = k < 2 ? state.Map[i, k] : 0.01 * nn.Next();
                    if (start == "pca") high = InitialMap.Pca.Create(data.Values, engine.Affinities, l, 0, team);
                    var lifted = new Lifted(c, 0, 2);
                    var hs = new DescentState(high);
                    double weight = A(4);
                    double last = A(5);
                    int stages = (int)A(3);
                    for (int s = 0; s <= stages; s++)
                    {
                        lifted.Weight = s == 0 ? 0 : weight * Math.Pow(last / weight, (s - 1.0) / Math.Max(1, stages - 1));
                        hs = new DescentState(hs.Map.Clone());
                        new GradientDescent(lifted, c.Degrees, hs, s == 0 ? new DescentOptions { MaxIteration = (int)A(2) * 4 , EarlyExaggerationIteration=(int)A(2) * 2} : plain with { MaxIteration = (int)A(2) }, 0).Run();
                        made += hs.History.Count;
                    }
                    var flat = new Matrix(map.Rows, 2);
                    for (int i = 0; i < map.Rows; i++) for (int k = 0; k < 2; k++) flat[i, k] = hs.Map[i, k];
                    state = new DescentState(flat);
                    break;
                }
                default: throw new ArgumentException(part);
            }
        }
        return (state, made);
    }
}
