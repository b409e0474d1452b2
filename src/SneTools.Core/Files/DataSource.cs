namespace SneTools;

/// <summary>A file that is being read: its contents, decompressed if they were compressed, and how far they have been
/// read.</summary>
internal sealed class DataSource : IDisposable
{
    /// <summary>Bytes into which one byte of a gzip can expand: 258 out of the two bits that a repetition takes.</summary>
    private const long LargestExpansion = 1032;

    private readonly FileStream _file;
    private readonly string _path;
    private readonly long? _expandedSize;
    private readonly CancellationToken _cancellation;

    private DataSource(string path, FileStream file, long? expandedSize, CancellationToken cancellation)
    {
        _file = file;
        _path = path;
        _expandedSize = expandedSize;
        _cancellation = cancellation;
        Name = Path.GetFileName(path);
        if (Path.GetExtension(Name).Equals(".gz", StringComparison.OrdinalIgnoreCase))
            Name = Path.GetFileNameWithoutExtension(Name);
        Content = new ContentStream(file.CanSeek ? file : new PatientStream(file, cancellation), cancellation);
        IsCompressed = Content.Head.StartsWith<byte>([0x1F, 0x8B]);
        if (IsCompressed)
            Content = new ContentStream(new GzipContent(Content), cancellation);
        Budget = new Expansion(FileLength ?? long.MaxValue, expandedSize);
    }

    /// <summary>The file's name, without folder and without .gz at its end.</summary>
    public string Name { get; }

    /// <summary>True when the file is a gzip. Its first bytes decide, not its name.</summary>
    public bool IsCompressed { get; }

    /// <summary>The contents.</summary>
    public ContentStream Content { get; }

    /// <summary>Size of the contents in bytes; null where only reading them tells: of a gzip and of a pipe.</summary>
    public long? Length => _file.CanSeek && !IsCompressed ? _file.Length : null;

    /// <summary>Size of the file as it lies on the disk, compressed or not; null for a pipe.</summary>
    public long? FileLength => _file.CanSeek ? _file.Length : null;

    /// <summary>The most bytes that the contents can have.</summary>
    public long MaxLength => (_file.CanSeek, IsCompressed) switch
    {
        (false, _) => long.MaxValue,
        (true, false) => _file.Length,
        (true, true) => Math.Min(_file.Length, long.MaxValue / LargestExpansion) * LargestExpansion,
    };

    /// <summary>How much memory the contents may take.</summary>
    public Expansion Budget { get; }

    /// <summary>The share of the file that has been read, from 0 to 1; null for a pipe.</summary>
    public double? Share => _file.CanSeek ? (double)_file.Position / Math.Max(1, _file.Length) : null;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expandedSize">Bytes that its contents may take, <see cref="ImportOptions.MaxExpandedSize"/>.</param>
    /// <param name="cancellation">Ends whatever is read of it, and the waiting for what is slow in coming.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="SneException">It is a damaged gzip.</exception>
    public static DataSource Open(string path, long? expandedSize = null, CancellationToken cancellation = default)
    {
        FileStream file = PatientStream.Open(path, FileAccess.Read, cancellation);
        try
        {
            return new DataSource(path, file, expandedSize, cancellation);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The same file once more, from its beginning; null for a pipe.</summary>
    /// <exception cref="IOException">It cannot be opened any more.</exception>
    public DataSource? Reopen() => _file.CanSeek ? Open(_path, _expandedSize, _cancellation) : null;

    /// <summary>Reads a number of bytes.</summary>
    /// <param name="target">Where they go.</param>
    /// <param name="what">What they belong to, as the end of a sentence: "within its header".</param>
    /// <exception cref="SneException">The contents end before.</exception>
    public void ReadExactly(Span<byte> target, string what)
    {
        long start = Content.Position;
        int count = Content.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        if (count < target.Length)
        {
            throw new SneException(
                SneError.InvalidFile,
                FormattableString.Invariant(
                    $"The file is cut off {what}: {target.Length} bytes are expected at offset {start}, and {count} are there."));
        }
    }

    /// <summary>The contents as a stream in which one can go back: the file itself, or where it is compressed or a pipe a private copy that
    /// goes away with the stream.</summary>
    /// <param name="cancellation">Ends the copying.</param>
    public Stream OpenRandomAccess(CancellationToken cancellation)
    {
        if (Length is not null)
            return _file;
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 1 << 16,
            Options = FileOptions.DeleteOnClose,
        };

        // Others use the folder, too, and what was compressed may be nobody else's to read.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var copy = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
        try
        {
            var buffer = new byte[1 << 16];
            for (int count = Content.Read(buffer); count > 0; count = Content.Read(buffer))
            {
                cancellation.ThrowIfCancellationRequested();
                Budget.Require(copy.Position + count, "The contents, decompressed,");
                copy.Write(buffer.AsSpan(0, count));
            }
        }
        catch
        {
            copy.Dispose();
            throw;
        }

        return copy;
    }

    /// <summary>Number of lines of a text in an encoding of single bytes, as they end in LF: of a file that lies on the disk uncompressed.
    /// </summary>
    /// <returns>0 for another.</returns>
    public long CountLines()
    {
        if (Length is null)
            return 0;
        using var file = new FileStream(_file.Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0);
        var buffer = new byte[1 << 16];
        long lines = 0;
        byte last = (byte)'\n';
        for (int count = file.Read(buffer); count > 0; count = file.Read(buffer))
        {
            lines += buffer.AsSpan(0, count).Count((byte)'\n');
            last = buffer[count - 1];
        }

        return lines + (last == '\n' ? 0 : 1);
    }

    /// <summary>Tells how far the reading has come.</summary>
    public void Report(Action<double>? progress)
    {
        if (Share is { } share)
            progress?.Invoke(share);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Content.Dispose();
        if (_file.CanSeek)
            _file.Dispose();
    }
}
