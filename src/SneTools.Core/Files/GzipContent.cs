using System.IO.Compression;

namespace SneTools;

/// <summary>What a gzip holds, decompressed. Unlike <see cref="GZipStream"/>, which takes the end of a file that was cut off
/// for the end of its contents, it refuses such a file.</summary>
/// <remarks>
/// A gzip may be several, one behind the other. One more is put behind those of the file, with a known text in it: if that
/// text is the end of what comes out, everything before it was complete. If it is not, then what was put behind was either eaten by a gzip
/// that had no end of its own, and more was asked for; or it was not looked at, because something else stands before it.
/// </remarks>
internal sealed class GzipContent : ForwardStream
{
    private static readonly byte[] Mark = Convert.FromHexString("9F61D2E7B80C4A35A1C6F37E5D8294BE");
    private static readonly byte[] Trailer = Compress(Mark);

    private readonly Continued _file;
    private readonly GZipStream _gzip;
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _isEnded;

    /// <summary>Opens a gzip.</summary>
    /// <param name="file">The compressed bytes; disposed with this stream.</param>
    public GzipContent(Stream file)
    {
        _file = new Continued(file);
        _gzip = new GZipStream(_file, CompressionMode.Decompress);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file is damaged, cut off, or goes on behind its gzip.</exception>
    public override int Read(Span<byte> buffer)
    {
        // The last bytes may be the mark, so as many are held back. What the trailer gives is held back to the end: behind a
        // gzip that was cut off it decompresses to anything, though to less than the buffer takes.
        while (!_isEnded && (_end - _start <= Mark.Length || _file.IsExhausted))
            Fill();
        int count = Math.Min(buffer.Length, _end - _start - Mark.Length);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _gzip.Dispose();
        base.Dispose(disposing);
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        int count;
        try
        {
            count = _gzip.Read(_buffer.AsSpan(_end));
        }
        catch (InvalidDataException error)
        {
            // All bytes of the file were good: what is wrong are those behind them, in the place of its own end.
            throw _file.IsExhausted ? CutOff(error) : new InvalidDataException($"The gzip is damaged: {error.Message}", error);
        }

        _end += count;
        _isEnded = count == 0;
        if (_isEnded && !_buffer.AsSpan(0, _end).EndsWith(Mark))
            throw _file.IsAskedForMore ? CutOff(null) : new InvalidDataException("The gzip is complete, and other data follow it; save it without them.");
    }

    private static InvalidDataException CutOff(Exception? inner) =>
        new("The gzip is truncated: the file ends before its contents do. Copy or download it again.", inner);

    private static byte[] Compress(byte[] contents)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Optimal))
            gzip.Write(contents);
        return result.ToArray();
    }

    /// <summary>A file with the trailer behind it.</summary>
    private sealed class Continued(Stream file) : ForwardStream
    {
        private int _trailerPosition;

        /// <summary>True once the trailer has begun.</summary>
        public bool IsExhausted { get; private set; }

        /// <summary>True once something was to be read behind the trailer.</summary>
        public bool IsAskedForMore { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            int count = file.Read(buffer);
            if (count > 0)
                return count;
            IsExhausted = true;
            IsAskedForMore = _trailerPosition == Trailer.Length;
            count = Math.Min(buffer.Length, Trailer.Length - _trailerPosition);
            Trailer.AsSpan(_trailerPosition, count).CopyTo(buffer);
            _trailerPosition += count;
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                file.Dispose();
            base.Dispose(disposing);
        }
    }
}
