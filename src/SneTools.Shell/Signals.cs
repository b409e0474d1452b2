using System.Runtime.InteropServices;

namespace SneTools.Shell;

/// <summary>Answers the signals that ask the process to stop what it does, or to end.</summary>
internal sealed class Signals : IDisposable
{
    /// <summary>The exit code of a script that Ctrl-C ended: 128 and the number of the signal.</summary>
    public const int Interrupted = 130;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ShellSession _session;
    private readonly Streams _streams;
    private readonly bool _prompts;
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <summary>Begins to listen.</summary>
    /// <param name="session">What runs scripts.</param>
    /// <param name="streams">Where to say something.</param>
    /// <param name="prompts">Whether there is a prompt to go back to.</param>
    public Signals(ShellSession session, Streams streams, bool prompts)
    {
        (_session, _streams, _prompts) = (session, streams, prompts);
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => End(context, 143)));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => End(context, 129)));
    }

    /// <summary>The exit code that a signal to end asks for, once one came.</summary>
    public int? ExitCode { get; private set; }

    /// <inheritdoc/>
    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Interrupt(PosixSignalContext context)
    {
        context.Cancel = true;
        int times = _session.Interrupt();

        // What does not stop cannot be made to. A script has nothing to go back to; at a prompt there may be work to lose.
        if (times > (_prompts ? 2 : 1))
            Environment.Exit(Interrupted);
        if (times == 2)
            _streams.WriteErrorLine("Still stopping. Ctrl-C once more ends the shell.");
    }

    private void End(PosixSignalContext context, int code)
    {
        context.Cancel = true;
        if (ExitCode is not null || !_session.IsRunning)
            Environment.Exit(code);
        ExitCode = code;
        _session.Interrupt();
        _ = Task.Delay(Patience).ContinueWith(_ => Environment.Exit(code), TaskScheduler.Default);
    }
}
