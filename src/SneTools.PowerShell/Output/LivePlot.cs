using System.Diagnostics;
using System.Management.Automation.Host;
using System.Text;
using SneTools.Plots;

namespace SneTools.PowerShell;

/// <summary>Draws maps on the way in a terminal, each over the one before, as often as eyes want and a run can spare.</summary>
/// <remarks>The cursor stays under the plot between two frames, and is never hidden: whatever ends the run, the terminal is as it was. Where a
/// frame cannot take the place of another, only the last is drawn.</remarks>
/// <param name="ui">The host's window.</param>
/// <param name="isPlace">Whether a frame can take the place of the one before.</param>
/// <param name="draw">Makes the lines of a map in a box, and the plot that gives the next its colors.</param>
/// <param name="cancellation">Ends waiting.</param>
internal sealed class LivePlot(
    PSHostUserInterface? ui,
    bool isPlace,
    Func<MapSnapshot, Extent[], MapPlot?, (MapPlot Plot, IReadOnlyList<string> Lines)> draw,
    CancellationToken cancellation)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>The run computes for so many times as long as a frame takes before there is another one.</summary>
    private const int Spare = 20;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private MapPlot? _plot;
    private Extent[]? _box;
    private MapSnapshot? _waiting;
    private TimeSpan _next;
    private int _height;
    private bool _hasSeen;

    /// <summary>Takes a map of a run that goes on.</summary>
    public void Show(MapSnapshot snapshot)
    {
        _hasSeen = true;
        if (snapshot.Iteration == 0)
            (_box, _plot) = (null, null); // another run, or another start
        _box = MapMovie.Grow(_box, snapshot);
        _waiting = snapshot;
        if (isPlace && _clock.Elapsed >= _next)
            DrawWaiting();
    }

    /// <summary>Takes the embedding that a run ended in; one that comes by itself is played.</summary>
    /// <exception cref="SneException"><see cref="SneError.InvalidMap"/>: it has kept no maps on the way.</exception>
    public void Show(Embedding embedding)
    {
        MapSnapshot[] all = embedding.Snapshots;
        if (all.Length == 0)
            throw new SneException(SneError.InvalidMap, "There is nothing to see moving: the embedding has no maps on the way. Invoke-SneEmbedding -AsSnapshot passes them on while they form, -SnapshotInterval keeps them.", column: "Live");
        if (!_hasSeen && isPlace)
        {
            foreach (MapSnapshot snapshot in all[..^1])
            {
                _box = MapMovie.Grow(_box, snapshot);
                _waiting = snapshot;
                DrawWaiting();
                cancellation.WaitHandle.WaitOne(Interval);
                cancellation.ThrowIfCancellationRequested();
            }
        }

        _box = MapMovie.Grow(_box, all[^1]);
        _waiting = all[^1];
        Complete();
        (_plot, _box, _height, _hasSeen) = (null, null, 0, false);
    }

    /// <summary>Draws the last map, if it has not been.</summary>
    public void Complete()
    {
        if (_waiting is not null)
            DrawWaiting();
    }

    private void DrawWaiting()
    {
        TimeSpan start = _clock.Elapsed;
        (_plot, IReadOnlyList<string> lines) = draw(_waiting!, _box!, _plot);
        _waiting = null;
        if (isPlace)
            Replace(lines);
        else
            Write(string.Join('\n', lines) + "\n");
        TimeSpan end = _clock.Elapsed;
        _next = end + TimeSpan.FromTicks(Math.Max(Interval.Ticks, Spare * (end - start).Ticks));
    }

    /// <summary>Writes a frame over the last: up to its first line, and blanks behind every line and below. All at once, so that nothing
    /// flickers.</summary>
    private void Replace(IReadOnlyList<string> lines)
    {
        var text = new StringBuilder();
        if (_height > 0)
            text.Append('\r').Append(FormattableString.Invariant($"\e[{_height}A"));
        foreach (string line in lines)
            text.Append(line).Append("\e[0m\e[K\n");
        text.Append("\e[J");
        _height = lines.Count;
        Write(text.ToString());
    }

    private void Write(string text) => ui?.Write(text);
}
