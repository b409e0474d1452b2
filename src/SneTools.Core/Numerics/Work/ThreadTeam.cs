using System.Runtime.ExceptionServices;

namespace SneTools;

/// <summary>
/// A fixed set of threads that work through numbered items together, until somebody calls them off. Calling it allocates nothing, so
/// that an optimizer may use it at every step.
/// </summary>
/// <remarks>
/// Which thread takes which item is open, so an item must write to places of its own; sums over items are then taken in
/// order by the caller, and the results do not depend on the number of threads.
/// </remarks>
public sealed class ThreadTeam : IDisposable
{
    private readonly Crew _crew;
    private readonly bool _isOwner;

    /// <summary>Starts the team.</summary>
    /// <param name="size">Number of threads, the calling one included; at least 1.</param>
    /// <param name="cancellation">Ends the work: the items not yet begun are left out.</param>
    public ThreadTeam(int size, CancellationToken cancellation = default)
        : this(new Crew(size), cancellation)
    {
        _isOwner = true;
    }

    private ThreadTeam(Crew crew, CancellationToken cancellation)
    {
        _crew = crew;
        Cancellation = cancellation;
    }

    /// <summary>Number of threads, the calling one included.</summary>
    public int Size => _crew.Size;

    /// <summary>What ends the work.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>The same threads, which finish what they have begun: for steps that must not end half-way.</summary>
    public ThreadTeam Uninterrupted => new(_crew, CancellationToken.None);

    /// <summary>Calls <paramref name="body"/> once for every number from 0 to <paramref name="items"/> - 1.</summary>
    /// <param name="items">Number of items.</param>
    /// <param name="body">The work on one item. To allocate nothing, keep the delegate and pass it again.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    /// <exception cref="Exception">The first exception that an item threw; the items not yet begun are left out.
    /// </exception>
    public void Run(int items, Action<int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        _crew.Run(items, body, Cancellation);
    }

    /// <summary>Throws if the work was ended.</summary>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public void ThrowIfCanceled() => Cancellation.ThrowIfCancellationRequested();

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        if (_isOwner)
            _crew.Dispose();
    }

    /// <summary>The threads.</summary>
    private sealed class Crew : IDisposable
    {
        private readonly Thread[] _helpers;
        private readonly SemaphoreSlim _start = new(0);
        private readonly ManualResetEventSlim _done = new(true);
        private Action<int>? _body;
        private CancellationToken _cancellation;
        private ExceptionDispatchInfo? _error;
        private int _items;
        private int _next;
        private int _running;
        private volatile bool _disposed;

        public Crew(int size)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
            Size = size;
            _helpers = new Thread[size - 1];
            for (int i = 0; i < _helpers.Length; i++)
            {
                _helpers[i] = new Thread(Help) { IsBackground = true, Name = $"SneTools {i + 1}" };
                _helpers[i].Start();
            }
        }

        public int Size { get; }

        public void Run(int items, Action<int> body, CancellationToken cancellation)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(ThreadTeam));
            int helpers = Math.Min(_helpers.Length, items - 1);
            _body = body;
            _cancellation = cancellation;
            _items = items;
            _next = -1;
            _error = null;
            if (helpers > 0)
            {
                _running = helpers;
                _done.Reset();
                _start.Release(helpers);
            }

            Work();
            if (helpers > 0)
                _done.Wait(CancellationToken.None);
            _body = null;
            _error?.Throw();
        }

        public void Dispose()
        {
            if (_disposed)
                return;
            _disposed = true;
            if (_helpers.Length > 0)
                _start.Release(_helpers.Length);
            foreach (Thread helper in _helpers)
                helper.Join();
            _start.Dispose();
            _done.Dispose();
        }

        private void Help()
        {
            while (true)
            {
                _start.Wait();
                if (_disposed)
                    return;
                Work();
                if (Interlocked.Decrement(ref _running) == 0)
                    _done.Set();
            }
        }

        private void Work()
        {
            try
            {
                for (int item = Interlocked.Increment(ref _next); item < _items; item = Interlocked.Increment(ref _next))
                {
                    _cancellation.ThrowIfCancellationRequested();
                    _body!(item);
                }
            }
#pragma warning disable CA1031 // Whatever an item throws is handed to the caller of Run.
            catch (Exception error)
#pragma warning restore CA1031
            {
                Interlocked.CompareExchange(ref _error, ExceptionDispatchInfo.Capture(error), null);
                Volatile.Write(ref _next, int.MaxValue / 2);
            }
        }
    }
}
