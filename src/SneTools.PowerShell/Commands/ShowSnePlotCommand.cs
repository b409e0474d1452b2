using System.Management.Automation;
using System.Management.Automation.Host;
using SneTools.Plots;

namespace SneTools.PowerShell.Commands;

/// <summary>Draws a map in the terminal: Show-SnePlot.</summary>
[Cmdlet(VerbsCommon.Show, "SnePlot", DefaultParameterSetName = "Map", HelpUri = HelpAddress.Pages + "Show-SnePlot.md")]
[OutputType(typeof(string), typeof(Embedding), typeof(SneModel))]
public sealed class ShowSnePlotCommand : MapCommand
{
    private readonly MapCollector _map = new();
    private LivePlot? _live;

    /// <summary>The map: an Embedding, or rows with Y1, Y2.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    /// <summary>The column that gives the colors.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string? Color { get; set; }

    /// <summary>What that column's values are.</summary>
    [Parameter]
    public ColorKind ColorKind { get; set; }

    /// <summary>What stands over the plot.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>Columns that the plot may take; by default those of the terminal.</summary>
    [Parameter]
    [ValidateRange(8, 1000)]
    public int Width { get; set; }

    /// <summary>Lines that the map may take; by default as many as fit in the terminal.</summary>
    [Parameter]
    [ValidateRange(2, 1000)]
    public int Height { get; set; }

    /// <summary>The terminal's background.</summary>
    [Parameter]
    public PlotTheme Theme { get; set; } = PlotTheme.Dark;

    /// <summary>Whether the text carries colors.</summary>
    [Parameter]
    public TextRendering OutputRendering { get; set; }

    /// <summary>Draw maps on the way in place, one over the other, and pass on the embedding that they lead to.</summary>
    [Parameter]
    public SwitchParameter Live { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Live)
            _live = new LivePlot(Host.UI, IsPlace(), DrawLive, Cancellation);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Terminating(Take, _ => InputObject);

    /// <inheritdoc/>
    protected override void EndProcessing() => Terminating(_live is { } live ? live.Complete : Draw);

    /// <inheritdoc/>
    private protected override object? Target(SneException error) => base.Target(error) ?? _map.Source(error.Row);

    private void Take()
    {
        if (_live is not { } live)
        {
            _map.Add(InputObject);
            return;
        }

        switch (InputRow.Input(InputObject))
        {
            case MapSnapshot snapshot:
                live.Show(snapshot);
                break;
            case Embedding embedding:
                live.Show(embedding);
                WriteObject(InputObject);
                break;
            default:
                throw new SneException(SneError.InvalidMap, "-Live draws maps on the way: those that Invoke-SneEmbedding -AsSnapshot passes on while they form, or an embedding that kept them (-SnapshotInterval).", column: nameof(Live));
        }
    }

    private void Draw()
    {
        MapPlot plot = Reporting("measures", progress => _map.Build(
            Request(Color, [], share => progress.Report(share, "neighborhoods of the points")), Coloring(ColorKind, Theme), Look(), Title));
        Size window = TerminalWindow.Of(Host, Tell);
        int width = Width > 0 ? Width : Math.Max(8, window.Width - 1);
        int height = Height > 0 ? Height : Math.Max(10, window.Height - 6);
        WriteObject(TerminalPlot.Draw(plot, width, height, Colors()), enumerateCollection: true);
    }

    /// <summary>The lines of a map on the way: in place, no more and no longer than the window has.</summary>
    /// <param name="snapshot">The map.</param>
    /// <param name="box">What is shown of each coordinate.</param>
    /// <param name="like">The plot of a map before it; null for the first.</param>
    private (MapPlot Plot, IReadOnlyList<string> Lines) DrawLive(MapSnapshot snapshot, Extent[] box, MapPlot? like)
    {
        if (like is null)
        {
            var map = new MapCollector();
            map.Add(snapshot);
            like = map.Build(Request(Color, [], null), Coloring(ColorKind, Theme), Look(), Title);
        }

        Size window = TerminalWindow.Of(Host, Tell);
        int width = Math.Clamp(Width > 0 ? Width : int.MaxValue, 8, Math.Max(8, window.Width - 1));
        int height = Math.Clamp(Height > 0 ? Height : int.MaxValue, 2, Math.Max(2, window.Height - 6));
        IReadOnlyList<string> lines = TerminalPlot.Draw(like.At(snapshot.ToMatrix(), box, snapshot.ToString()), width, height, Colors());
        return (like, [.. lines.Take(Math.Max(1, window.Height - 1))]);
    }

    /// <summary>Whether a frame can take the place of the one before: on a terminal that lets the cursor be moved.</summary>
    private bool IsPlace() =>
        OutputRendering != TextRendering.PlainText
        && !Console.IsOutputRedirected
        && Host.UI is { SupportsVirtualTerminal: true }
        && Environment.GetEnvironmentVariable("TERM") is not "dumb"
        && PSObject.AsPSObject(SessionState.PSVariable.GetValue("PSStyle") ?? string.Empty).Properties["OutputRendering"]?.Value?.ToString() != "PlainText";

    private TerminalColor Colors()
    {
        bool isColored = OutputRendering switch
        {
            TextRendering.Ansi => true,
            TextRendering.PlainText => false,
            _ => IsWelcome(),
        };
        if (!isColored)
            return TerminalColor.None;
        return Environment.GetEnvironmentVariable("COLORTERM") is "truecolor" or "24bit" || Environment.GetEnvironmentVariable("WT_SESSION") is not null
            ? TerminalColor.Full
            : TerminalColor.Indexed;
    }

    /// <summary>Whether what shows the text wants colors in it (no-color.org, about_ANSI_Terminals).</summary>
    private bool IsWelcome()
    {
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) || Environment.GetEnvironmentVariable("TERM") is "dumb")
            return false;
        string? rendering = PSObject.AsPSObject(SessionState.PSVariable.GetValue("PSStyle") ?? string.Empty).Properties["OutputRendering"]?.Value?.ToString();
        return rendering switch
        {
            "PlainText" => false,
            "Ansi" => true,
            _ => !Console.IsOutputRedirected && Host.UI is { SupportsVirtualTerminal: true },
        };
    }
}
