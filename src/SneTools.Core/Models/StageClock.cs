using System.Diagnostics;

namespace SneTools;

/// <summary>Measures how long the stages of a run take.</summary>
/// <param name="announce">Is told of every stage that begins, and of the share of it that is done.</param>
internal sealed class StageClock(Action<EmbeddingPhase, double> announce)
{
    private readonly Dictionary<EmbeddingPhase, TimeSpan> _elapsed = [];
    private readonly Stopwatch _clock = new();
    private EmbeddingPhase _phase;

    /// <summary>Ends the stage before, if any, and begins another one; one that was begun before goes on.</summary>
    public void Begin(EmbeddingPhase phase)
    {
        Stop();
        _phase = phase;
        announce(phase, 0);
        _clock.Restart();
    }

    /// <summary>Tells how far the stage has come.</summary>
    /// <param name="share">The share of its work that is done, from 0 to 1.</param>
    public void Report(double share) => announce(_phase, share);

    /// <summary>Ends the last stage.</summary>
    /// <returns>The stages in the order in which they first began.</returns>
    public IReadOnlyList<StageTiming> End()
    {
        Stop();
        return [.. _elapsed.Select(stage => new StageTiming(stage.Key, stage.Value))];
    }

    private void Stop()
    {
        if (!_clock.IsRunning)
            return;
        _clock.Stop();
        _elapsed[_phase] = _elapsed.GetValueOrDefault(_phase) + _clock.Elapsed;
    }
}
