using System.Collections;
using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>What all cmdlets share: stopping, warnings, and errors with stable identifiers.</summary>
public abstract class SneCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Is set when the user stops the pipeline.</summary>
    protected internal CancellationToken Cancellation => _stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Releases what the cmdlet holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _stop.Dispose();
    }

    /// <summary>Warns; what a file has put into the text does nothing to the terminal, here and in what follows.</summary>
    /// <param name="text">The warning.</param>
    public new void WriteWarning(string text) => base.WriteWarning(ForeignText.Clean(text));

    /// <summary>Tells of a choice.</summary>
    /// <param name="text">The choice.</param>
    public new void WriteVerbose(string text) => base.WriteVerbose(ForeignText.Clean(text));

    /// <summary>Tells of the work.</summary>
    /// <param name="text">The text.</param>
    public new void WriteDebug(string text) => base.WriteDebug(ForeignText.Clean(text));

    /// <summary>Reports an error that does not end the cmdlet.</summary>
    /// <param name="errorRecord">The error.</param>
    public new void WriteError(ErrorRecord errorRecord) => base.WriteError(ErrorRecords.Clean(errorRecord));

    /// <summary>Ends the cmdlet.</summary>
    /// <param name="errorRecord">Why.</param>
    public new void ThrowTerminatingError(ErrorRecord errorRecord) => base.ThrowTerminatingError(ErrorRecords.Clean(errorRecord));

    /// <summary>Runs work whose errors end the cmdlet.</summary>
    /// <param name="work">The work.</param>
    /// <param name="target">Finds the object to blame for an error; <see cref="Target"/> unless it is given.</param>
    protected void Terminating(Action work, Func<SneException, object?>? target = null)
    {
        try
        {
            work();
        }
        catch (SneException error)
        {
            ThrowTerminatingError(ErrorRecords.From(error, (target ?? Target)(error), Advice));
        }
        catch (OutOfMemoryException error)
        {
            ThrowTerminatingError(ErrorRecords.From(error, MyInvocation.MyCommand.Name));
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>The object to blame for an error: what the parameter that it is about was given; null if it is about none.</summary>
    /// <param name="error">The error.</param>
    private protected virtual object? Target(SneException error) =>
        ErrorRecords.Parameter(error.Error) is { } name ? GetType().GetProperty(name)?.GetValue(this) : null;

    /// <summary>What to do about a cell that is no number, with a blank before it; null for what is to be done about rows.</summary>
    private protected virtual string? Advice => null;

    /// <summary>True for a parameter that the user gave.</summary>
    /// <param name="parameter">Its name.</param>
    protected bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>Does work whose progress is shown; the time that it took goes to the debug stream.</summary>
    /// <param name="what">What the work is about.</param>
    /// <param name="work">The work.</param>
    internal T Reporting<T>(string what, Func<ProgressReporter, T> work)
    {
        var progress = new ProgressReporter(this, MyInvocation.MyCommand.Name);
        T result;
        try
        {
            result = work(progress);
        }
        finally
        {
            if (!Stopping)
                progress.Complete();
        }

        if (!Stopping)
            WriteDebug(FormattableString.Invariant($"{what}: {progress.Elapsed.TotalSeconds:0.000} s"));
        return result;
    }

    /// <summary>Does work that knows nothing of being ended, drawing for example: on a thread of its own, which is left to itself when the user
    /// stops the pipeline.</summary>
    /// <param name="work">The work, which must not write to the pipeline, nor to anything that others see; it tells the share that is done.</param>
    /// <param name="report">Is given that share, on this thread.</param>
    /// <exception cref="OperationCanceledException">The user stopped the pipeline.</exception>
    private protected void DoApart(Action<Action<double>> work, Action<double> report)
    {
        double share = 0;
        Task task = Task.Factory.StartNew(() => work(done => Volatile.Write(ref share, done)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            while (!task.Wait(ProgressReporter.Interval, Cancellation))
            {
                if (Volatile.Read(ref share) is > 0 and var done)
                    report(done);
            }
        }
        catch (AggregateException)
        {
            // The result throws what was the matter.
        }

        task.GetAwaiter().GetResult();
    }

    /// <summary>Gives what a run that was stopped has come to: a stopped pipeline takes nothing more, but the list that PowerShell made for
    /// -OutVariable can still be added to.</summary>
    /// <param name="output">What the cmdlet would have given.</param>
    private protected void GiveToOutVariable(IEnumerable<object> output)
    {
        if (MyInvocation.BoundParameters.TryGetValue("OutVariable", out object? name) && SessionState.PSVariable.GetValue($"{name}".TrimStart('+')) is IList list)
        {
            foreach (object item in output)
                list.Add(item);
        }
    }

    /// <summary>Reads files, each with errors of its own that do not end the cmdlet.</summary>
    /// <param name="paths">What the user gave.</param>
    /// <param name="isLiteral">True to take wildcards as they are.</param>
    /// <param name="read">Reads a file.</param>
    protected void ReadFiles(string[] paths, bool isLiteral, Action<string> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        foreach (string file in FilePath.Resolve(this, paths, isLiteral))
        {
            try
            {
                read(file);
            }
            catch (SneException error)
            {
                WriteError(ErrorRecords.From(error, file, Advice));
            }
            catch (OutOfMemoryException error)
            {
                WriteError(ErrorRecords.From(error, file));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                WriteError(new ErrorRecord(error, "FileUnreadable", ErrorCategory.ReadError, file));
            }
            catch (OperationCanceledException)
            {
                throw new PipelineStoppedException();
            }
        }
    }

    /// <summary>Tells what was chosen, and why: to the verbose stream, or with -Debug alone to the debug stream. PowerShell would stop and
    /// ask there at every verbose message.</summary>
    protected void Tell(string choice)
    {
        if (IsGiven("Debug") && !IsGiven("Verbose"))
            WriteDebug(choice);
        else
            WriteVerbose(choice);
    }

    /// <summary>Tells before a run what memory the maps take that it keeps on the way; warns where that is much.</summary>
    /// <param name="n">Number of points.</param>
    /// <param name="options">The run.</param>
    /// <param name="isModel">True when a model is made, which keeps all descents.</param>
    private protected void TellOfSnapshots(int n, EmbeddingOptions options, bool isModel)
    {
        if (options.SnapshotInterval is not { } interval)
            return;
        const double Much = 1L << 30;
        double bytes = SnapshotMemory.Bytes(n, options, isModel);
        string what = FormattableString.Invariant(
            $"every {interval} iterations a map is kept: up to {SnapshotMemory.MapCount(n, options)} maps of {n} x {options.Dimension} in single precision, {Summary.Memory(bytes)}");
        if (bytes > Much)
            WriteWarning($"{char.ToUpperInvariant(what[0])}{what[1..]}. A longer -SnapshotInterval keeps fewer.");
        else
            Tell(what);
    }

    /// <summary>Writes every warning.</summary>
    protected void WriteWarnings(IEnumerable<string> warnings)
    {
        foreach (string warning in warnings)
            WriteWarning(warning);
    }
}
