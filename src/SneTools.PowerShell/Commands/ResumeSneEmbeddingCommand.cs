using System.Management.Automation;

namespace SneTools.PowerShell.Commands;

/// <summary>Goes on with the run that made a model: Resume-SneEmbedding.</summary>
[Cmdlet(VerbsLifecycle.Resume, "SneEmbedding", DefaultParameterSetName = "Checkpoint", HelpUri = HelpAddress.Pages + "Resume-SneEmbedding.md")]
[OutputType(typeof(SneModel), typeof(Embedding), typeof(PSObject))]
public sealed class ResumeSneEmbeddingCommand : SneCommand
{
    private CheckpointPlace? _checkpoints;

    /// <summary>The model.</summary>
    [Parameter(ParameterSetName = "Model", Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public SneModel Model { get; set; } = null!;

    /// <summary>The file that a run was written to, which goes on and goes on writing to it; with a model the file that its run is written to.
    /// </summary>
    [Parameter(ParameterSetName = "Checkpoint", Mandatory = true)]
    [Parameter(ParameterSetName = "Model")]
    [ValidateNotNullOrEmpty]
    public string? CheckpointPath { get; set; }

    /// <summary>Seconds between two checkpoints; 0 for one after every iteration.</summary>
    [Parameter]
    [ValidateRange(0, double.MaxValue)]
    public double CheckpointInterval { get; set; } = Defaults.CheckpointInterval;

    /// <summary>Replace the checkpoint of another run.</summary>
    [Parameter(ParameterSetName = "Model")]
    public SwitchParameter Force { get; set; }

    /// <summary>Iterations to make beyond those made.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    [Alias("Iterations", "n_iter", "max_iter")]
    public int MaxIteration { get; set; }

    /// <summary>The method.</summary>
    [Parameter(ParameterSetName = "Model")]
    [MethodName]
    public SneMethod Method { get; set; }

    /// <summary>Degrees of freedom of the Student-t kernel.</summary>
    [Parameter(ParameterSetName = "Model")]
    [Alias("dof")]
    public double DegreeOfFreedom { get; set; }

    /// <summary>Effective number of neighbors of every point.</summary>
    [Parameter(ParameterSetName = "Model")]
    public double Perplexity { get; set; }

    /// <summary>Step along the gradient.</summary>
    [Parameter(ParameterSetName = "Model")]
    [Alias("learning_rate", "eta")]
    [AutoNumber(IsChoice = false)]
    public double LearningRate { get; set; }

    /// <summary>Factor on the attraction in the first iterations.</summary>
    [Parameter(ParameterSetName = "Model")]
    [Alias("early_exaggeration", "exaggeration_factor")]
    [AutoNumber(IsChoice = false)]
    public double EarlyExaggeration { get; set; }

    /// <summary>How many iterations are exaggerated.</summary>
    [Parameter(ParameterSetName = "Model")]
    [Alias("early_exaggeration_iter", "stop_lying_iter")]
    public int EarlyExaggerationIteration { get; set; }

    /// <summary>The run has converged when the cost stays within this share of itself over 20 iterations.</summary>
    [Parameter]
    public double Tolerance { get; set; }

    /// <summary>Return one SneModel, which is what is returned unless something else is asked for.</summary>
    [Parameter]
    public SwitchParameter AsModel { get; set; }

    /// <summary>Return one Embedding.</summary>
    [Parameter]
    public SwitchParameter AsEmbedding { get; set; }

    /// <summary>Return the rows with their coordinates.</summary>
    [Parameter]
    public SwitchParameter AsRow { get; set; }

    /// <summary>Iterations between maps that are kept on the way.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int SnapshotInterval { get; set; }

    /// <summary>Leave out what new points do not need.</summary>
    [Parameter]
    public SwitchParameter Compact { get; set; }

    /// <summary>Number of threads.</summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    [Alias("n_jobs", "num_threads")]
    public int ThrottleLimit { get; set; } = Defaults.Embedding.ThreadCount;

    /// <inheritdoc/>
    protected override void BeginProcessing() => Terminating(RequireConsistent);

    /// <inheritdoc/>
    protected override void ProcessRecord() => Terminating(Resume);

    /// <inheritdoc/>
    private protected override object? Target(SneException error) => error.Error == SneError.InvalidFile ? CheckpointPath : base.Target(error) ?? Model ?? (object?)CheckpointPath;

    private void RequireConsistent()
    {
        string[] forms = [.. new[] { nameof(AsModel), nameof(AsEmbedding), nameof(AsRow) }.Where(IsGiven)];
        if (forms.Length > 1)
            throw new SneException(SneError.InvalidOption, $"-{forms[0]} and -{forms[1]} exclude each other: a model has its embedding as a property, and that has its points.", column: forms[1]);
        if (Compact && (AsEmbedding || AsRow))
            throw new SneException(SneError.InvalidOption, "-Compact is for the model that is returned unless something else is asked for.", column: nameof(Compact));
        if (Compact && IsGiven(nameof(SnapshotInterval)))
            throw new SneException(SneError.InvalidOption, "-SnapshotInterval keeps maps beside the last one, and -Compact leaves them out of the model: use one of them.", column: nameof(Compact));
        if (CheckpointPath is null && Array.Find([nameof(CheckpointInterval), nameof(Force)], IsGiven) is { } alone)
            throw new SneException(SneError.InvalidOption, $"-{alone} is for the checkpoints that -CheckpointPath names.", column: alone);
    }

    private void Resume()
    {
        if (CheckpointPath is not null && _checkpoints is not null)
            throw new SneException(SneError.InvalidOption, $"'{CheckpointPath}' holds the run of the model before this one: give every run a file of its own.", column: nameof(CheckpointPath));
        if (CheckpointPath is not null)
            _checkpoints = CheckpointPlace.Named(this, CheckpointPath, CheckpointInterval, Force, isNew: Model is not null);
        SneModel model = Model is null ? GoOn(_checkpoints!) : FromModel();
        IEnumerable<object> output = AsEmbedding ? [model.Embedding] : AsRow ? MappedRows.Of(model) : [Compact ? model.Compact() : model];
        if (Cancellation.IsCancellationRequested)
            GiveToOutVariable(output);
        Cancellation.ThrowIfCancellationRequested();
        if (model.Embedding.StopReason == StopReason.IterationLimit)
            WriteWarnings(model.Embedding.Warnings.Where(StochasticNeighborEmbedding.IsUnfinished));
        WriteObject(output, enumerateCollection: true);
    }

    private SneModel GoOn(CheckpointPlace place)
    {
        SneModel model = Reporting("embedding", progress => place.Run(() => CheckpointFile.Resume(place.Options, Options(), progress.Report, Cancellation), StopProcessing));
        Tell(FormattableString.Invariant($"went on from '{CheckpointPath}': {model.Embedding.Iterations} iterations, {model.Embedding.StopReason}, divergence {model.Embedding.Divergence:0.####}; {Summary.Stages(model.Embedding)}"));
        return model;
    }

    private SneModel FromModel()
    {
        ResumeOptions how = Options();
        bool goesOn = Model.GoesOn(how);
        if (Model.IsCompact)
            WriteWarning("The model is compact: its neighbors are found again, and the run begins at its map, with no memory of the steps that led there.");
        TellOfSnapshots(Model.Count, Model.ToOptions(how), isModel: true);
        SneModel model = Reporting("embedding", progress => _checkpoints is { } place
            ? place.Run(() => Model.Resume(how, place.Options, progress.Report, Cancellation), StopProcessing)
            : Model.Resume(how, progress.Report, Cancellation));
        int before = goesOn ? Model.Embedding.Iterations : 0;
        if (!Stopping && model.Embedding.Iterations == before && how.MaxIteration is not 0 && model.Embedding.StopReason == StopReason.Converged)
            WriteWarning(FormattableString.Invariant($"The run had converged, and no step was made: a -Tolerance below {Model.Options.Descent.Tolerance} lets it go on."));
        if (!Stopping)
            Tell(FormattableString.Invariant($"{(goesOn ? "went on" : "began at the map")}: {model.Embedding.Iterations - before} iterations, {model.Embedding.StopReason}, divergence {model.Embedding.Divergence:0.####}; {Summary.Stages(model.Embedding)}"));
        return model;
    }

    private ResumeOptions Options()
    {
        Objective? made = Model?.Options.Objective;
        return new ResumeOptions
        {
            MaxIteration = IsGiven(nameof(MaxIteration)) ? MaxIteration : null,
            Objective = made is { } cost ? new Objective(IsGiven(nameof(Method)) ? Method : cost.Method, IsGiven(nameof(DegreeOfFreedom)) ? DegreeOfFreedom : cost.DegreeOfFreedom) : null,
            Perplexity = IsGiven(nameof(Perplexity)) ? Perplexity : null,
            LearningRate = IsGiven(nameof(LearningRate)) ? LearningRate : null,
            EarlyExaggeration = IsGiven(nameof(EarlyExaggeration)) ? EarlyExaggeration : null,
            EarlyExaggerationIteration = IsGiven(nameof(EarlyExaggerationIteration)) ? EarlyExaggerationIteration : null,
            Tolerance = IsGiven(nameof(Tolerance)) ? Tolerance : null,
            SnapshotInterval = IsGiven(nameof(SnapshotInterval)) ? SnapshotInterval : null,
            ThreadCount = ThrottleLimit,
        };
    }
}
