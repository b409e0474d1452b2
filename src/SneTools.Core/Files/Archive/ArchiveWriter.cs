using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SneTools;

/// <summary>Writes an archive: <see cref="ArchiveForm"/>. The same contents give the same bytes.</summary>
internal sealed class ArchiveWriter : IDisposable
{
    /// <summary>How much room texts of one width may take, in shares of what they hold; beyond that they are written one after the other.
    /// </summary>
    private const int MostWaste = 16;

    /// <summary>Room, in bytes, that is not worth a thought.</summary>
    private const int SmallTable = 1 << 20;

    /// <summary>The earliest time that a zip can tell.</summary>
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _zip;
    private readonly List<ArchivePart> _parts = [];

    /// <summary>Begins an archive.</summary>
    /// <param name="stream">Where to. It is left open.</param>
    public ArchiveWriter(Stream stream) => _zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>Adds an array of numbers, which are not compressed: they would hardly become fewer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="shape">The size of every dimension.</param>
    public void Add<T>(string name, ReadOnlySpan<T> values, params ReadOnlySpan<int> shape)
        where T : unmanaged => Write(name, ArchiveForm.TypeOf<T>(), shape, CompressionLevel.NoCompression, values);

    /// <summary>Adds texts: an array of type U, or, where that cannot hold them or would be mostly empty, their characters one after the other
    /// and where each ends.</summary>
    /// <param name="name">The name of the array.</param>
    /// <param name="texts">The texts.</param>
    public void AddTexts(string name, IReadOnlyList<string> texts)
    {
        int width = Math.Max(1, texts.Select(ArchiveForm.Length).DefaultIfEmpty().Max());
        double room = 4.0 * width * texts.Count;
        double held = 4.0 * texts.Sum(text => (double)text.Length);
        if (room > Math.Max(SmallTable, MostWaste * held) || room > Array.MaxLength || !texts.All(ArchiveForm.IsPlain))
        {
            AddCharacters(name, texts);
            return;
        }

        var bytes = new byte[(int)room];
        for (int k = 0; k < texts.Count; k++)
            Encoding.UTF32.GetBytes(texts[k], bytes.AsSpan(4 * width * k));
        Write(name, FormattableString.Invariant($"<U{width}"), [texts.Count], CompressionLevel.Fastest, new ReadOnlySpan<byte>(bytes));
    }

    /// <summary>Adds the texts of a column: the different ones, and which of these each row has.</summary>
    /// <param name="name">What the names of both arrays begin with.</param>
    /// <param name="texts">A text for every row; null for none.</param>
    public void AddColumn(string name, IReadOnlyList<string?> texts)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var codes = new int[texts.Count];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = -1;
            if (texts[i] is { } text && !places.TryGetValue(text, out codes[i]))
                places.Add(text, codes[i] = places.Count);
        }

        Add<int>(name + ArchiveForm.Codes, codes, codes.Length);
        AddTexts(name + ArchiveForm.Values, [.. places.Keys]);
    }

    /// <summary>Writes what the arrays are, and ends the archive.</summary>
    /// <param name="format">What the archive is.</param>
    /// <param name="version">The version of that.</param>
    /// <param name="program">What wrote it.</param>
    /// <param name="contents">All that is no array.</param>
    /// <returns>The checksum of what is written, which no other archive has.</returns>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>: there are more arrays than are read.</exception>
    public string Complete<T>(string format, int version, string program, T contents)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(
            new { Format = format, Version = version, Program = program, Contents = contents, Parts = _parts }, ArchiveForm.Json);
        if (_parts.Count > ArchiveForm.MaxParts || json.Length > ArchiveForm.MaxContents)
            throw new SneException(SneError.InvalidOption, FormattableString.Invariant($"The model has {_parts.Count} parts, and what tells of them takes {json.Length} bytes; a file holds {ArchiveForm.MaxParts} and {ArchiveForm.MaxContents}."));
        Write(ArchiveForm.Contents, json);
        string checksum = ArchiveForm.Digits(SHA256.HashData(json));
        Write(ArchiveForm.Checksum, Encoding.ASCII.GetBytes(checksum));
        return checksum;
    }

    /// <summary>Writes the directory of the archive.</summary>
    public void Dispose() => _zip.Dispose();

    private void AddCharacters(string name, IReadOnlyList<string> texts)
    {
        var ends = new int[texts.Count];
        double length = texts.Sum(text => (double)text.Length);
        if (length > Array.MaxLength)
            throw new SneException(SneError.InvalidOption, FormattableString.Invariant($"The texts of '{name}' have {length} characters; one array can hold {Array.MaxLength}."));
        var characters = new char[(int)length];
        for (int k = 0, end = 0; k < ends.Length; k++)
        {
            texts[k].CopyTo(characters.AsSpan(end));
            ends[k] = end += texts[k].Length;
        }

        Write(name + ArchiveForm.Characters, ArchiveForm.TypeOf<ushort>(), [characters.Length], CompressionLevel.Fastest, new ReadOnlySpan<char>(characters));
        Add<int>(name + ArchiveForm.Ends, ends, ends.Length);
    }

    /// <summary>Writes an array in pieces: all of it may be more bytes than a span can have.</summary>
    private void Write<T>(string name, string type, ReadOnlySpan<int> shape, CompressionLevel level, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using (Stream stream = Create(name + ArchiveForm.Extension, level))
        {
            Write(ArchiveForm.Header(type, shape));
            byte[] buffer = BitConverter.IsLittleEndian || size == 1 ? [] : new byte[ArchiveForm.Chunk];
            while (values.Length > 0)
            {
                ReadOnlySpan<T> next = values[..Math.Min(ArchiveForm.Chunk / size, values.Length)];
                Write(InOrder(MemoryMarshal.AsBytes(next), buffer, size));
                values = values[next.Length..];
            }

            void Write(ReadOnlySpan<byte> next)
            {
                hash.AppendData(next);
                stream.Write(next);
            }
        }

        _parts.Add(new ArchivePart(name, type, shape.ToArray(), ArchiveForm.Digits(hash.GetHashAndReset())));
    }

    private void Write(string entry, byte[] bytes)
    {
        using Stream stream = Create(entry, CompressionLevel.Fastest);
        stream.Write(bytes);
    }

    private Stream Create(string entry, CompressionLevel level)
    {
        ZipArchiveEntry created = _zip.CreateEntry(entry, level);
        created.LastWriteTime = NoTime;
        return created.Open();
    }

    /// <summary>Numbers with the lowest byte first.</summary>
    private static ReadOnlySpan<byte> InOrder(ReadOnlySpan<byte> bytes, byte[] buffer, int size)
    {
        if (buffer.Length == 0)
            return bytes;
        Span<byte> target = buffer.AsSpan(0, bytes.Length);
        bytes.CopyTo(target);
        Elements.Reverse(target, size);
        return target;
    }
}
