using System.Globalization;
using System.Management.Automation;
using SneTools.Shell.Editing;

namespace SneTools.Shell;

/// <summary>Puts the activities under way into one line: the newest, after those it is a part of.</summary>
internal sealed class ProgressLine
{
    private const long MillisecondsBetweenDrawings = 100;

    private readonly Dictionary<int, ProgressRecord> _activities = [];
    private ProgressRecord? _newest;
    private long _nextDrawing;

    /// <summary>Whether nothing is under way.</summary>
    public bool IsEmpty => _activities.Count == 0;

    /// <summary>Takes in where an activity stands.</summary>
    public void Update(ProgressRecord record)
    {
        if (record.RecordType == ProgressRecordType.Completed)
        {
            _activities.Remove(record.ActivityId);
            _newest = _activities.Values.LastOrDefault();
            return;
        }

        _activities[record.ActivityId] = record;
        _newest = record;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _activities.Clear();
        _newest = null;
    }

    /// <summary>Whether the last drawing is long enough ago; if so, the time counts from now.</summary>
    /// <param name="now">Milliseconds of a steady clock.</param>
    public bool IsDue(long now)
    {
        if (now < _nextDrawing)
            return false;
        _nextDrawing = now + MillisecondsBetweenDrawings;
        return true;
    }

    /// <summary>The line.</summary>
    /// <param name="width">The columns it may take.</param>
    public string Render(int width)
    {
        var parts = new List<string>();
        ProgressRecord? record = _newest;
        while (record is not null && parts.Count <= _activities.Count)
        {
            parts.Insert(0, Describe(record));
            record = _activities.GetValueOrDefault(record.ParentActivityId);
        }

        return TextWidth.Cut(string.Join(" > ", parts), width);
    }

    private static string Describe(ProgressRecord record)
    {
        string text = record.Activity;
        if (record.PercentComplete >= 0)
            text += string.Create(CultureInfo.InvariantCulture, $" {record.PercentComplete} %");
        if (!string.IsNullOrWhiteSpace(record.StatusDescription))
            text += $": {record.StatusDescription}";
        if (!string.IsNullOrWhiteSpace(record.CurrentOperation))
            text += $", {record.CurrentOperation}";
        if (record.SecondsRemaining >= 0)
            text += $", {TimeSpan.FromSeconds(record.SecondsRemaining):h\\:mm\\:ss} left";

        // One line it is, whatever a script puts into its status.
        return string.Concat(TextWidth.WithoutControlSequences(text).Select(c => char.IsControl(c) ? ' ' : c));
    }
}
