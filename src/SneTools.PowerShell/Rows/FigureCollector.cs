using System.Collections;
using System.Data;
using System.Management.Automation;
using SneTools.Plots;

namespace SneTools.PowerShell;

/// <summary>Gathers what Export-SnePlot draws: one map, as an embedding or as rows, several maps, or runs of a sweep that name theirs.</summary>
internal sealed class FigureCollector
{
    private readonly List<object?> _maps = [];
    private readonly List<object?> _runs = [];
    private readonly MapCollector _rows = new();
    private bool _hasRows;

    /// <summary>True for several maps; false for a single one, and for none.</summary>
    public bool IsGrid => _maps.Count > 1 || _runs.Count > 0;

    /// <summary>The one map of the input.</summary>
    /// <exception cref="SneException">There are several.</exception>
    public MapCollector Single
    {
        get
        {
            if (IsGrid)
                throw new SneException(SneError.InvalidMap, "There are several maps in the input, and only one can be shown so.");
            if (_maps.Count == 0)
                return _rows;
            return Collect(_maps[0]);
        }
    }

    /// <summary>The object that came with a row, if rows came.</summary>
    /// <param name="row">Number of the row, from 1.</param>
    public object? Source(int? row) => _rows.Source(row);

    /// <summary>Takes one input object.</summary>
    /// <exception cref="SneException"><see cref="SneError.NotARow"/>: it is no map, no run and no row, or another of these than before.
    /// </exception>
    public void Add(object? input)
    {
        if (InputRow.Input(input) is IEnumerable items and not (string or IDictionary or Array { Rank: > 1 } or DataTable) && items.Cast<object?>().FirstOrDefault() is { } first && (IsWhole(first) || RunMap.IsOne(first)))
        {
            foreach (object? item in items)
                Add(item);
            return;
        }

        if (IsWhole(input))
        {
            Require(_runs.Count == 0 && !_hasRows, "a map");
            _maps.Add(input);
        }
        else if (RunMap.IsOne(input))
        {
            Require(_maps.Count == 0 && !_hasRows, "a run that names its map");
            _runs.Add(input);
        }
        else
        {
            _rows.Add(input);
            Require(_runs.Count == 0 && _maps.Count == 0, "a row");
            _hasRows = true;
        }
    }

    /// <summary>The runs of the input whose costs are drawn, each with what came down the pipeline.</summary>
    /// <param name="command">The cmdlet, which is told of runs without a map.</param>
    /// <param name="observe">Is told the share that is read.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidMap"/>: what came has no history.</exception>
    public (object? Source, Embedding Run)[] Histories(SneCommand command, Action<double> observe, CancellationToken cancellation)
    {
        if (_maps.Count == 0 && _runs.Count == 0)
            throw new SneException(SneError.InvalidMap, "Rows have no history; -History needs an Embedding, as Invoke-SneEmbedding -AsEmbedding gives it.", column: "History");
        (List<object?> sources, List<object?> maps) = _runs.Count > 0 ? ReadRuns(command, observe, cancellation) : (_maps, _maps);
        return [.. sources.Zip(maps, (source, map) => (source, InputRow.Input(map) as Embedding ?? throw NoHistory(source)))];
    }

    private SneException NoHistory(object? source) => _runs.Count > 0
        ? new SneException(
            SneError.InvalidMap,
            $"The file of {RunMap.Name(source, _runs.IndexOf(source))} is a table, and only a model keeps the history of its run: plan the sweep by New-SneSweep -ResultType Model.",
            column: "History")
        : new SneException(SneError.InvalidMap, $"A {InputRow.Input(source)?.GetType().Name} has no history; -History needs embeddings, as Invoke-SneEmbedding -AsEmbedding gives them.", column: "History");

    /// <summary>Reads all maps for a figure.</summary>
    /// <param name="command">The cmdlet, which is told of runs without a map.</param>
    /// <param name="request">What is asked of every map.</param>
    /// <param name="caption">The properties that the captions are made of; null for the parameters in which runs differ.</param>
    /// <param name="matchBy">The columns by which points are found in other maps; null for their numbers.</param>
    /// <param name="observe">Is told the share that is read.</param>
    /// <exception cref="SneException">A map cannot be drawn, or there is none.</exception>
    public GridMap[] Read(SneCommand command, MapRequest request, string[]? caption, string[]? matchBy, Action<double> observe)
    {
        List<object?> sources = _maps;
        List<object?> maps = _maps;
        if (_runs.Count > 0)
            (sources, maps) = ReadRuns(command, observe, request.Cancellation);
        string[] captions = MapCaption.Of(sources, caption);
        string[][] parts = MapCaption.Parts(sources, caption);
        return [.. maps.Select((map, k) => Naming(captions[k], () =>
        {
            MapCollector collector = Collect(map);
            (Matrix points, LabelColumn? chosen, LabelColumn[] columns) = collector.Read(request);
            return new GridMap(captions[k], points)
            {
                Parts = parts[k],
                Color = chosen,
                Columns = columns,
                Data = _runs.Count > 0 ? MapCaption.Text(sources[k], "Data") : null,
                Labels = collector.Labels,
                Keys = matchBy is null ? null : collector.Keys(matchBy),
            };
        }))];
    }

    /// <summary>The maps of the runs that have one; the others are left out with a warning.</summary>
    private (List<object?> Runs, List<object?> Maps) ReadRuns(SneCommand command, Action<double> observe, CancellationToken cancellation)
    {
        var runs = new List<object?>();
        var maps = new List<object?>();
        var without = new List<string>();
        for (int k = 0; k < _runs.Count; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            observe((double)k / _runs.Count);
            string name = RunMap.Name(_runs[k], k);
            if (RunMap.Path(_runs[k]) is not { } path)
            {
                without.Add($"{name} ({RunMap.Reason(_runs[k], "it names no file")})");
                continue;
            }

            if (FilePath.Existing(command.SessionState, path) is not { } full)
            {
                without.Add($"{name} ({RunMap.Reason(_runs[k], $"there is no file '{path}'")})");
                continue;
            }

            try
            {
                maps.Add(RunMap.Read(full, cancellation));
                runs.Add(_runs[k]);
            }
            catch (Exception error) when (error is SneException or IOException or UnauthorizedAccessException)
            {
                without.Add($"{name} ({error.Message.TrimEnd('.')})");
            }
        }

        string missing = string.Join(", ", without.Take(3)) + (without.Count > 3 ? $" and {without.Count - 3} more" : string.Empty);
        if (maps.Count == 0)
            throw new SneException(SneError.EmptyInput, $"No run of the input has a map to draw: {missing}.");
        if (without.Count > 0)
            command.WriteWarning($"Runs left out, {without.Count} of {_runs.Count}, which have no map to draw: {missing}.");
        return (runs, maps);
    }

    /// <summary>True for what is a map of itself; whatever follows a row and has properties is a row, too.</summary>
    private bool IsWhole(object? value) =>
        InputRow.Input(value) is Embedding or Dataset or MapSnapshot or Affinities || (!_hasRows && value is PSObject { BaseObject: PSCustomObject } && SerializedEmbedding.IsOne(value));

    private static MapCollector Collect(object? map)
    {
        var collector = new MapCollector();
        collector.Add(map);
        return collector;
    }

    private static T Naming<T>(string caption, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SneException error)
        {
            throw new SneException(error.Error, $"Map '{caption}': {error.Message}", error.Row, error.Column, error);
        }
    }

    private static void Require(bool isAlike, string what)
    {
        if (!isAlike)
            throw new SneException(SneError.NotARow, $"The input holds {what} beside other things: pass the rows of one map, or whole maps, or runs that name theirs.");
    }
}
