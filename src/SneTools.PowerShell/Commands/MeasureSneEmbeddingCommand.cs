using System.Management.Automation;

namespace SneTools.PowerShell.Commands;

/// <summary>Measures how far a map can be believed: Measure-SneEmbedding.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "SneEmbedding", HelpUri = HelpAddress.Pages + "Measure-SneEmbedding.md")]
[OutputType(typeof(EmbeddingQuality))]
public sealed class MeasureSneEmbeddingCommand : RowCommand
{
    private Dataset? _data;
    private bool _hasEmbedding;

    /// <summary>The data that the map is one of: rows, or a Dataset.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Data { get; set; }

    /// <summary>The column of classes.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string? Label { get; set; }

    /// <summary>Neighbors of a point.</summary>
    [Parameter]
    public int NeighborCount { get; set; } = Defaults.Quality.NeighborCount;

    /// <summary>What near means in the data.</summary>
    [Parameter]
    [MetricName]
    public NeighborMetric Metric { get; set; }

    /// <summary>The most points whose neighborhoods are compared.</summary>
    [Parameter]
    public int SampleCount { get; set; }

    /// <summary>How many of the points that are placed worst are named.</summary>
    [Parameter]
    public int WorstCount { get; set; } = Defaults.Quality.WorstCount;

    /// <summary>Seed of the samples.</summary>
    [Parameter]
    [Alias("random_state")]
    public int Seed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Terminating(() =>
    {
        if (InputRow.Input(InputObject) is not Embedding embedding)
        {
            RequireAlone(_hasEmbedding);
            Rows.Add(InputObject);
            return;
        }

        RequireAlone(Rows.Rows.Count > 0 || Rows.Dataset is not null);
        _hasEmbedding = true;
        MeasureEmbedding(embedding);
    });

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!_hasEmbedding)
            Terminating(MeasureRows);
    }

    private static void RequireAlone(bool hasOther)
    {
        if (hasOther)
            throw new SneException(SneError.NotARow, "The input holds an embedding beside rows; pass embeddings, or the rows of one map.");
    }

    private void MeasureEmbedding(Embedding embedding)
    {
        if (Data is null)
            RequireNoSelection();
        using var team = new ThreadTeam(ThrottleLimit, Cancellation);
        Dataset? data = Data is null ? null : ReadData(team);
        NeighborMetric metric = IsGiven(nameof(Metric)) ? Metric : embedding.Metric;
        if (data is not null && metric == NeighborMetric.Precomputed)
            throw new SneException(SneError.InvalidOption, "-Data are rows, and the map is one of distances that were given: say by -Metric what near means between the rows.", column: nameof(Metric));
        Write(embedding.Map, data?.Values ?? embedding.Data, embedding, [.. embedding.Labels, .. data?.Labels ?? []], metric, team);
    }

    /// <summary>Measures rows with Y1 … Yl, the map; their other numbers are the data, unless there is -Data.</summary>
    private void MeasureRows()
    {
        string[] coordinates = MapArgument.Coordinates(Rows.Names);
        Dataset rows = Rows.Build(SelectMap(coordinates), MissingValue, Cancellation);
        if (coordinates.Length == 0)
            throw new SneException(SneError.InvalidMap, "The rows have no column Y1, so there is no map to measure.");
        WarnOfReading(Rows, rows);
        if (Data is null && Property is null)
            rows = WithoutClasses(rows, coordinates);
        using var team = new ThreadTeam(ThrottleLimit, Cancellation);
        Dataset? data = null;
        if (Data is not null)
            data = ReadData(team);
        else if (rows.Dimension > coordinates.Length)
            data = Prepare(rows.Select(new ColumnSelection(ExcludeProperty: coordinates)), team);
        Matrix map = MapArgument.InOrder(rows.Select(new ColumnSelection(coordinates)));
        Write(map, data?.Values, null, [.. rows.Labels, .. data?.Labels ?? []], Metric, team);
    }

    /// <summary>The rows of a map's own file, in which numbers beside the map are classes and no data: fewer of them than the map has dimensions,
    /// which it cannot be a map of, or no more, and all of them whole numbers that repeat.</summary>
    private Dataset WithoutClasses(Dataset rows, string[] coordinates)
    {
        string[] others = [.. rows.Columns.Except(coordinates, StringComparer.OrdinalIgnoreCase)];
        if (others.Length == 0 || others.Length > coordinates.Length)
            return rows;
        string[] classes = [.. others.Where(name => QualityCheck.IsClass(rows, name))];
        if (others.Length == coordinates.Length && classes.Length < others.Length)
            return rows;
        string names = string.Join(", ", others.Select(name => $"'{name}'"));
        WriteWarning($"The {(others.Length == 1 ? $"column {names} is" : $"columns {names} are")} taken for classes and not for data of a map of {coordinates.Length} dimensions. Name data by -Property, or give them as -Data.");
        return rows.Select(new ColumnSelection(Label: [.. classes, .. others.Except(classes), .. rows.Labels.Select(label => label.Name)]) { IsLiteral = true });
    }

    /// <summary>What is read of rows with a map: its coordinates, and their other numbers unless there is -Data.</summary>
    private ColumnSelection SelectMap(string[] coordinates)
    {
        string[]? label = LabelOf(Rows);
        if (Data is not null)
            return new ColumnSelection(coordinates, null, label);
        return new ColumnSelection(Property is { Length: > 0 } ? [.. Property, .. coordinates] : null, ExcludeProperty, label, Categorical, Date);
    }

    /// <summary>Reads -Data, once for all maps.</summary>
    private Dataset ReadData(ThreadTeam team)
    {
        if (_data is not null)
            return _data;
        var rows = new RowCollector();
        rows.Add(Data);
        Dataset data = rows.Build(Selection(LabelOf(rows)), MissingValue, Cancellation);
        WarnOfReading(rows, data);
        return _data = Prepare(data, team);
    }

    /// <summary>-Label, if these rows have the column.</summary>
    private string[]? LabelOf(RowCollector rows) =>
        Label is not null && rows.Names.Contains(Label, StringComparer.OrdinalIgnoreCase) ? [Label] : null;

    private LabelColumn? FindLabel(IReadOnlyList<LabelColumn> labels)
    {
        if (Label is null)
            return QualityCheck.FindClasses(labels);
        return labels.FirstOrDefault(label => label.Name.Equals(Label, StringComparison.OrdinalIgnoreCase))
            ?? throw new SneException(
                SneError.ColumnNotFound,
                labels.Count == 0
                    ? $"There is no column '{Label}' of labels; no column rode along."
                    : $"There is no column '{Label}' of labels; those that rode along are {Summary.Names([.. labels.Select(label => label.Name)])}.",
                column: Label);
    }

    private void Write(
        Matrix map,
        Matrix? data,
        Embedding? embedding,
        IReadOnlyList<LabelColumn> labels,
        NeighborMetric metric,
        ThreadTeam team)
    {
        var options = new QualityOptions
        {
            NeighborCount = NeighborCount,
            SampleCount = IsGiven(nameof(SampleCount)) ? SampleCount : null,
            Metric = metric,
            Label = FindLabel(labels),
            WorstCount = WorstCount,
            Seed = Seed,
        };
        EmbeddingQuality quality = Reporting("measures", progress => QualityCheck.Run(
            map, data, embedding, options, team, share => progress.Report(share, "neighborhoods of the points")));
        WriteWarnings(quality.Warnings);
        Tell(FormattableString.Invariant(
            $"{quality.SampleCount} of {quality.Count} points and {quality.PairCount} pairs measured in {Summary.Seconds(quality.Elapsed)}"));
        WriteObject(quality);
    }

    /// <summary>Refuses what selects or prepares data where the embedding brings its own.</summary>
    private void RequireNoSelection()
    {
        string[] options = [nameof(Property), nameof(ExcludeProperty), nameof(Categorical), nameof(Date), nameof(MissingValue), nameof(Standardize), nameof(PrincipalComponent)];
        if (options.FirstOrDefault(IsGiven) is { } option)
        {
            throw new SneException(
                SneError.InvalidOption,
                $"-{option} is for rows and for -Data: an embedding is measured against the numbers that were embedded.",
                column: option);
        }
    }

    /// <inheritdoc/>
    private protected override object? Target(SneException error) => error.Error switch
    {
        SneError.RowCountMismatch => Data,
        SneError.NotARow => InputObject,
        _ => base.Target(error),
    };
}
