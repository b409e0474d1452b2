using System.Management.Automation;

namespace SneTools.PowerShell.Commands;

/// <summary>Goes on with the run that made a model: Resume-SneEmbedding.</summary>
[Cmdlet(VerbsLifecycle.Resume, "SneEmbedding")]
[OutputType(typeof(SneModel))]
public sealed class ResumeSneEmbeddingCommand : SneCommand
{
    /// <summary>The model.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public SneModel Model { get; set; } = null!;

    /// <summary>Iterations to make beyond those made.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int MaxIteration { get; set; }

    /// <summary>The method.</summary>
    [Parameter]
    public SneMethod Method { get; set; }

    /// <summary>Degrees of freedom of the Student-t kernel.</summary>
    [Parameter]
    public double DegreeOfFreedom { get; set; }

    /// <summary>Effective number of neighbors of every point.</summary>
    [Parameter]
    public double Perplexity { get; set; }

    /// <summary>Step along the gradient.</summary>
    [Parameter]
    public double LearningRate { get; set; }

    /// <summary>Factor on the attraction in the first iterations.</summary>
    [Parameter]
    public double EarlyExaggeration { get; set; }

    /// <summary>How many iterations are exaggerated.</summary>
    [Parameter]
    public int EarlyExaggerationIteration { get; set; }

    /// <summary>The run has converged when the cost stays within this share of itself over 20 iterations.</summary>
    [Parameter]
    public double Tolerance { get; set; }

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
    public int ThrottleLimit { get; set; } = Defaults.Embedding.ThreadCount;

    /// <inheritdoc/>
    protected override void ProcessRecord() => Terminating(Resume);

    /// <inheritdoc/>
    private protected override object? Target(SneException error) => base.Target(error) ?? Model;

    private void Resume()
    {
        ResumeOptions how = Options();
        bool goesOn = Model.GoesOn(how);
        if (Model.IsCompact)
            WriteWarning("The model is compact: its neighbors are found again, and the run begins at its map, with no memory of the steps that led there.");
        TellOfSnapshots(Model.Count, Model.ToOptions(how), isModel: true);
        SneModel model = Reporting("embedding", progress => Model.Resume(how, progress.Report, Cancellation));
        Cancellation.ThrowIfCancellationRequested();
        int before = goesOn ? Model.Embedding.Iterations : 0;
        if (model.Embedding.Iterations == before && how.MaxIteration is not 0 && model.Embedding.StopReason == StopReason.Converged)
            WriteWarning(FormattableString.Invariant($"The run had converged, and no step was made: a -Tolerance below {Model.Options.Descent.Tolerance} lets it go on."));
        Tell(FormattableString.Invariant(
            $"{(goesOn ? "went on" : "began at the map")}: {model.Embedding.Iterations - before} iterations, {model.Embedding.StopReason}, divergence {model.Embedding.Divergence:0.####}; {Summary.Stages(model.Embedding)}"));
        WriteObject(Compact ? model.Compact() : model);
    }

    private ResumeOptions Options()
    {
        Objective made = Model.Options.Objective;
        return new ResumeOptions
        {
            MaxIteration = IsGiven(nameof(MaxIteration)) ? MaxIteration : null,
            Objective = new Objective(IsGiven(nameof(Method)) ? Method : made.Method, IsGiven(nameof(DegreeOfFreedom)) ? DegreeOfFreedom : made.DegreeOfFreedom),
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
