namespace SneTools;

/// <summary>Writes models to files, and reads them: a zip of NPY arrays and one JSON, which NumPy reads as .npz; docs/model-format.md says what
/// each part is.</summary>
public static class ModelFile
{
    /// <summary>The version of the format that is written. All versions from 1 on are read.</summary>
    public const int Version = 2;

    /// <summary>What the file says that it is.</summary>
    internal const string Format = "SneTools model";

    /// <summary>Writes a model, wholly or not at all.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <param name="overwrite">True to replace a file that is there.</param>
    /// <param name="cancellation">Ends the writing: what was there stays.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>: the model has more parts than a file holds.</exception>
    /// <exception cref="IOException">The file is there and must not be replaced, or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The writing was ended.</exception>
    public static void Write(SneModel model, string path, bool overwrite = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        AtomicFile.Write(path, overwrite, stream => Write(model, stream), cancellation: cancellation);
    }

    /// <summary>Writes a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Where to; it stays open.</param>
    public static void Write(SneModel model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        using var archive = new ArchiveWriter(stream);
        new ModelWriter(model, archive).Write();
    }

    /// <summary>Reads a model. Nothing in it is believed before it is checked, and nothing in it is run.</summary>
    /// <param name="path">The file; or a checkpoint, which gives a model of the map so far.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>: it is no model, is damaged, or of a newer version; the message begins
    /// with its path, and names the part. <see cref="SneError.OutOfMemory"/>.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SneModel Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16);
            return CheckpointFile.Is(stream) ? CheckpointFile.ReadAlone(path) : Read(stream);
        }
        catch (SneException error)
        {
            throw new SneException(error.Error, $"{path}: {error.Message}", error.Row, error.Column, error);
        }
    }

    /// <summary>Reads a model.</summary>
    /// <param name="stream">The file, which can be read at any place; it stays open.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>, <see cref="SneError.OutOfMemory"/>.</exception>
    public static SneModel Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using ArchiveReader archive = ArchiveReader.Open(stream, Format, Version);
        try
        {
            return new ModelReader(archive).Read();
        }
        catch (SneException error) when (error.Error is not (SneError.InvalidFile or SneError.OutOfMemory))
        {
            throw ArchiveReader.Invalid(error.Message.TrimEnd('.'), error);
        }
    }
}
