using System.Runtime.InteropServices;

namespace SneTools.PowerShell;

/// <summary>What ends the process from outside: the loss of its terminal (SIGHUP) and the request to end (SIGTERM). While this lives, they stop
/// what is being done, wait until that is over, and only then end the process as they would have.</summary>
internal sealed class EndSignals : IDisposable
{
    /// <summary>The longest that the end of the process is put off.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ManualResetEventSlim _isOver = new();
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Begins to listen.</summary>
    /// <param name="stop">Stops what is being done.</param>
    public EndSignals(Action stop) => _registrations =
    [
        .. new[] { PosixSignal.SIGHUP, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, _ =>
        {
            stop();
            _isOver.Wait(Patience);
        })),
    ];

    /// <summary>Lets the process end.</summary>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _isOver.Set();
    }
}
