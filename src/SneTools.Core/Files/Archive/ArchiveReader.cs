using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SneTools;

/// <summary>Reads an archive: <see cref="ArchiveForm"/>. Nothing is believed before it is checked, and no array is made whose size the file
/// does not bear out.</summary>
internal sealed class ArchiveReader : IDisposable
{
    private const int EndLength = 22;
    private const uint EndSignature = 0x06054B50;

    /// <summary>How many times their size parts may expand to: numbers are not compressed, and texts not so much.</summary>
    private const int LargestFactor = 100;

    private const int LongestType = 12;
    private const int MostDimensions = 3;

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ArchivePart> _parts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = [];
    private readonly JsonElement _contents;

    private ArchiveReader(Stream stream, string format, int newest)
    {
        RequireEnd(stream);
        _zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        RequireEntries(stream.Length);
        Envelope envelope = ReadEnvelope(format, newest);
        (Version, Program, _contents) = (envelope.Version, envelope.Program, envelope.Contents);
        Checksum = Encoding.ASCII.GetString(ReadAll(ArchiveForm.Checksum, 2 * SHA256.HashSizeInBytes));
        foreach (ArchivePart? part in envelope.Parts)
        {
            if (part is null || part.Type.Length is < 2 or > LongestType || part.Shape.Length is < 1 or > MostDimensions)
                throw Invalid($"{ArchiveForm.Contents} names a part without type or shape");
            if (!_parts.TryAdd(part.Name, part))
                throw Invalid($"{ArchiveForm.Contents} names the part '{Refusal.Shorten(part.Name)}' twice");
            if (!_entries.ContainsKey(part.Entry))
                throw Invalid($"it lacks the part '{Refusal.Shorten(part.Name)}'");
        }

        string? unknown = _entries.Keys.FirstOrDefault(name => name is not (ArchiveForm.Contents or ArchiveForm.Checksum) && !_parts.ContainsKey(name[..^ArchiveForm.Extension.Length]));
        if (unknown is not null)
            throw Invalid($"it holds '{Refusal.Shorten(unknown)}', of which {ArchiveForm.Contents} says nothing");
    }

    /// <summary>The version of the format.</summary>
    public int Version { get; }

    /// <summary>What wrote the archive.</summary>
    public string Program { get; }

    /// <summary>The checksum of what the archive says of itself, that of every array included: no other archive has it.</summary>
    public string Checksum { get; }

    /// <summary>Whether a file is an archive that says that it is one of a kind.</summary>
    /// <param name="stream">The file, which can be read at any place. It is left open.</param>
    /// <param name="format">The kind.</param>
    public static bool Is(Stream stream, string format)
    {
        try
        {
            using ArchiveReader archive = Open(stream, format, int.MaxValue);
            return true;
        }
        catch (SneException)
        {
            return false;
        }
        finally
        {
            stream.Position = 0;
        }
    }

    /// <summary>Opens an archive, and reads what it says of itself.</summary>
    /// <param name="stream">The file, which can be read at any place. It is left open.</param>
    /// <param name="format">What the archive is.</param>
    /// <param name="newest">The newest version that can be read.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>.</exception>
    public static ArchiveReader Open(Stream stream, string format, int newest) => Guard(ArchiveForm.Contents, () => new ArchiveReader(stream, format, newest));

    /// <summary>All that is no array.</summary>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>: a value is missing, or is none of its type.</exception>
    public T Contents<T>()
        where T : class => Guard(ArchiveForm.Contents, () => _contents.Deserialize<T>(ArchiveForm.Json) ?? throw Invalid("it has no contents"));

    /// <summary>The dimensions of an array; null if there is none of that name.</summary>
    public IReadOnlyList<int>? ShapeOf(string name) => _parts.GetValueOrDefault(name)?.Shape;

    /// <summary>True if an array holds numbers of a type.</summary>
    public bool IsOf<T>(string name)
        where T : unmanaged => _parts.GetValueOrDefault(name)?.Type == ArchiveForm.TypeOf<T>();

    /// <summary>The names of the arrays that begin with a text.</summary>
    public string[] NamesWith(string prefix) => [.. _parts.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Reads an array.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">The size that every dimension must have.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>: there is none, it has another shape or type, its checksum is another,
    /// or a number is not finite.</exception>
    public T[] Array<T>(string name, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        ArchivePart part = Find(name);
        string type = ArchiveForm.TypeOf<T>();
        if (part.Type != type || !shape.SequenceEqual(part.Shape))
            throw Invalid($"the part '{name}' is {part.Describe()}, where {ArchiveForm.Describe(type, shape)} belongs");
        T[] values = Read<T>(part, Length(part, Unsafe.SizeOf<T>()));
        if (values is double[] numbers && MissingCells.IndexOf(numbers) is >= 0 and var bad)
            throw Invalid(FormattableString.Invariant($"number {bad} of the part '{name}', counted from 0, is {numbers[bad]}, which is not finite"));
        return values;
    }

    /// <summary>Reads texts.</summary>
    /// <param name="name">The name of their array.</param>
    /// <param name="count">How many there must be; null for as many as there are.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>.</exception>
    public string[] Texts(string name, int? count = null)
    {
        if (!_parts.ContainsKey(name) && _parts.ContainsKey(name + ArchiveForm.Characters))
            return Characters(name, count);
        ArchivePart part = Find(name);
        if (!part.Type.StartsWith("<U", StringComparison.Ordinal) || !int.TryParse(part.Type.AsSpan(2), out int width) || width < 1 || part.Shape.Length != 1 || part.Shape[0] != (count ?? part.Shape[0]))
            throw Invalid($"the part '{name}' is {part.Describe()}, where {(count is null ? "texts belong" : FormattableString.Invariant($"{count} texts belong"))}");
        byte[] bytes = Read<byte>(part, Length(part, 4L * width));
        return Guard(name, () =>
        {
            var encoding = new UTF32Encoding(bigEndian: false, byteOrderMark: false, throwOnInvalidCharacters: true);
            var texts = new string[part.Shape[0]];
            for (int k = 0; k < texts.Length; k++)
                texts[k] = encoding.GetString(bytes, 4 * width * k, 4 * width).TrimEnd('\0');
            return texts;
        });
    }

    /// <summary>Reads the texts of a column.</summary>
    /// <param name="name">What the names of its arrays begin with.</param>
    /// <param name="count">How many rows there must be.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>.</exception>
    public string?[] Column(string name, int count)
    {
        int[] codes = Array<int>(name + ArchiveForm.Codes, count);
        string[] values = Texts(name + ArchiveForm.Values);
        int bad = System.Array.FindIndex(codes, code => code < -1 || code >= values.Length);
        if (bad >= 0)
            throw Invalid(FormattableString.Invariant($"number {bad} of the part '{name}{ArchiveForm.Codes}', counted from 0, is {codes[bad]}, and there are {values.Length} texts"));
        return System.Array.ConvertAll(codes, code => code < 0 ? null : values[code]);
    }

    /// <summary>Throws if there is an array that nobody asked for.</summary>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>.</exception>
    public void RequireAllRead()
    {
        if (_parts.Keys.FirstOrDefault(name => !_read.Contains(name)) is { } left)
            throw Invalid($"it has a part '{Refusal.Shorten(left)}', which belongs to no model like this");
    }

    /// <summary>Ends the reading.</summary>
    public void Dispose() => _zip.Dispose();

    /// <summary>The refusal of a file that is none.</summary>
    public static SneException Invalid(string what, Exception? cause = null) =>
        new(SneError.InvalidFile, $"This is no model that can be read: {what}.", innerException: cause);

    /// <summary>Looks at the end of the file, where a zip tells how many entries it has, before anything is made of them.</summary>
    private static void RequireEnd(Stream stream)
    {
        Span<byte> end = stackalloc byte[EndLength];
        if (!stream.CanSeek)
            throw Invalid("it must be a file, and not a pipe or a device");
        if (stream.Length < EndLength)
            throw Invalid($"it has {stream.Length} bytes");
        stream.Position = stream.Length - EndLength;
        stream.ReadExactly(end);
        if (BinaryPrimitives.ReadUInt32LittleEndian(end) != EndSignature)
            throw Invalid("it is no zip archive, or is cut off: its end has no directory");
        int count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        if (count > ArchiveForm.MaxParts + 2)
            throw Invalid($"it has {count} entries, and no model has more than {ArchiveForm.MaxParts + 2}");
    }

    /// <summary>Holds the names and sizes of the entries against each other and the file.</summary>
    private void RequireEntries(long fileLength)
    {
        var budget = new Expansion(fileLength, factor: LargestFactor, advice: "A model that SneTools wrote is not compressed so much.");
        double stored = 0;
        foreach (ZipArchiveEntry entry in _zip.Entries)
        {
            string name = entry.FullName;
            if (name.AsSpan().ContainsAny("/\\:") || name.Contains("..", StringComparison.Ordinal) || (name is not (ArchiveForm.Contents or ArchiveForm.Checksum) && !name.EndsWith(ArchiveForm.Extension, StringComparison.Ordinal)))
                throw Invalid($"it has an entry '{Refusal.Shorten(name)}', and a model has nothing but arrays (.npy), {ArchiveForm.Contents} and {ArchiveForm.Checksum}");
            if (!_entries.TryAdd(name, entry))
                throw Invalid($"it has two entries '{Refusal.Shorten(name)}'");
            if (_entries.Count > ArchiveForm.MaxParts + 2)
                throw Invalid($"it has more than {ArchiveForm.MaxParts + 2} entries");
            stored += entry.CompressedLength;
            if (entry.CompressedLength < 0 || entry.Length < 0 || stored > fileLength)
                throw Invalid($"with its entry '{Refusal.Shorten(name)}' its parts are larger than the file");
            budget.Take(entry.Length, $"The part '{Refusal.Shorten(name)}', with those before it,");
        }

        MemoryBudget.Require(_zip.Entries.Sum(entry => (double)entry.Length), "The model", "Read it on a larger machine, or write it anew with -Compact.");
    }

    private Envelope ReadEnvelope(string format, int newest)
    {
        byte[] json = ReadAll(ArchiveForm.Contents, ArchiveForm.MaxContents);
        string digits = Encoding.ASCII.GetString(ReadAll(ArchiveForm.Checksum, 2 * SHA256.HashSizeInBytes));
        using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = ArchiveForm.Json.MaxDepth });
        JsonElement root = document.RootElement;
        string? named = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("format", out JsonElement name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
        if (named != format)
            throw Invalid($"{ArchiveForm.Contents} does not say that it is a '{format}'{(named is null ? string.Empty : $", but a '{Refusal.Shorten(named)}'")}");
        if (!root.TryGetProperty("version", out JsonElement text) || text.ValueKind != JsonValueKind.Number || !text.TryGetInt32(out int version) || version < 1)
            throw Invalid($"{ArchiveForm.Contents} does not say of which version it is");
        if (version > newest)
            throw Invalid($"it is of version {version} of the format, and this SneTools reads versions up to {newest}; read it with the SneTools that wrote it, or a newer one");
        if (digits != ArchiveForm.Digits(SHA256.HashData(json)))
            throw Invalid($"{ArchiveForm.Contents} is damaged: its SHA-256 is not the one in {ArchiveForm.Checksum}");
        return root.Deserialize<Envelope>(ArchiveForm.Json)!;
    }

    private byte[] ReadAll(string entry, int most)
    {
        if (!_entries.TryGetValue(entry, out ZipArchiveEntry? found))
            throw Invalid($"it lacks {entry}");
        if (found.Length > most)
            throw Invalid($"{entry} has {found.Length} bytes, and no more than {most} are read");
        var bytes = new byte[found.Length];
        using Stream stream = found.Open();
        stream.ReadExactly(bytes);
        return stream.ReadByte() < 0 ? bytes : throw Invalid($"{entry} is longer than the archive says");
    }

    private ArchivePart Find(string name) => _parts.GetValueOrDefault(name) ?? throw Invalid($"it lacks the part '{name}'");

    /// <summary>The bytes of an array behind its header, as its shape and its entry have them alike.</summary>
    private long Length(ArchivePart part, long size)
    {
        double bytes = size;
        foreach (int length in part.Shape)
            bytes = length >= 0 ? bytes * length : double.NaN;
        long entry = _entries[part.Entry].Length - ArchiveForm.Header(part.Type, part.Shape).Length;
        return bytes == entry
            ? entry
            : throw Invalid(FormattableString.Invariant($"the part '{part.Name}' has {entry} bytes, and {part.Describe()} would have {bytes}"));
    }

    /// <summary>Reads the numbers of an array into memory, and checks header, length and checksum.</summary>
    private T[] Read<T>(ArchivePart part, long bytes)
        where T : unmanaged => Guard(part.Name, () =>
        {
            _read.Add(part.Name);
            long count = bytes / Unsafe.SizeOf<T>();
            if (count > System.Array.MaxLength)
                throw new SneException(SneError.OutOfMemory, $"The part '{part.Name}', {part.Describe()}, is larger than one array can be.");
            byte[] expected = ArchiveForm.Header(part.Type, part.Shape);
            byte[] header = new byte[expected.Length];
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using Stream stream = _entries[part.Entry].Open();
            stream.ReadExactly(header);
            if (!header.AsSpan().SequenceEqual(expected))
                throw Invalid($"the part '{part.Name}' does not begin as an array {part.Describe()}");
            hash.AppendData(header);
            var values = new T[count];
            int chunk = ArchiveForm.Chunk / Unsafe.SizeOf<T>();
            for (Span<T> rest = values; rest.Length > 0; rest = rest[Math.Min(chunk, rest.Length)..])
            {
                Span<byte> next = MemoryMarshal.AsBytes(rest[..Math.Min(chunk, rest.Length)]);
                stream.ReadExactly(next);
                hash.AppendData(next);
                if (!BitConverter.IsLittleEndian)
                    Elements.Reverse(next, Unsafe.SizeOf<T>());
            }

            if (stream.ReadByte() >= 0)
                throw Invalid($"the part '{part.Name}' is longer than the archive says");
            if (ArchiveForm.Digits(hash.GetHashAndReset()) != part.Sha256)
                throw Invalid($"the part '{part.Name}' is damaged: its SHA-256 is not the one in {ArchiveForm.Contents}");
            return values;
        });

    private string[] Characters(string name, int? count)
    {
        ArchivePart part = Find(name + ArchiveForm.Characters);
        ushort[] characters = Array<ushort>(part.Name, part.Shape);
        int[] ends = Array<int>(name + ArchiveForm.Ends, count ?? Find(name + ArchiveForm.Ends).Shape.FirstOrDefault());
        var texts = new string[ends.Length];
        for (int k = 0, end = 0; k < texts.Length; end = ends[k++])
        {
            if (ends[k] < end || ends[k] > characters.Length)
                throw Invalid(FormattableString.Invariant($"number {k} of the part '{name}{ArchiveForm.Ends}', counted from 0, is {ends[k]}, which ends no text"));
            texts[k] = new string(MemoryMarshal.Cast<ushort, char>(characters.AsSpan()[end..ends[k]]));
        }

        return texts;
    }

    /// <summary>Does work on a part; what a damaged archive or text throws becomes a refusal that names it.</summary>
    private static T Guard<T>(string part, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or JsonException or ArgumentException or NotSupportedException or OverflowException
            || error is InvalidOperationException { InnerException: DecoderFallbackException })
        {
            throw Invalid($"'{part}' is damaged: {error.Message.TrimEnd('.')}", error);
        }
    }

    /// <summary>What an archive says of itself.</summary>
    private sealed record Envelope(string Format, int Version, string Program, JsonElement Contents, ArchivePart[] Parts);
}
