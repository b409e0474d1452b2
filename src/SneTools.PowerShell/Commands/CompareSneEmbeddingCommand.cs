using System.Management.Automation;

namespace SneTools.PowerShell.Commands;

/// <summary>Tells whether maps are the same, however each is turned: Compare-SneEmbedding.</summary>
[Cmdlet(VerbsData.Compare, "SneEmbedding", HelpUri = HelpAddress.Pages + "Compare-SneEmbedding.md")]
[OutputType(typeof(MapComparison), typeof(bool), typeof(Embedding), typeof(PSObject))]
public sealed class CompareSneEmbeddingCommand : SneCommand
{
    private readonly List<object?> _given = [];
    private RowCollector? _rows;
    private object? _blamed;

    /// <summary>The maps.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public object? InputObject { get; set; }

    /// <summary>The map that they are compared with; by default the first of them.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNull]
    public object? Reference { get; set; }

    /// <summary>The columns that tell which row is which; by default rows are matched by their number.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[]? MatchBy { get; set; }

    /// <summary>Neighbors of a point.</summary>
    [Parameter]
    public int NeighborCount { get; set; }

    /// <summary>The largest Procrustes distance of maps that are the same.</summary>
    [Parameter]
    public double Tolerance { get; set; } = Defaults.Comparison.Tolerance;

    /// <summary>Compare every map with every other one.</summary>
    [Parameter]
    public SwitchParameter Pairwise { get; set; }

    /// <summary>Return one boolean: true when all maps are the same.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>Return the maps as they lie on the reference.</summary>
    [Parameter]
    public SwitchParameter AsAligned { get; set; }

    /// <summary>Seed of the samples.</summary>
    [Parameter]
    [Alias("random_state")]
    public int Seed { get; set; }

    /// <summary>Number of threads.</summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    [Alias("n_jobs", "num_threads")]
    public int ThrottleLimit { get; set; } = Defaults.Embedding.ThreadCount;

    private string[] Columns => MatchBy ?? [];

    /// <inheritdoc/>
    protected override void BeginProcessing() => Terminating(() =>
    {
        if (Reference is not null && Pairwise)
            throw new SneException(SneError.InvalidOption, "-Reference and -Pairwise exclude each other: maps are compared with one, or all with each other.", column: nameof(Pairwise));
        if (AsAligned && (Pairwise || Quiet))
            throw new SneException(SneError.InvalidOption, $"-AsAligned and -{(Quiet ? nameof(Quiet) : nameof(Pairwise))} exclude each other: a map is returned as it lies on the one reference.", column: nameof(AsAligned));
    });

    /// <inheritdoc/>
    protected override void ProcessRecord() => Terminating(() =>
    {
        if (MapInput.IsWhole(InputObject))
        {
            _given.AddRange(MapInput.Split(InputObject));
            return;
        }

        // Rows that come one by one are one map, wherever they come.
        if (_rows is null)
            _given.Add(_rows = new RowCollector());
        _rows.Add(InputObject);
    });

    /// <inheritdoc/>
    protected override void EndProcessing() => Terminating(Compare);

    /// <inheritdoc/>
    private protected override object? Target(SneException error) => error.Error switch
    {
        SneError.NotARow => InputObject,
        SneError.InvalidOption => base.Target(error),
        _ => base.Target(error) ?? _blamed ?? InputObject,
    };

    private void Compare()
    {
        MapInput[] maps = [.. _given.Select((map, k) => Blaming(map, _given.Count > 1 ? k + 1 : null, () => map is RowCollector rows ? MapInput.Of(rows, Columns, Cancellation) : MapInput.Read(map, Columns, Cancellation)))];
        MapInput? reference = Reference is null ? null : Blaming(Reference, 0, () => MapInput.Read(Reference, Columns, Cancellation));
        if (maps.Length < (reference is null ? 2 : 1))
            throw new SneException(SneError.EmptyInput, maps.Length == 0 ? "There are no maps in the input." : "There is one map in the input, and none to compare it with: give one by -Reference, or more maps.");
        using var team = new ThreadTeam(ThrottleLimit, Cancellation);
        bool isSame = true;
        if (AsAligned && reference is null)
            Write(maps[0].Move(maps[0].Map, Cancellation), maps.Length == 1);
        foreach ((int map, int other) in Pairs(maps.Length, reference is not null))
        {
            MapComparison comparison = Compare(maps[map], map + 1, other < 0 ? reference! : maps[other], other + 1, team);
            isSame &= comparison.IsSame;
            if (AsAligned)
                Write(maps[map].Move(comparison.Aligned, Cancellation), maps.Length == 1);
            else if (!Quiet)
                WriteObject(comparison);
        }

        if (Quiet)
            WriteObject(isSame);
    }

    /// <summary>Which maps are compared with which, counted from 0; -1 for the reference that was given.</summary>
    private IEnumerable<(int Map, int Reference)> Pairs(int count, bool hasReference)
    {
        if (hasReference)
            return Enumerable.Range(0, count).Select(map => (map, -1));
        return Enumerable.Range(0, Pairwise ? count - 1 : 1).SelectMany(reference => Enumerable.Range(reference + 1, count - reference - 1).Select(map => (map, reference)));
    }

    private MapComparison Compare(MapInput map, int number, MapInput reference, int referenceNumber, ThreadTeam team) => Blaming(map.Source, number, () =>
    {
        string?[]? labels = MatchBy is null ? null : map.Labels(MatchBy);
        RowMatching matching = labels is null
            ? RowMatching.ByIndex(map.Map.Rows, reference.Map.Rows)
            : RowMatching.ByLabel(labels, reference.Labels(MatchBy!), string.Join(", ", MatchBy!));
        var options = new MapComparisonOptions
        {
            NeighborCount = IsGiven(nameof(NeighborCount)) ? NeighborCount : null,
            Tolerance = Tolerance,
            Seed = Seed,
        };
        MapComparison comparison = Reporting("comparison", progress => MapComparison.Run(
            map.Map, reference.Map, matching, options, team, labels, share => progress.Report(share, "neighbors of the points"), number, referenceNumber));
        foreach (string warning in comparison.Warnings)
            WriteWarning($"{Name(number)} and {(referenceNumber == 0 ? "the reference" : $"map {referenceNumber}")}: {warning}");
        Tell(FormattableString.Invariant($"{Name(number)} and {(referenceNumber == 0 ? "the reference" : $"map {referenceNumber}")}: {comparison}; {Summary.Seconds(comparison.Elapsed)}"));
        return comparison;
    });

    private static string Name(int? number) => number == 0 ? "The reference" : $"Map {number}";

    /// <summary>Does work on a map that is to blame for its errors, which name it by its number.</summary>
    private T Blaming<T>(object? map, int? number, Func<T> work)
    {
        _blamed = map is RowCollector rows ? rows.Source(1) : map;
        try
        {
            return work();
        }
        catch (SneException error) when (number is not null && error.Error is not SneError.InvalidOption)
        {
            throw new SneException(error.Error, $"{Name(number)}: {error.Message}", error.Row, error.Column, error);
        }
    }

    /// <summary>Passes a map on: rows one by one where they are the only ones, else each map as one object.</summary>
    private void Write(object map, bool isOnly) => WriteObject(map, enumerateCollection: isOnly);
}
