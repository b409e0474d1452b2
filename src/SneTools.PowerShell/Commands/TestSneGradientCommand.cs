using System.Management.Automation;

namespace SneTools.PowerShell.Commands;

/// <summary>Judges gradient formulas against central differences of the cost: Test-SneGradient.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SneGradient", DefaultParameterSetName = "Perplexity", HelpUri = HelpAddress.Pages + "Test-SneGradient.md")]
[OutputType(typeof(GradientReport), typeof(GradientCoordinate), typeof(bool))]
public sealed class TestSneGradientCommand : DistanceCommand
{
    private PointDistances? _distances;

    /// <summary>The formulas to judge: names, or script blocks of one's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [GradientFormula]
    [ArgumentCompleter(typeof(FormulaCompleter))]
    public GradientFormula[] Formula { get; set; } = [.. Defaults.Check.Formulas];

    /// <summary>How the probabilities come about.</summary>
    [Parameter]
    public AffinityKind Affinity { get; set; }

    /// <summary>Perplexities of whose distributions the mean is taken.</summary>
    [Parameter(ParameterSetName = "Perplexity")]
    public double[]? PerplexityList { get; set; }

    /// <summary>Effective number of neighbors of every point.</summary>
    [Parameter(ParameterSetName = "Perplexity")]
    public double Perplexity { get; set; } = Defaults.Perplexity;

    /// <summary>One kernel width for all points, as exp(-d²/σ²).</summary>
    [Parameter(ParameterSetName = "Sigma", Mandatory = true)]
    public double Sigma { get; set; }

    /// <summary>The method.</summary>
    [Parameter]
    [MethodName]
    public SneMethod Method { get; set; } = Defaults.Check.Objective.Method;

    /// <summary>Degrees of freedom of the Student-t kernel.</summary>
    [Parameter]
    [Alias("dof")]
    public double DegreeOfFreedom { get; set; } = Defaults.Check.Objective.DegreeOfFreedom;

    /// <summary>The engines that compute the gradient, each judged on its own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [EngineName(IsList = true)]
    [Alias("negative_gradient_method")]
    public EngineKind[] Engine { get; set; } = [Defaults.Check.Engine];

    /// <summary>The precision in which the formula is computed.</summary>
    [Parameter]
    public NumericPrecision Precision { get; set; }

    /// <summary>Factor on the attraction, as in early exaggeration.</summary>
    [Parameter]
    public double Exaggeration { get; set; } = Defaults.Check.Exaggeration;

    /// <summary>The map at which the gradient is taken; by default random normal points.</summary>
    [Parameter]
    public object? Map { get; set; }

    /// <summary>Dimension of the random map.</summary>
    [Parameter]
    [Alias("n_components", "dims")]
    public int Dimension { get; set; } = Defaults.Embedding.Dimension;

    /// <summary>Half the distance between the two places of a point in a difference.</summary>
    [Parameter]
    public double Step { get; set; } = Defaults.Check.Step;

    /// <summary>The largest relative error that passes.</summary>
    [Parameter]
    public double Tolerance { get; set; }

    /// <summary>The most points at which differences are taken.</summary>
    [Parameter]
    public int SampleCount { get; set; } = Defaults.Check.SampleCount;

    /// <summary>Return one boolean: true when every formula passes.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>Return the whole gradient beside the numerical one, an object for every coordinate of every point.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override void RequireConsistent()
    {
        base.RequireConsistent();
        if (Quiet && PassThru)
            throw new SneException(SneError.InvalidOption, "-Quiet and -PassThru exclude each other: the one gives one boolean, the other the whole gradient.", column: nameof(PassThru));
        OptionRange.Require(Tolerance >= 0, nameof(Tolerance), Tolerance, "at least 0");
        foreach (EngineKind engine in Engine)
            RequirePrecision(engine, Precision);
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Terminating(() =>
    {
        List<GradientReport> reports = Reporting("gradients", _ => Check());
        if (Quiet)
            WriteObject(reports.TrueForAll(report => report.Passed));
        else if (PassThru)
            WriteObject(reports.SelectMany(report => report.Coordinates()), enumerateCollection: true);
        else
            WriteObject(reports, enumerateCollection: true);
    });

    /// <inheritdoc/>
    private protected override object? Target(SneException error) => error.Error switch
    {
        SneError.DimensionOutOfRange => Map ?? Dimension,
        SneError.InvalidMap => Map,
        SneError.InvalidFormula => Formula,
        _ => base.Target(error),
    };

    private List<GradientReport> Check()
    {
        using var team = new ThreadTeam(ThrottleLimit, Cancellation);
        Dataset prepared = ReadData(team);
        Matrix map = CreateMap(prepared, _distances ?? Rows.Affinities?.Given);
        var reports = new List<GradientReport>();
        var warnings = new List<string>();
        Affinities? ofAll = Rows.Affinities;
        Affinities? ofNeighbors = Rows.Affinities;
        foreach (EngineKind engine in Engine)
        {
            var options = new GradientCheckOptions
            {
                Objective = new Objective(Method, DegreeOfFreedom),
                Formulas = Formula,
                Engine = engine,
                Precision = Precision,
                Exaggeration = Exaggeration,
                Step = Step,
                Tolerance = IsGiven(nameof(Tolerance)) ? Tolerance : null,
                SampleCount = SampleCount,
                Seed = Seed,
            };

            // An engine for many points is judged over the pairs that a run has with it, the others over all; where all neighbors have the
            // same probability, both over these.
            Affinities affinities = options.IsApproximate
                ? ofNeighbors ??= Solve(null)
                : ofAll ??= Solve(Affinity == AffinityKind.Uniform ? null : prepared.Count - 1);
            (IReadOnlyList<GradientReport> ofEngine, IReadOnlyList<string> about) =
                GradientCheck.Run(affinities, map, options, team);
            reports.AddRange(ofEngine);
            warnings.AddRange(about);
        }

        WriteWarnings([.. warnings.Distinct()]);
        return reports;

        Affinities Solve(int? neighborCount)
        {
            var options = new AffinityOptions
            {
                Width = KernelWidth.Of(
                    Affinity, ParameterSetName == "Sigma" ? Sigma : null, IsGiven(nameof(Perplexity)) ? Perplexity : null, PerplexityList),
                NeighborCount = neighborCount,
                Metric = Metric,
                Distances = _distances,
                Seed = Seed,
            };
            return Affinities.Create(prepared, options, team);
        }
    }

    private Dataset ReadData(ThreadTeam team)
    {
        if (Rows.Affinities is not null)
        {
            RequireNoPreparation();
            return Rows.Dataset!;
        }

        if (IsPrecomputed)
        {
            _distances = ReadDistances();
            WriteWarnings(_distances.Warnings);
            return _distances.Points;
        }

        Dataset data = BuildDataset();
        WriteWarnings(DataWarnings.Of(data, Cancellation));
        return Prepare(data, team);
    }

    private Matrix CreateMap(Dataset data, PointDistances? distances)
    {
        if (Map is not null)
            return MapArgument.Read(Map, Cancellation);
        if (distances is null)
            StochasticNeighborEmbedding.RequireDimension(Dimension, data.Dimension);
        else
            StochasticNeighborEmbedding.RequireDimension(Dimension, distances);
        return MapInitialization.Random(data.Count, Dimension, 1, Seed);
    }
}
