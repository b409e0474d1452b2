namespace SneTools.Tests;

/// <summary>Models for tests, of every kind that a file must hold.</summary>
internal static class Model
{
    /// <summary>Names of all kinds.</summary>
    public static readonly string[] Kinds =
        ["all pairs", "neighbors", "prepared", "categories", "sigma", "distances", "pairs", "graph", "given map", "aligned", "affinity", "polished", "restarts", "three dimensions", "one iteration", "dropped", "default perplexity", "uniform", "multiscale", "multiscale neighbors"];

    /// <summary>A model of a kind.</summary>
    public static SneModel Of(string kind) => kind switch
    {
        "all pairs" => SneModel.Fit(Labeled(60), Options(SneMethod.TSne, EngineKind.Auto, 8)),
        "neighbors" => SneModel.Fit(Labeled(60), Options(SneMethod.Sne, EngineKind.Interpolated, 8) with { NeighborCount = 20 }),
        "prepared" => SneModel.Fit(Samples.Iris, Options(SneMethod.SymmetricSne, EngineKind.Auto, 20) with { Standardize = true, PrincipalComponent = 3 }),
        "categories" => SneModel.Fit(Mixed(50), Options(SneMethod.TSne, EngineKind.Auto, 8) with { PrincipalComponent = 4 }),
        "sigma" => SneModel.Fit(Labeled(50), Options(SneMethod.Sne, EngineKind.Auto, 8) with { Sigma = 1.5, Metric = NeighborMetric.Cosine }),
        "distances" => OfDistances(Square(40), Options(SneMethod.TSne, EngineKind.Auto, 8)),
        "pairs" => OfDistances(Listed(60), Options(SneMethod.TSne, EngineKind.Interpolated, 5)),
        "graph" => OfGraph(),
        "given map" => SneModel.Fit(Labeled(60), Options(SneMethod.TSne, EngineKind.Exact, 8) with { Initialization = InitialMap.Given(Samples.Normal(60, 2, 9)) }),
        "aligned" => SneModel.Fit(Labeled(60), Options(SneMethod.TSne, EngineKind.Exact, 8) with { Initialization = InitialMap.Aligned(Samples.Normal(50, 2, 9), RowMatching.ByLabel([.. Enumerable.Range(0, 60).Select(i => $"{i}")], [.. Enumerable.Range(5, 50).Select(i => $"{i}")], "id")) }),
        "affinity" => OfAffinity(),
        "polished" => SneModel.Fit(Labeled(60), Options(SneMethod.Sne, EngineKind.Exact, 8) with { Descent = new DescentOptions { MaxIteration = 300, Optimizer = OptimizerKind.LBfgs, Tolerance = 0 } }),
        "restarts" => SneModel.Fit(Labeled(60), Options(SneMethod.TSne, EngineKind.Exact, 8) with { Restart = 2, Descent = new DescentOptions { MaxIteration = 20, Jitter = 0.01 } }),
        "three dimensions" => SneModel.Fit(Labeled(60), Options(SneMethod.TConditionalSne, EngineKind.Multipole, 8) with { Dimension = 3, NeighborCount = 24 }),
        "one iteration" => SneModel.Fit(Labeled(20), Options(SneMethod.TSne, EngineKind.Auto, 4) with { Descent = new DescentOptions { MaxIteration = 1 } }),
        "dropped" => SneModel.Fit(Dropped(), Options(SneMethod.TSne, EngineKind.Auto, 8)),
        "default perplexity" => SneModel.Fit(Labeled(40), Options(SneMethod.TSne, EngineKind.Auto, 8) with { Perplexity = null }),
        "uniform" => SneModel.Fit(Labeled(60), Options(SneMethod.TSne, EngineKind.Interpolated, 8) with { Perplexity = null, AffinityKind = AffinityKind.Uniform, NeighborCount = 12 }),
        "multiscale" => SneModel.Fit(Labeled(60), Options(SneMethod.Sne, EngineKind.Auto, 8) with { Perplexity = null, PerplexityList = [5, 20] }),
        "multiscale neighbors" => SneModel.Fit(Labeled(60), Options(SneMethod.TSne, EngineKind.Interpolated, 8) with { Perplexity = null, PerplexityList = [3, 9, 15], NeighborCount = 30 }),
        _ => throw new ArgumentException(kind),
    };

    public static EmbeddingOptions Options(SneMethod method, EngineKind engine, double perplexity) => new()
    {
        Objective = new Objective(method),
        Perplexity = perplexity,
        Engine = engine,
        Seed = 3,
        ThreadCount = 2,
        Descent = new DescentOptions { MaxIteration = 25 },
    };

    public static byte[] Bytes(SneModel model)
    {
        var stream = new MemoryStream();
        ModelFile.Write(model, stream);
        return stream.ToArray();
    }

    public static SneModel Read(byte[] bytes) => ModelFile.Read(new MemoryStream(bytes));

    /// <summary>Three clusters, with labels that are hard to write.</summary>
    public static Dataset Labeled(int n)
    {
        Dataset data = ResumeTests.Clusters(n, 4);
        string?[] odd = [null, string.Empty, " ", "\U0001F98A Füchse, 狐", "zero\0", "\0", "half \uD83E", "a\nb\"c'\\", "../../etc/passwd", new string('x', 300)];
        return new Dataset(data.Values, data.Columns, [new LabelColumn("odd, 'name'", [.. Enumerable.Range(0, n).Select(i => odd[i % odd.Length])]), new LabelColumn("class", [.. Enumerable.Range(0, n).Select(i => $"c{i % 3}")])]);
    }

    /// <summary>Numbers, a vector, a date and categories.</summary>
    public static Dataset Mixed(int n)
    {
        Matrix numbers = Samples.Normal(n, 4, 8);
        return Tables.Build(
            ["a", "v", "day", "color"],
            Enumerable.Range(0, n).Select(i => new[] { Cell.Format(numbers[i, 0]), CellVector.Format(numbers.Row(i)[1..]), $"2024-05-{(i % 28) + 1:00}", i % 3 == 0 ? "red" : "blue" }),
            new ColumnSelection(Categorical: ["color"], Date: ["day"]));
    }

    private static Dataset Dropped()
    {
        Matrix numbers = Samples.Normal(40, 3, 8);
        return Tables.Build(
            ["a", "b", "c"],
            Enumerable.Range(0, 40).Select(i => new[] { i % 9 == 4 ? null : Cell.Format(numbers[i, 0]), Cell.Format(numbers[i, 1]), Cell.Format(numbers[i, 2]) }),
            policy: MissingValuePolicy.Drop);
    }

    private static SneModel OfDistances(PointDistances distances, EmbeddingOptions options) =>
        SneModel.Fit(distances.Points, options with { Distances = distances });

    private static PointDistances Square(int n)
    {
        Matrix points = ResumeTests.Clusters(n, 2).Values;
        var square = new Matrix(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
                square[i, j] = Math.Sqrt(Distance.Squared(points.Row(i), points.Row(j)));
        }

        return PointDistances.Read(Samples.Named(square));
    }

    private static PointDistances Listed(int n)
    {
        Matrix points = ResumeTests.Clusters(n, 2).Values;
        var rows = new List<string?[]>();
        for (int i = 0; i < n; i++)
        {
            for (int j = i + 1; j < n; j++)
            {
                double distance = Math.Sqrt(Distance.Squared(points.Row(i), points.Row(j)));
                if (distance < 4 || j == i + 1 || j % 7 == 0)
                    rows.Add([$"p{i}", $"p{j}", Cell.Format(distance)]);
            }
        }

        return PointDistances.Read(Tables.Build(["I", "J", "Distance"], rows, new ColumnSelection(Label: ["I", "J"])));
    }

    private static SneModel OfGraph()
    {
        Dataset data = Labeled(60);
        using var team = new ThreadTeam(1);
        NeighborGraph graph = NearestNeighbors.Find(data.Values, 24, NeighborSearch.Exact, NeighborMetric.Manhattan, 0, team);
        return SneModel.Fit(data, Options(SneMethod.TSne, EngineKind.Auto, 8) with { NeighborGraph = graph });
    }

    private static SneModel OfAffinity()
    {
        Dataset data = Labeled(60);
        using var team = new ThreadTeam(1);
        var affinities = Affinities.Create(data.Prepare(true, 2 + 1, team), new AffinityOptions { Width = KernelWidth.OfPerplexity(9), NeighborCount = 30 }, team);
        return SneModel.Fit(affinities.Data!, Options(SneMethod.Sne, EngineKind.Auto, 8) with { Affinities = affinities });
    }
}
