using System.Diagnostics;

namespace SneTools;

/// <summary>Writes a run while it is made: the run only copies its state, and another thread writes it. While that writes, nothing else is
/// copied.</summary>
internal sealed class CheckpointWriter : IDisposable
{
    private readonly CheckpointOptions _options;
    private readonly string _path;
    private Task _writing = Task.CompletedTask;
    private SneModel? _model;
    private string? _data;
    private EmbeddingOptions _asked = new();
    private long? _last;
    private volatile string? _failure;
    private bool _isTold;

    private CheckpointWriter(CheckpointOptions options, string? data) =>
        (_options, _path, _data) = (options, CheckpointFile.Target(options.Path), data);

    /// <summary>For a run from its start.</summary>
    /// <param name="options">Where to, and how often; null for a run that is not written.</param>
    /// <exception cref="SneException">A setting is out of range.</exception>
    /// <exception cref="IOException">A file is there and must not be replaced, or cannot be written.</exception>
    public static CheckpointWriter? Of(CheckpointOptions? options)
    {
        if (options is null)
            return null;
        CheckpointFile.RequireFree(options);
        return new CheckpointWriter(options, null);
    }

    /// <summary>For a run that goes on from its last checkpoint.</summary>
    /// <param name="options">Where to, and how often.</param>
    /// <param name="data">The checksum of what does not change, which is written already.</param>
    public static CheckpointWriter Of(CheckpointOptions options, string data) => new(options, data);

    /// <summary>Writes what does not change, if it is not; and where a run stands that goes on, since it may have more to do than it had.</summary>
    /// <param name="model">All that is known before the first step.</param>
    /// <param name="run">What the run has come to.</param>
    public void Begin(SneModel model, RunState run)
    {
        _model = model;
        _asked = model.Options;
        if (_options.IsDeferred && run.Descents.Count == 0)
        {
            _last = Stopwatch.GetTimestamp();
            return;
        }

        Start(run.Descents.Count > 0 ? run.Clone() : null, null);
        _last = null;
    }

    /// <summary>Takes a copy of the run's state, and lets it be written, when it is time for it and nothing is being written.</summary>
    /// <param name="run">What the run has come to, whole.</param>
    public void Offer(RunState run)
    {
        if (!_writing.IsCompleted || (_last is { } last && Stopwatch.GetElapsedTime(last) < _options.Interval))
            return;
        Tell("The run goes on, and tries again.");
        Start(run.Clone(), null);
    }

    /// <summary>Writes what the run has come to when it ends, and waits for it.</summary>
    /// <param name="run">What the run has come to.</param>
    /// <param name="reason">Why it ended.</param>
    public void Complete(RunState run, StopReason reason)
    {
        _writing.Wait();
        if (_options.IsDeferred && reason != StopReason.Canceled)
            return;
        Start(run, reason == StopReason.Canceled ? null : reason);
        _writing.Wait();
        _isTold = false;
        Tell(_last is null ? string.Empty : "It was the last of the run.");
    }

    /// <summary>Waits for what is being written.</summary>
    public void Dispose() => _writing.Wait();

    private void Start(RunState? run, StopReason? ended)
    {
        _last = Stopwatch.GetTimestamp();
        _writing = Task.Run(() => Write(run, ended));
    }

    private void Write(RunState? run, StopReason? ended)
    {
        try
        {
            _data ??= CheckpointFile.WriteData(_path, _model!);
            _model = null;
            if (run is not null)
                CheckpointFile.Write(_path, run, _data, _asked, ended);
            _failure = null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SneException or OutOfMemoryException)
        {
            _failure = error.Message;
        }
    }

    /// <summary>Tells of a failure, once until writing succeeds again.</summary>
    private void Tell(string consequence)
    {
        if (_failure is not { } failure)
            _isTold = false;
        else if (!_isTold)
        {
            _isTold = true;
            _options.Warn?.Invoke($"The checkpoint '{_options.Path}' could not be written: {failure.TrimEnd('.')}. {consequence}".TrimEnd());
        }
    }
}
