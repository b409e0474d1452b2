namespace SneTools;

/// <summary>The files of a run that is written while it is made: docs/model-format.md. What does not change is in a file of its own, written
/// once; a checkpoint holds the state of the descents and the checksum of that file; the one before is kept.</summary>
public static class CheckpointFile
{
    /// <summary>The version of the format that is written. All versions from 1 on are read.</summary>
    public const int Version = 1;

    /// <summary>What a checkpoint says that it is.</summary>
    internal const string Format = "SneTools checkpoint";

    /// <summary>What the file of all that does not change says that it is: it is a model's, without a map.</summary>
    internal const string DataFormat = "SneTools checkpoint data";

    private const string Previous = ".previous";

    private const string BesideData = ".data";

    /// <summary>The file of the checkpoint before the last: run.previous.npz for run.npz.</summary>
    /// <param name="path">The file of the last checkpoint.</param>
    public static string PreviousPath(string path) => Beside(path, Previous);

    /// <summary>The file of what does not change during a run: run.data.npz for run.npz.</summary>
    /// <param name="path">The file of the last checkpoint.</param>
    public static string DataPath(string path) => Beside(path, BesideData);

    /// <summary>Looks whether a run can write its checkpoints, before it begins.</summary>
    /// <param name="options">Where.</param>
    /// <exception cref="SneException">A setting is out of range.</exception>
    /// <exception cref="IOException">A file is there and must not be replaced, or cannot be written, or is none.</exception>
    /// <exception cref="UnauthorizedAccessException">A file must not be written.</exception>
    public static void RequireFree(CheckpointOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        string path = Target(options.Path);
        foreach (string file in (string[])[path, PreviousPath(path), DataPath(path)])
            AtomicFile.Require(file, options.Overwrite);
    }

    /// <summary>Goes on with a run from its last checkpoint, and writes to it; a run that had come to its end gives what it had come to.</summary>
    /// <param name="options">Where.</param>
    /// <param name="how">How; a run goes on as it was, with another number of iterations or another tolerance at most.</param>
    /// <param name="observe">Is told of every stage and iteration, on this thread.</param>
    /// <param name="cancellation">Ends the run. During the descent a model of the map reached so far is returned.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>: no checkpoint of the run can be read;
    /// <see cref="SneError.InvalidOption"/>: what is asked for is another run.</exception>
    /// <exception cref="FileNotFoundException">There is no checkpoint.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The run was ended before the descent began.</exception>
    public static SneModel Resume(CheckpointOptions options, ResumeOptions how, Action<EmbeddingProgress>? observe = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(how);
        options.Validate();
        how.Validate();
        (SneModel model, string data) = Read(Target(options.Path), options.Warn);
        if (!model.GoesOn(how))
        {
            throw new SneException(
                SneError.InvalidOption,
                "The run of a checkpoint goes on as it was, with more iterations or another tolerance. For another cost, perplexity, learning rate or exaggeration read it as a model (Import-SneModel), and begin at its map.");
        }

        using var writer = CheckpointWriter.Of(options, data);
        return model.GoOn(how, writer, mayBeOver: true, observe, cancellation);
    }

    /// <summary>Whether a file is a checkpoint.</summary>
    internal static bool Is(Stream stream) => ArchiveReader.Is(stream, Format);

    /// <summary>The model of the map that one checkpoint holds.</summary>
    /// <param name="path">Its file: the last one or the one before.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>.</exception>
    internal static SneModel ReadAlone(string path)
    {
        string stem = Path.GetFileNameWithoutExtension(path);
        bool isPrevious = stem.EndsWith(Previous, StringComparison.Ordinal);
        string data = isPrevious ? Path.Combine(Path.GetDirectoryName(path)!, stem[..^Previous.Length] + BesideData + Path.GetExtension(path)) : DataPath(path);
        if (!File.Exists(data))
            throw Missing(data);
        using FileStream stream = Open(data);
        using ArchiveReader archive = ArchiveReader.Open(stream, DataFormat, ModelFile.Version);
        (CheckpointContents contents, RunState run) = ReadState(path, data, archive.Checksum);
        if (run.Best is null)
            throw new SneException(SneError.InvalidFile, "The run had made no step yet, and has no map: go on with it by Resume-SneEmbedding -CheckpointPath.");
        return Complete(new ModelReader(archive).Read(), contents, run);
    }

    /// <summary>The file behind a path and its links.</summary>
    internal static string Target(string path)
    {
        WritePlace place = WritePlace.Of(path);
        return place.IsThrough ? throw new IOException($"'{path}' is a device or a pipe: checkpoints need a file that stays.") : place.Path;
    }

    /// <summary>Writes a checkpoint in the place of the last one, which becomes the one before.</summary>
    internal static void Write(string path, RunState run, string data, EmbeddingOptions options, StopReason? ended) =>
        AtomicFile.Write(
            path,
            overwrite: true,
            stream =>
            {
                using var archive = new ArchiveWriter(stream);
                Dictionary<string, string> state = ModelWriter.WriteState(run, archive);
                archive.Complete(Format, Version, RunProgram.Version, new CheckpointContents { Data = data, Descent = options.Descent, SnapshotInterval = options.SnapshotInterval, Ended = ended, State = state });
            },
            PreviousPath(path));

    /// <summary>Writes what does not change, in the place of another run's files.</summary>
    /// <returns>Its checksum.</returns>
    internal static string WriteData(string path, SneModel model)
    {
        // A checkpoint beside the data of another run would be none.
        File.Delete(path);
        File.Delete(PreviousPath(path));
        string checksum = string.Empty;
        AtomicFile.Write(DataPath(path), overwrite: true, stream =>
        {
            using var archive = new ArchiveWriter(stream);
            checksum = new ModelWriter(model, archive, DataFormat).Write();
        });
        return checksum;
    }

    /// <summary>The run of the last checkpoint that can be read, and the checksum of its data.</summary>
    private static (SneModel Model, string Data) Read(string path, Action<string>? warn)
    {
        string data = DataPath(path);
        if (!File.Exists(data))
        {
            throw File.Exists(path) || File.Exists(PreviousPath(path))
                ? Misnamed(path) ?? Missing(data)
                : new FileNotFoundException($"There is no checkpoint '{path}': none was written, or it is elsewhere. A run that ends before its neighbors are found leaves none, and begins anew by Invoke-SneEmbedding.", path);
        }

        try
        {
            using FileStream stream = Open(data);
            using ArchiveReader archive = ArchiveReader.Open(stream, DataFormat, ModelFile.Version);
            (CheckpointContents Contents, RunState Run)? last = ReadLast(path, data, archive.Checksum, warn);
            SneModel model = new ModelReader(archive).Read();
            return (last is { } found ? Complete(model, found.Contents, found.Run) : model, archive.Checksum);
        }
        catch (SneException error) when (error.Error != SneError.OutOfMemory && !error.Message.Contains(path, StringComparison.Ordinal))
        {
            throw new SneException(SneError.InvalidFile, $"{data}: what does not change during the run cannot be read, and without it no checkpoint. {error.Message}", innerException: error);
        }
    }

    private static (CheckpointContents Contents, RunState Run)? ReadLast(string path, string data, string checksum, Action<string>? warn)
    {
        string previous = PreviousPath(path);
        SneException? damage = null;
        try
        {
            if (File.Exists(path))
                return ReadState(path, data, checksum);
        }
        catch (SneException error)
        {
            damage = error;
        }

        if (File.Exists(previous))
        {
            (CheckpointContents, RunState) found;
            try
            {
                found = ReadState(previous, data, checksum);
            }
            catch (SneException error)
            {
                throw new SneException(SneError.InvalidFile, $"{path}: {damage?.Message ?? "It is not there."} Nor can the one before be read, {previous}: {error.Message} Without both the run begins again at its first step.", innerException: damage ?? error);
            }

            warn?.Invoke($"{path}: {damage?.Message ?? "The last checkpoint is not there."} The run goes on from the one before, '{previous}'.");
            return found;
        }

        if (damage is not null)
            throw new SneException(SneError.InvalidFile, $"{path}: {damage.Message} There is none before it; without it the run begins again at its first step.", innerException: damage);
        warn?.Invoke($"{path}: No checkpoint was written yet. The run begins at its first step, with the neighbors and probabilities that were found.");
        return null;
    }

    private static (CheckpointContents Contents, RunState Run) ReadState(string path, string data, string checksum)
    {
        using FileStream stream = Open(path);
        using ArchiveReader archive = ArchiveReader.Open(stream, Format, Version);
        CheckpointContents contents = archive.Contents<CheckpointContents>();
        if (contents.Data != checksum)
            throw new SneException(SneError.InvalidFile, $"The checkpoint is of another run than '{Path.GetFileName(data)}' beside it.");
        try
        {
            contents.Descent.Validate();
        }
        catch (SneException error)
        {
            throw ArchiveReader.Invalid(error.Message.TrimEnd('.'), error);
        }

        if (contents.SnapshotInterval is < 1)
            throw ArchiveReader.Invalid("maps on the way are at least 1 iteration apart");
        RunState run = ModelReader.ReadState(archive, contents.State);
        archive.RequireAllRead();
        return (contents, run);
    }

    /// <summary>The model of a run that has come to a state.</summary>
    private static SneModel Complete(SneModel model, CheckpointContents contents, RunState run)
    {
        if (run.Descents.Any(descent => (descent.Map.Rows, descent.Map.Columns) != (model.Count, model.Dimension)))
            throw ArchiveReader.Invalid("the state of its run is that of another map");
        EmbeddingOptions options = model.Options with { Descent = contents.Descent, SnapshotInterval = contents.SnapshotInterval };
        return new SneModel(model.Bandwidths, run)
        {
            Embedding = run.Best is var (descent, start) ? model.Embedding.At(descent, options, unchecked(options.Seed + start), contents.Ended ?? StopReason.Canceled) : model.Embedding,
            Options = options,
            Data = model.Data,
            Program = model.Program,
            FormatVersion = model.FormatVersion,
        };
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16);

    /// <summary>The error where a file is not the last checkpoint of a run, but another file of one, or a model; null where it is neither.</summary>
    private static SneException? Misnamed(string path)
    {
        string stem = Path.GetFileNameWithoutExtension(path);
        if (Array.Find([Previous, BesideData], stem.EndsWith) is { } ending)
        {
            string last = Path.Combine(Path.GetDirectoryName(path)!, stem[..^ending.Length] + Path.GetExtension(path));
            if (File.Exists(DataPath(last)))
                return new SneException(SneError.InvalidFile, $"'{path}' is one of the files of the run that is written to '{last}': go on with that, which takes the checkpoint before the last where it must.");
        }

        if (!File.Exists(path))
            return null;
        using FileStream stream = Open(path);
        return ArchiveReader.Is(stream, ModelFile.Format)
            ? new SneException(SneError.InvalidFile, $"'{path}' is a model, and no checkpoint: read it by Import-SneModel, and give that to Resume-SneEmbedding.")
            : null;
    }

    private static SneException Missing(string data) =>
        new(SneError.InvalidFile, $"The checkpoint needs the file '{data}', which was written beside it when the run began and holds its data and neighbors: it is not there.");

    private static string Beside(string path, string what)
    {
        ArgumentNullException.ThrowIfNull(path);
        string ending = what + Path.GetExtension(path);
        return Path.Combine(Path.GetDirectoryName(path) ?? string.Empty, FileName.Before(Path.GetFileNameWithoutExtension(path), Previous + Path.GetExtension(path)) + ending);
    }
}
