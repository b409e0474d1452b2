namespace SneTools;

/// <summary>Where a run is written while it is made, and how often.</summary>
/// <param name="Path">The file of the last checkpoint. Beside it lie the one before, and what does not change during the run:
/// <see cref="CheckpointFile.PreviousPath"/> and <see cref="CheckpointFile.DataPath"/>.</param>
public sealed record CheckpointOptions(string Path)
{
    /// <summary>The least time between two checkpoints, at least 0; one that is still being written leaves out the next.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>True to replace the checkpoint of another run.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Is told, on the thread of the run, of a checkpoint that could not be written or read.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>True for a run that can be begun again from files that last: nothing is written before the first <see cref="Interval"/> has passed, nor
    /// when the run ends by itself.</summary>
    internal bool IsDeferred { get; init; }

    /// <summary>Throws when a setting is out of range.</summary>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>.</exception>
    public void Validate() =>
        OptionRange.Require(Interval >= TimeSpan.Zero, "CheckpointInterval", Interval.TotalSeconds, "at least 0");
}
