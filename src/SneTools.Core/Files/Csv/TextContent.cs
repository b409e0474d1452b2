using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace SneTools;

/// <summary>The contents of a text, in UTF-8 whatever they are encoded in, without a byte order mark. Bytes that are not of the encoding
/// are an error with their place; what stands before them is read.</summary>
internal sealed class TextContent
{
    /// <summary>Stands in the bytes for a delimiter that is not a single byte.</summary>
    public const char Separator = '\u001F';

    /// <summary>As a delimiter, one that no text has: it is not in UTF-8.</summary>
    public const char Nothing = '\u00FF';

    /// <summary>The least room that a reader may offer.</summary>
    public const int LeastRoom = 64;

    private const int ChunkLength = 1 << 14;

    private static readonly UTF8Encoding PlainUtf8 = new(encoderShouldEmitUTF8Identifier: false);
    private static readonly Encoding[] Marked =
        [new UTF32Encoding(false, true), new UTF32Encoding(true, true), new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode];

    private readonly ContentStream _content;
    private readonly Encoding _encoding;
    private readonly char? _separator;
    private readonly Transcoder? _transcoder;
    private readonly byte[] _rest = new byte[4];
    private int _restLength;
    private bool _isEnded;
    private long _badOffset;
    private byte[] _bad = [];

    /// <summary>Begins to read a text.</summary>
    /// <param name="source">The file, at its beginning.</param>
    /// <param name="encoding">The encoding; null for UTF-8. A byte order mark tells otherwise.</param>
    /// <param name="delimiter">A character that stands as <see cref="Separator"/> in the bytes; null if there is none.</param>
    public TextContent(DataSource source, Encoding? encoding, char? delimiter = null)
    {
        _content = source.Content;
        _separator = delimiter;
        _encoding = encoding ?? PlainUtf8;
        foreach (Encoding marked in Marked)
        {
            if (!_content.Head.StartsWith(marked.Preamble))
                continue;
            _encoding = marked;
            _content.ReadExactly(new byte[marked.Preamble.Length]);
            break;
        }

        if (_separator is not null || _encoding.CodePage != PlainUtf8.CodePage)
            _transcoder = new Transcoder(_encoding);
    }

    /// <summary>True when the next bytes are not of the encoding: reading on is an error.</summary>
    public bool IsBroken => _bad.Length > 0;

    /// <summary>Reads on.</summary>
    /// <param name="target">Where the bytes go, at least <see cref="LeastRoom"/>.</param>
    /// <returns>How many there are; 0 at the end, and before bytes that are not of the encoding.</returns>
    public int Read(Span<byte> target)
    {
        int count = 0;
        while (count == 0 && !_isEnded && !IsBroken)
            count = _transcoder is null ? ReadUtf8(target) : Transcode(target, _transcoder);
        return count;
    }

    /// <summary>The error that bytes are not of the encoding.</summary>
    /// <param name="place">The row or line that they are in, as the subject of a sentence.</param>
    /// <param name="row">Its number; null if it is the header.</param>
    public SneException NotEncoded(string place, int? row) => new(
        SneError.InvalidFile,
        FormattableString.Invariant(
            $"{place} has the {(_bad.Length == 1 ? "byte" : "bytes")} {Refusal.Bytes(_bad)} at offset {_badOffset} of the text, which {(_bad.Length == 1 ? "is" : "are")} not {_encoding.WebName}. ") +
        "If the text has another encoding, say which with -Encoding (latin1, 1252, unicode, ...).",
        row);

    private int ReadUtf8(Span<byte> target)
    {
        _rest.AsSpan(0, _restLength).CopyTo(target);
        long start = _content.Position - _restLength;
        int read = _content.Read(target[_restLength..]);
        Span<byte> bytes = target[..(_restLength + read)];
        _isEnded = read == 0;
        _restLength = _isEnded ? 0 : Incomplete(bytes);
        int length = bytes.Length - _restLength;
        bytes[length..].CopyTo(_rest);
        bytes = bytes[..length];
        if (Utf8.IsValid(bytes))
            return length;
        int bad = 0;
        int width;
        while (Rune.DecodeFromUtf8(bytes[bad..], out _, out width) == OperationStatus.Done)
            bad += width;
        (_bad, _badOffset) = (bytes.Slice(bad, width).ToArray(), start + bad);
        return bad;
    }

    /// <summary>Bytes at the end of a chunk that may be the beginning of a character: 0 to 3.</summary>
    private static int Incomplete(ReadOnlySpan<byte> bytes)
    {
        for (int count = 1; count <= Math.Min(3, bytes.Length); count++)
        {
            byte first = bytes[^count];
            if (first < 0x80)
                return 0;
            if (first >= 0xC0)
                return Rune.DecodeFromUtf8(bytes[^count..], out _, out _) == OperationStatus.NeedMoreData ? count : 0;
        }

        return 0;
    }

    private int Transcode(Span<byte> target, Transcoder transcoder)
    {
        long start = _content.Position;
        Span<byte> bytes = transcoder.Bytes.AsSpan(0, Math.Min(ChunkLength, (target.Length - 8) / 4));
        int read = _content.Read(bytes);
        _isEnded = read == 0;
        Span<char> characters = transcoder.Decode(bytes[..read], isLast: _isEnded, out int badIndex, out byte[] bad);
        (_bad, _badOffset) = (bad, start + badIndex);
        if (_separator is { } delimiter)
        {
            if (characters.Contains(Separator))
                throw new SneException(SneError.InvalidFile, $"The text holds the character U+001F, which cannot stand beside the delimiter '{delimiter}'.");
            characters.Replace(delimiter, Separator);
        }

        return transcoder.Encode(characters, target);
    }

    /// <summary>Turns bytes of one encoding into those of UTF-8, chunk by chunk.</summary>
    private sealed class Transcoder
    {
        private readonly PlaceFallback _fallback = new();
        private readonly Decoder _decoder;
        private readonly Encoder _encoder = PlainUtf8.GetEncoder();
        private readonly char[] _characters;
        private readonly bool _isUtf16;
        private readonly bool _isBigEndian;

        public Transcoder(Encoding encoding)
        {
            var strict = (Encoding)encoding.Clone();
            strict.DecoderFallback = _fallback;
            _decoder = strict.GetDecoder();
            _isBigEndian = encoding.CodePage == Encoding.BigEndianUnicode.CodePage;
            _isUtf16 = _isBigEndian || encoding.CodePage == Encoding.Unicode.CodePage;
            _characters = new char[encoding.GetMaxCharCount(ChunkLength) + 8];
        }

        public byte[] Bytes { get; } = new byte[ChunkLength];

        /// <summary>Decodes bytes, up to the first that are not of the encoding.</summary>
        public Span<char> Decode(ReadOnlySpan<byte> bytes, bool isLast, out int badIndex, out byte[] bad)
        {
            Span<char> characters = _characters.AsSpan(0, _decoder.GetChars(bytes, _characters, isLast));
            (badIndex, bad) = (_fallback.Index, _fallback.Bytes);

            // Of the first half of a pair without the second, the runtime tells the place behind it, except at the end.
            if (!isLast && _isUtf16 && bad.Length == 2 && char.IsHighSurrogate((char)(_isBigEndian ? (bad[0] << 8) | bad[1] : (bad[1] << 8) | bad[0])))
                badIndex -= 2;
            if (bad.Length == 0)
                return characters;
            int end = characters.IndexOf(PlaceFallback.Mark);
            return end < 0 ? characters : characters[..end];
        }

        public int Encode(ReadOnlySpan<char> characters, Span<byte> target) => _encoder.GetBytes(characters, target, flush: false);
    }

    /// <summary>Notes the place of the first bytes that are not of an encoding, and leaves a mark in the text.</summary>
    private sealed class PlaceFallback : DecoderFallback
    {
        public const char Mark = '\uFFFF';

        public override int MaxCharCount => 1;

        public int Index { get; private set; }

        public byte[] Bytes { get; private set; } = [];

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer(this);

        private sealed class Buffer(PlaceFallback owner) : DecoderFallbackBuffer
        {
            private bool _isThere;

            public override int Remaining => _isThere ? 1 : 0;

            public override bool Fallback(byte[] bytesUnknown, int index)
            {
                if (owner.Bytes.Length == 0)
                    (owner.Index, owner.Bytes) = (index, bytesUnknown);
                return _isThere = true;
            }

            public override char GetNextChar()
            {
                char next = _isThere ? Mark : '\0';
                _isThere = false;
                return next;
            }

            public override bool MovePrevious() => false;

            public override void Reset() => _isThere = false;
        }
    }
}
