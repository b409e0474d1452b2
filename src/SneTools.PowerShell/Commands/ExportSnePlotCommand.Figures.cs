using System.Management.Automation;
using SneTools.Plots;

namespace SneTools.PowerShell.Commands;

/// <content>Figures of several maps, and curves of a table.</content>
public sealed partial class ExportSnePlotCommand
{
    private readonly RowCollector _table = new();

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

    /// <summary>How the horizontal axis is divided.</summary>
    [Parameter(ParameterSetName = "Curve")]
    public AxisScale XScale { get; set; }

    /// <summary>How the vertical axes are divided.</summary>
    [Parameter(ParameterSetName = "Curve")]
    public AxisScale YScale { get; set; }

    private bool IsCurve => ParameterSetName == "Curve";

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

        GridMap[] maps = Reporting("maps", progress => _figure.Read(this, Color, HoverProperty, Caption, MatchBy, share => progress.Report(share, "maps read"), Cancellation));
        MapGrid grid = MapGrid.Of(maps, ColorKind, Theme, Title, string.Join(", ", MatchBy ?? []), Cancellation);
        for (int k = 0; k < maps.Length; k++)
            Tell(grid.AlignedTo[k] == k ? $"{maps[k].Caption}: drawn as it is" : $"{maps[k].Caption}: aligned to {maps[grid.AlignedTo[k]].Caption}");
        if (_file.Extension == Page)
        {
            int every = GridPage.Stride(grid);
            if (every > 1)
                WriteWarning($"A page with {grid.Count} points would take a browser long to open; it has every {(every == 2 ? "second" : every == 3 ? "third" : $"{every}th")} point of each map. A .png has all.");
            return stream => GridPage.Write(grid, PageSize(), stream);
        }

        WarnOfFonts();
        return stream => Reporting("figure", progress =>
        {
            GridPicture.Write(grid, new PlotSize(Width, Height), Format(), stream, share => progress.Report(share, "maps drawn"), Cancellation);
            return true;
        });
    }

    private Action<Stream> WriteCurves()
    {
        if (_table.Count == 0)
            throw new SneException(SneError.EmptyInput, "There are no rows in the input, of which curves could be drawn.");
        string[] ys = [.. Y.Distinct(StringComparer.OrdinalIgnoreCase)];
        CurveColumn[] columns = CurveTable.Read(_table, [X, .. ys, .. Series]);
        var plot = CurvePlot.Of(columns[0], columns[1..(ys.Length + 1)], columns[(ys.Length + 1)..], XScale, YScale, Theme, Title);
        foreach (IGrouping<int, CurvePanel> panels in plot.Panels.Where(panel => panel.LeftOut > 0).GroupBy(panel => panel.LeftOut))
            WriteWarning($"{panels.Key} of {_table.Count} rows are left out: they have nothing in '{plot.XName}', or no number in {string.Join(", ", panels.Select(panel => $"'{panel.Name}'"))}.");
        if (_file.Extension == Page)
            return stream => CurvePage.Write(plot, PageSize(), stream);
        WarnOfFonts();
        return stream => CurvePicture.Write(plot, new PlotSize(Width, Height), Format(), stream);
    }
}
