using System.Diagnostics;
using System.Management.Automation;
using SneTools.Plots;

namespace SneTools.PowerShell.Commands;

/// <summary>Draws maps, the history of a run, or curves of a table, to a file: Export-SnePlot.</summary>
[Cmdlet(VerbsData.Export, "SnePlot", SupportsShouldProcess = true, DefaultParameterSetName = "Map", HelpUri = HelpAddress.Pages + "Export-SnePlot.md")]
[OutputType(typeof(void), typeof(FileInfo))]
public sealed class ExportSnePlotCommand : MapCommand
{
    private const string Page = ".html";
    private const double UsualAspect = 1.25;
    private const int LeastSide = 100;
    private const int MostSide = 10_000;

    private readonly FigureCollector _figure = new();
    private readonly RowCollector _table = new();
    private readonly RnxCollector _measures = new();
    private OutputFile _file = null!;
    private SharedScriptFile _script = null!;

    /// <summary>The map: an Embedding, or rows with Y1, Y2; several maps, or runs that name theirs; or the rows of a table.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    /// <summary>The file to write; its extension is the format.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [Alias("LiteralPath")]
    public string Path { get; set; } = string.Empty;

    /// <summary>The column that gives the colors.</summary>
    [Parameter(ParameterSetName = "Map")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string? Color { get; set; }

    /// <summary>What that column's values are.</summary>
    [Parameter(ParameterSetName = "Map")]
    public ColorKind ColorKind { get; set; }

    /// <summary>Diameter of a point in pixels.</summary>
    [Parameter(ParameterSetName = "Map")]
    [ValidateRange(0.1, 1000)]
    public double PointSize { get; set; }

    /// <summary>How opaque points are.</summary>
    [Parameter(ParameterSetName = "Map")]
    [ValidateRange(0.001, 1)]
    public double Opacity { get; set; }

    /// <summary>Columns that a page shows of the point under the mouse; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = "Map")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[] HoverProperty { get; set; } = [];

    /// <summary>Draw the maps on the way, one after the other, also as .png.</summary>
    [Parameter(ParameterSetName = "Map")]
    public SwitchParameter Animate { get; set; }

    /// <summary>Frames a second of what moves.</summary>
    [Parameter(ParameterSetName = "Map")]
    [ValidateRange(1, 50)]
    public double FrameRate { get; set; } = 10;

    /// <summary>The properties that stand over each of several maps, or beside the color of its line; by default the parameters in which they
    /// differ.</summary>
    [Parameter(ParameterSetName = "Map")]
    [Parameter(ParameterSetName = "History")]
    [Parameter(ParameterSetName = "Rnx")]
    [ValidateNotNullOrEmpty]
    public string[]? Caption { get; set; }

    /// <summary>The columns by which the points of several maps are matched, to align them; by default their numbers.</summary>
    [Parameter(ParameterSetName = "Map")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[]? MatchBy { get; set; }

    /// <summary>Draw the cost by iteration instead of the map; of several runs, in one picture.</summary>
    [Parameter(ParameterSetName = "History", Mandatory = true)]
    public SwitchParameter History { get; set; }

    /// <summary>Draw R_NX, as Measure-SneEmbedding gives it.</summary>
    [Parameter(ParameterSetName = "Rnx", Mandatory = true)]
    public SwitchParameter Rnx { get; set; }

    /// <summary>The column of the table to the right.</summary>
    [Parameter(ParameterSetName = "Curve", Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string X { get; set; } = string.Empty;

    /// <summary>The columns upward, each in a panel of its own.</summary>
    [Parameter(ParameterSetName = "Curve", Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[] Y { get; set; } = [];

    /// <summary>The columns whose values make a line each.</summary>
    [Parameter(ParameterSetName = "Curve")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[] Series { get; set; } = [];

    /// <summary>Draw bars from 0 to the means.</summary>
    [Parameter(ParameterSetName = "Curve")]
    public SwitchParameter Bar { get; set; }

    /// <summary>How the horizontal axis is divided.</summary>
    [Parameter(ParameterSetName = "Curve")]
    [Parameter(ParameterSetName = "History")]
    [Parameter(ParameterSetName = "Rnx")]
    public AxisScale XScale { get; set; }

    /// <summary>How the vertical axes are divided.</summary>
    [Parameter(ParameterSetName = "Curve")]
    [Parameter(ParameterSetName = "History")]
    [Parameter(ParameterSetName = "Rnx")]
    public AxisScale YScale { get; set; }

    /// <summary>What stands over the picture.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>Width in pixels; a page is as wide as its window unless it is given.</summary>
    [Parameter]
    [ValidateRange(LeastSide, MostSide)]
    public int Width { get; set; } = 1000;

    /// <summary>Height in pixels; a page is as high as its window unless it is given.</summary>
    [Parameter]
    [ValidateRange(LeastSide, MostSide)]
    public int Height { get; set; } = 800;

    /// <summary>Colors of paper and ink.</summary>
    [Parameter]
    public PlotTheme Theme { get; set; }

    /// <summary>Let the pages of a folder share one file with the drawing library, so that each is small.</summary>
    [Parameter]
    public SwitchParameter SharedScript { get; set; }

    /// <summary>Open the file in the program that the system has for it.</summary>
    [Parameter]
    public SwitchParameter Open { get; set; }

    /// <summary>Replace a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Return the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _file = OutputFile.Named(this, Path, Force);
        _script = new SharedScriptFile(_file, Force);
        if (_file.Extension is not (".png" or ".svg" or Page or ".gif" or ".apng"))
            _file.RefuseFormat("plots are written as .png, .svg or .html, and maps that move as .gif, .apng or .html");
        _file.RequireFree();
        Terminating(RequireConsistent);
        if (SharedScript)
            _script.RequireFree();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Terminating(
        () =>
        {
            if (IsCurve)
                _table.Add(InputObject);
            else if (Rnx)
                _measures.Add(InputObject);
            else
                _figure.Add(InputObject);
        },
        _ => InputObject);

    /// <inheritdoc/>
    protected override void EndProcessing() => Terminating(Export);

    /// <inheritdoc/>
    private protected override object? Target(SneException error) => base.Target(error) ?? _figure.Source(error.Row) ?? _table.Source(error.Row);

    private bool IsCurve => ParameterSetName == "Curve";

    /// <inheritdoc/>
    private protected override string Advice => string.Empty;

    /// <summary>Whether the file shows maps on the way one after the other, and nothing else.</summary>
    private bool IsFilm => _file.Extension is ".gif" or ".apng" || (Animate && _file.Extension == ".png");

    /// <summary>Refuses an option that would be ignored.</summary>
    private void RequireConsistent()
    {
        if (ParameterSetName != "Map" && IsFilm)
            throw new SneException(SneError.InvalidOption, $"{(History ? "A history does" : "Curves do")} not move: write {(History ? "it" : "them")} as .png, .svg or .html, not as '{Path}'.", column: History ? nameof(History) : Rnx ? nameof(Rnx) : nameof(X));
        if ((Animate || IsGiven(nameof(FrameRate))) && !IsFilm && _file.Extension != Page)
        {
            throw new SneException(
                SneError.InvalidOption,
                $"-{(Animate ? nameof(Animate) : nameof(FrameRate))} is for what moves: .gif, .apng, .html, or .png with -Animate, not '{Path}'.",
                column: Animate ? nameof(Animate) : nameof(FrameRate));
        }

        if (SharedScript && _file.Extension != Page)
            throw new SneException(SneError.InvalidOption, $"-{nameof(SharedScript)} is for pages (.html): '{Path}' has no script to share.", column: nameof(SharedScript));
        if (HoverProperty.Length > 0 && _file.Extension != Page)
        {
            throw new SneException(
                SneError.InvalidOption,
                $"-HoverProperty is for pages (.html): nothing can be pointed at in '{Path}'.",
                column: nameof(HoverProperty));
        }
    }

    private void Export()
    {
        Action<Stream> write = IsCurve ? WriteTable() : History ? WriteHistory() : Rnx ? WriteRnx() : _figure.IsGrid ? WriteGrid() : WriteMap();
        if (!ShouldProcess(_file.Path, IsCurve || Rnx ? "Draw the curves" : History ? "Draw the history" : _figure.IsGrid ? "Draw the maps" : "Draw the map"))
            return;
        if (SharedScript)
            _script.Write();
        _file.Write(write);
        if (PassThru)
            WriteObject(new FileInfo(_file.Path));
        if (Open)
            OpenFile();
    }

    private Action<Stream> WriteMap()
    {
        RequireSingle();
        MapCollector map = _figure.Single;
        MapPlot plot = Reporting("measures", progress => map.Build(
            Request(Color, HoverProperty, share => progress.Report(share, "neighborhoods of the points")), Coloring(ColorKind, Theme), PointLook(), Title));
        MapMovie? movie = IsFilm || Animate || (_file.Extension == Page && map.Embedding is { Snapshots.Length: > 1 }) ? Movie(plot, map.Embedding) : null;
        if (_file.Extension == Page)
            return Apart(movie is null ? stream => MapPage.Write(plot, PageSize(), stream, SharedScript) : stream => MapPage.Write(movie, PageSize(), FrameRate, stream, SharedScript));
        WarnOfFonts();
        if (movie is not null)
        {
            FilmFormat film = _file.Extension == ".gif" ? FilmFormat.Gif : FilmFormat.Apng;
            return Apart((stream, observe) => MapFilm.Write(movie, new PlotSize(Width, Height), film, FrameRate, stream, observe, Cancellation), "frames");
        }

        return Apart(stream => MapPicture.Write(plot, PictureSize(), Format(), stream, isWidthFree: !IsGiven(nameof(Width)), isHeightFree: !IsGiven(nameof(Height))));
    }

    /// <summary>Draws on a thread of its own: a million points take seconds, in which nothing looks whether the user has had enough.</summary>
    /// <param name="draw">Draws to a stream, which takes nothing more when the user has stopped; it tells the share that is done.</param>
    /// <param name="unit">What is done one by one.</param>
    private Action<Stream> Apart(Action<Stream, Action<double>> draw, string unit = "") => stream => Reporting("drawing", progress =>
    {
        DoApart(observe => draw(stream, observe), share => progress.Report(share, unit));
        return true;
    });

    private Action<Stream> Apart(Action<Stream> draw) => Apart((stream, _) => draw(stream));

    /// <summary>What of a map is shown, and how large and opaque its points are.</summary>
    private MapLook PointLook() => Look() with
    {
        PointSize = IsGiven(nameof(PointSize)) ? PointSize : null,
        Opacity = IsGiven(nameof(Opacity)) ? Opacity : null,
    };

    /// <summary>The size asked for; where one side alone was, the other as long as is usual beside it.</summary>
    private PlotSize PictureSize() => (IsGiven(nameof(Width)), IsGiven(nameof(Height))) switch
    {
        (true, false) => new PlotSize(Width, Math.Clamp((int)Math.Round(Width / UsualAspect), LeastSide, MostSide)),
        (false, true) => new PlotSize(Math.Clamp((int)Math.Round(Height * UsualAspect), LeastSide, MostSide), Height),
        _ => new PlotSize(Width, Height),
    };

    /// <summary>The map on its way; of so many points that a page would become too large, with fewer frames.</summary>
    private MapMovie Movie(MapPlot plot, Embedding? embedding)
    {
        var movie = new MapMovie(plot, embedding?.Snapshots ?? []);
        int most = PlayerPart.MostFrames(plot);
        if (_file.Extension != Page || movie.Count <= most)
            return movie;
        WriteWarning($"A page with {movie.Count} maps of {plot.Count} points would take a browser long to open; it has {most} of them. A .gif has all.");
        return movie.Thin(most);
    }

    private Action<Stream> WriteHistory()
    {
        (object? Source, Embedding Run)[] runs = Reporting("runs", progress => _figure.Histories(this, share => progress.Report(share, "runs read"), Cancellation));
        if (runs.Length == 1)
        {
            RequireSingle();
            return WriteCurves(HistoryPlot.Of(runs[0].Run, XScale, YScale, Theme, Title));
        }

        (string[] series, string[] names, string legend) = MapCaption.Legend([.. runs.Select(run => run.Source)], Caption);
        return WriteCurves(HistoryPlot.Of([.. runs.Select((run, k) => (series[k], names[k], run.Run))], legend, XScale, YScale, Theme, Title));
    }

    private Action<Stream> WriteRnx()
    {
        if (_measures.Count == 1)
            RequireSingle();
        return WriteCurves(_measures.Build(Caption, XScale, YScale, Theme, Title));
    }

    /// <summary>Refuses what only several maps have.</summary>
    private void RequireSingle()
    {
        string? parameter = Caption is not null ? nameof(Caption) : MatchBy is not null ? nameof(MatchBy) : null;
        if (parameter is not null)
            throw new SneException(SneError.InvalidOption, $"-{parameter} is for several maps in one figure, and the input is one map.", column: parameter);
    }

    private Action<Stream> WriteGrid()
    {
        if (IsFilm || Animate || IsGiven(nameof(FrameRate)))
        {
            string parameter = Animate ? nameof(Animate) : IsGiven(nameof(FrameRate)) ? nameof(FrameRate) : nameof(Path);
            throw new SneException(SneError.InvalidOption, "Several maps in one figure do not move: write them as .png, .svg or .html, or pass one map.", column: parameter);
        }

        GridMap[] maps = Reporting("maps", progress => _figure.Read(this, Request(Color, HoverProperty, null), Caption, MatchBy, share => progress.Report(share, "maps read")));
        MapGrid grid = MapGrid.Of(maps, Coloring(ColorKind, Theme), PointLook(), Title, string.Join(", ", MatchBy ?? []));
        foreach (string warning in grid.Colors.Warnings)
            WriteWarning(warning);
        for (int k = 0; k < maps.Length; k++)
            Tell(grid.AlignedTo[k] == k ? $"{maps[k].Caption}: drawn as it is" : $"{maps[k].Caption}: aligned to {maps[grid.AlignedTo[k]].Caption}");
        if (_file.Extension == Page)
        {
            int every = GridPage.Stride(grid);
            if (every > 1)
                WriteWarning($"A page with {grid.Count} points would take a browser long to open; it has every {(every == 2 ? "second" : every == 3 ? "third" : $"{every}th")} point of each map. A .png has all.");
            return Apart(stream => GridPage.Write(grid, PageSize(), stream, SharedScript));
        }

        WarnOfFonts();
        return Apart(
            (stream, observe) => GridPicture.Write(grid, new PlotSize(Width, Height), Format(), stream, !IsGiven(nameof(Height)), !IsGiven(nameof(Width)), observe, Cancellation),
            "maps drawn");
    }

    private Action<Stream> WriteTable()
    {
        if (_table.Count == 0)
            throw new SneException(SneError.EmptyInput, "There are no rows in the input, of which curves could be drawn.");
        string[] ys = [.. Y.Distinct(StringComparer.OrdinalIgnoreCase)];
        CurveColumn[] columns = CurveTable.Read(_table, [X, .. ys, .. Series]);
        var plot = CurvePlot.Of(columns[0], columns[1..(ys.Length + 1)], columns[(ys.Length + 1)..], XScale, YScale, Theme, Title, Bar ? CurveForm.Bar : CurveForm.Line);
        foreach (IGrouping<int, CurvePanel> panels in plot.Panels.Where(panel => panel.LeftOut > 0).GroupBy(panel => panel.LeftOut))
            WriteWarning($"Rows left out, {panels.Key} of {_table.Count}, which have nothing in '{plot.XName}', or no number in {string.Join(", ", panels.Select(panel => $"'{panel.Name}'"))}.");
        return WriteCurves(plot);
    }

    private Action<Stream> WriteCurves(CurvePlot plot)
    {
        if (_file.Extension == Page)
            return Apart(stream => CurvePage.Write(plot, PageSize(), stream, SharedScript));
        WarnOfFonts();
        return Apart(stream => CurvePicture.Write(plot, new PlotSize(Width, Height), Format(), stream));
    }

    private PictureFormat Format() => _file.Extension == ".svg" ? PictureFormat.Svg : PictureFormat.Png;

    private PlotSize? PageSize() =>
        IsGiven(nameof(Width)) || IsGiven(nameof(Height))
            ? new PlotSize(Width, Height)
            : null;

    private void WarnOfFonts()
    {
        if (!PictureFonts.Exist)
            WriteWarning("There are no fonts on this system: the picture has no text. Install some, such as the package fonts-dejavu-core, or write an .html page.");
    }

    private void OpenFile()
    {
        try
        {
            using Process? process = Process.Start(new ProcessStartInfo(_file.Path) { UseShellExecute = true });
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            WriteError(new ErrorRecord(error, "CannotOpen", ErrorCategory.OpenError, _file.Path));
        }
    }
}
