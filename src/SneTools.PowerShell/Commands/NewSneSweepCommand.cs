using System.Collections;
using System.Management.Automation;

namespace SneTools.PowerShell.Commands;

/// <summary>Plans a sweep: many runs, looked at before any begins: New-SneSweep.</summary>
[Cmdlet(VerbsCommon.New, "SneSweep", SupportsShouldProcess = true, DefaultParameterSetName = "Parameter", HelpUri = HelpAddress.Pages + "New-SneSweep.md")]
[OutputType(typeof(SweepFolder))]
public sealed class NewSneSweepCommand : ReadingCommand
{
    private readonly List<string> _files = [];

    /// <summary>The folder that the sweep is to have.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [Alias("LiteralPath")]
    public string Path { get; set; } = string.Empty;

    /// <summary>The files of data; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = "Parameter", Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "Model", Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "Run", Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Data { get; set; } = [];

    /// <summary>Values of parameters of Invoke-SneEmbedding, of which every combination is a run.</summary>
    [Parameter(ParameterSetName = "Parameter", Position = 2)]
    [ValidateNotNull]
    public IDictionary? Parameter { get; set; }

    /// <summary>A table with a row for every run.</summary>
    [Parameter(ParameterSetName = "Run", Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public object[] Run { get; set; } = [];

    /// <summary>The file of a model whose map the rows of the files are placed in.</summary>
    [Parameter(ParameterSetName = "Model", Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Model { get; set; } = string.Empty;

    /// <summary>The most rows of a shard; by default a file is one.</summary>
    [Parameter(ParameterSetName = "Model")]
    [ValidateRange(1, int.MaxValue)]
    public int ShardSize { get; set; }

    /// <summary>Columns that ride along and are not embedded.</summary>
    [Parameter(ParameterSetName = "Parameter")]
    [Parameter(ParameterSetName = "Run")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[]? Label { get; set; }

    /// <summary>What a run leaves: its map, or a model.</summary>
    [Parameter(ParameterSetName = "Parameter")]
    [Parameter(ParameterSetName = "Run")]
    public SweepResultType ResultType { get; set; }

    /// <summary>The format of maps.</summary>
    [Parameter(ParameterSetName = "Parameter")]
    [Parameter(ParameterSetName = "Run")]
    public EmbeddingFormat Format { get; set; }

    /// <summary>Measure every map.</summary>
    [Parameter(ParameterSetName = "Parameter")]
    [Parameter(ParameterSetName = "Run")]
    public SwitchParameter Measure { get; set; }

    /// <summary>Draw every map.</summary>
    [Parameter(ParameterSetName = "Parameter")]
    [Parameter(ParameterSetName = "Run")]
    public SwitchParameter Plot { get; set; }

    /// <summary>Replace a sweep that is there, with all its results.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Terminating(() => _files.AddRange(Data.SelectMany(path => Resolve(path))));

    /// <inheritdoc/>
    protected override void EndProcessing() => Terminating(Plan);

    /// <inheritdoc/>
    private protected override object? Target(SneException error) => base.Target(error) ?? error.Column ?? Path;

    private void Plan()
    {
        string folder = OutputFile.Named(this, Path, Force).Path;
        if (SweepFolder.Exists(folder) && !Force)
            Refuse("FileExists", ErrorCategory.ResourceExists, new IOException($"The folder '{Path}' holds a sweep already. Invoke-SneSweep goes on with it; -Force replaces it, with all its results."));
        var reading = SweepReading.Of(Reading());
        var runs = new SweepRuns(Common(), file => DataFile.ReadColumns(file, reading.ToOptions(new SweepSettings()), Cancellation));
        var request = new SweepRequest
        {
            Runs = ParameterSetName == "Run" ? runs.Read(Run, _files, (path, row) => Resolve(path, row)) : runs.Cross(_files, Parameter),
            Model = ParameterSetName == "Model" ? ResolveModel() : null,
            ShardSize = IsGiven(nameof(ShardSize)) ? ShardSize : null,
            Reading = reading,
            ResultType = ResultType,
            Format = Format,
            Measure = Measure,
            Plot = Plot,
        };
        SweepPlan plan = null!;
        try
        {
            plan = Reporting("plan", progress => SweepPlanner.Plan(
                request, folder, (table, count) => progress.Report((table - 1.0) / count, FormattableString.Invariant($"file {table} of {count}")), WriteWarning, Cancellation));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Refuse("FileUnreadable", ErrorCategory.ReadError, error);
        }

        if (!ShouldProcess(folder, FormattableString.Invariant($"Plan {plan.Runs.Length} runs")))
            return;
        try
        {
            WriteObject(SweepFolder.Create(folder, plan, Force));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Refuse("FileUnwritable", ErrorCategory.WriteError, error);
        }
    }

    private string ResolveModel()
    {
        string[] files = Resolve(Model);
        return files.Length == 1 ? files[0] : throw new SneException(SneError.InvalidOption, $"'{Model}' stands for {files.Length} files: rows are placed in the map of one model.", column: nameof(Model));
    }

    /// <summary>The files that a name stands for; there is at least one.</summary>
    private string[] Resolve(string path) => Resolve(path, null);

    private string[] Resolve(string path, int? row)
    {
        string where = row is { } number ? FormattableString.Invariant($"Row {number} of -Run: ") : string.Empty;
        try
        {
            // A file whose name has brackets is meant where it is there.
            string literal = FilePath.Literal(SessionState, path, out ProviderInfo provider);
            string[] files = File.Exists(literal) ? [literal] : [.. GetResolvedProviderPathFromPSPath(path, out provider)];
            if (provider.Name == "FileSystem" && files.FirstOrDefault(Directory.Exists) is { } folder)
                Refuse("PathIsFolder", ErrorCategory.ObjectNotFound, new FileNotFoundException($"{where}'{folder}' is a folder, not a file.", path), path);
            if (provider.Name == "FileSystem" && files.Length > 0)
                return files;
        }
        catch (Exception error) when (error is ItemNotFoundException or SessionStateException or WildcardPatternException)
        {
            // As below.
        }

        Refuse("PathNotFound", ErrorCategory.ObjectNotFound, new FileNotFoundException($"{where}There is no file '{path}'.", path), path);
        return [];
    }

    private void Refuse(string id, ErrorCategory category, Exception error, object? target = null) => ThrowTerminatingError(new ErrorRecord(error, id, category, target ?? Path));

    /// <summary>What was said of the columns, for all runs.</summary>
    private Dictionary<string, object> Common()
    {
        var result = new Dictionary<string, object>();
        foreach ((string name, object? value) in ((string, object?)[])
            [
                (nameof(Property), Property), (nameof(ExcludeProperty), ExcludeProperty), (nameof(Label), Label),
                (nameof(Categorical), Categorical), (nameof(Date), Date), (nameof(MissingValue), MissingValue),
            ])
        {
            if (IsGiven(name) && value is not null)
                result.Add(name, value);
        }

        return result;
    }
}
