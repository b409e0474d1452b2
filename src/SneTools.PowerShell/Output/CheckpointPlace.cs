using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>Where a cmdlet writes its run while it is made.</summary>
internal sealed class CheckpointPlace
{
    private readonly SneCommand _command;
    private readonly OutputFile _file;

    private CheckpointPlace(SneCommand command, OutputFile file, CheckpointOptions options) => (_command, _file, Options) = (command, file, options);

    /// <summary>Where, and how often.</summary>
    public CheckpointOptions Options { get; }

    /// <summary>The place that a user named.</summary>
    /// <param name="command">The cmdlet, which ends with an error if there can be no such file.</param>
    /// <param name="path">The file of the last checkpoint.</param>
    /// <param name="interval">Seconds between two checkpoints.</param>
    /// <param name="overwrite">True to replace another run's.</param>
    /// <param name="isNew">True for a run from its start, whose files must not be there; false for one that goes on with them.</param>
    public static CheckpointPlace Named(SneCommand command, string path, double interval, bool overwrite, bool isNew)
    {
        OutputFile file = OutputFile.Named(command, path, overwrite);
        var place = new CheckpointPlace(command, file, new CheckpointOptions(file.Path)
        {
            Interval = TimeSpan.FromSeconds(Math.Min(interval, TimeSpan.MaxValue.TotalSeconds / 2)),
            Overwrite = overwrite,
            Warn = text => Warn(command, text),
        });
        if (isNew)
        {
            file.RequireFree();
            foreach (string beside in (string[])[CheckpointFile.PreviousPath(path), CheckpointFile.DataPath(path)])
                OutputFile.Named(command, beside, overwrite).RequireFree();
        }

        file.Write(path => CheckpointFile.Target(path));
        return place;
    }

    /// <summary>Makes a run that is written on the way. A terminal that is lost, or a request to end, stops it at its next step, and the process
    /// ends when the last checkpoint is written.</summary>
    /// <param name="run">The run.</param>
    /// <param name="stop">Stops it.</param>
    public T Run<T>(Func<T> run, Action stop)
    {
        using var signals = new EndSignals(stop);
        try
        {
            return run();
        }
        catch (FileNotFoundException error)
        {
            _file.Refuse("PathNotFound", ErrorCategory.ObjectNotFound, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _file.Refuse("FileUnwritable", ErrorCategory.WriteError, error);
        }

        throw new PipelineStoppedException();
    }

    /// <summary>Warns; where the pipeline is being stopped, and takes nothing any more, past it.</summary>
    private static void Warn(SneCommand command, string text)
    {
        try
        {
            command.WriteWarning(text);
        }
        catch (PipelineStoppedException)
        {
            command.Host?.UI?.WriteWarningLine(ForeignText.Clean(text));
        }
    }
}
