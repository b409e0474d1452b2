namespace SneTools.ZooTests;

/// <summary>One table of the zoo.</summary>
/// <param name="name">Its name: what it is and how large, in letters that a file name may have.</param>
/// <param name="make">Makes the rows; the same at every call.</param>
internal sealed class ZooTable(string name, Func<double[][]> make)
{
    /// <summary>Gauss's kernel normalized by rows and Student's over all pairs, and the other way about.</summary>
    public static readonly SneMethod[][] Pairs = [[SneMethod.Sne, SneMethod.TSne], [SneMethod.SymmetricSne, SneMethod.TConditionalSne]];

    private readonly Lazy<double[][]> _rows = new(make);

    public string Name => name;

    /// <summary>The rows, made once.</summary>
    public double[][] Rows => _rows.Value;

    public int Count => Rows.Length;

    public int Width => Rows[0].Length;

    /// <summary>Null for 30, the default of all programs.</summary>
    public double? Perplexity { get; init; }

    /// <summary>One kernel width instead of a perplexity; for two points, which allow none.</summary>
    public double? Sigma { get; init; }

    /// <summary>Dimension of the map.</summary>
    public int Dimension { get; init; } = 2;

    /// <summary>The methods that the short run makes maps by; none for tables of the full run. By default two that have nothing in
    /// common, so that every table has a map by either kernel and by either normalization: which two, its name decides, so that
    /// another table in the zoo changes nothing for this one.</summary>
    public SneMethod[] Short { get; init; } = Pairs[name.Sum(letter => letter) % 2];

    /// <summary>True where equally near points make the choice of the nearest arbitrary, so that every program may choose others and
    /// costs cannot be compared.</summary>
    public bool IsArbitrary { get; init; }

    /// <summary>A table that differs in nothing but scale or offset, so that its maps are maps of this one: for programs that cannot
    /// take this one.</summary>
    public string? Twin { get; init; }

    /// <summary>The perplexity that every program is told, ours too: by itself it would take less for few rows.</summary>
    public double EffectivePerplexity => Perplexity ?? 30;

    public EmbeddingOptions Options(SneMethod method, EngineKind engine = EngineKind.Auto) => new()
    {
        Objective = new Objective(method),
        Perplexity = EffectivePerplexity,
        Dimension = Dimension,
        Sigma = Sigma,
        Engine = engine,
        ThreadCount = 1,
    };

    /// <summary>The rows as the program takes them, with their number riding along.</summary>
    public Dataset ToDataset() => new(
        new Matrix(Count, Width, [.. Rows.SelectMany(row => row)]),
        [.. Enumerable.Range(0, Width).Select(k => $"x{k}")],
        [new LabelColumn("row", [.. Enumerable.Range(0, Count).Select(i => $"{i}")])]);

    public override string ToString() => Name;
}
