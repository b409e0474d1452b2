using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace SneTools;

/// <summary>A state as plain data: arrays of numbers and single values, each under a name.</summary>
/// <remarks>Single values are text, written culture-invariantly and so that they are read as the same bits; NaN and infinities are among
/// them.</remarks>
public sealed class StateArrays
{
    /// <summary>The most arrays, and the most single values, that are read.</summary>
    private const int MaxCount = 1 << 20;

    /// <summary>Numbers that are read at once: memory grows with what a file really holds, whatever length it claims.</summary>
    private const int Chunk = 1 << 16;

    private readonly SortedDictionary<string, Array> _arrays = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _scalars = new(StringComparer.Ordinal);

    /// <summary>The arrays: each a <c>double[]</c> or a <c>long[]</c>.</summary>
    public IReadOnlyDictionary<string, Array> Arrays => _arrays;

    /// <summary>The single values.</summary>
    public IReadOnlyDictionary<string, string> Scalars => _scalars;

    private static ReadOnlySpan<byte> Signature => "SNESTATE1"u8;

    /// <summary>Adds an array, which is not copied.</summary>
    public void Add(string name, double[] values) => _arrays.Add(name, values);

    /// <summary>Adds an array, which is not copied.</summary>
    public void Add(string name, long[] values) => _arrays.Add(name, values);

    /// <summary>Adds a single value.</summary>
    public void Add(string name, string value) => _scalars.Add(name, value);

    /// <summary>Writes all of it.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Signature);
        writer.Write(_scalars.Count);
        foreach ((string name, string value) in _scalars)
        {
            writer.Write(name);
            writer.Write(value);
        }

        writer.Write(_arrays.Count);
        foreach ((string name, Array values) in _arrays)
        {
            writer.Write(name);
            writer.Write(values is double[]);
            writer.Write(values.LongLength);
            ReadOnlySpan<long> rest = values is double[] doubles ? MemoryMarshal.Cast<double, long>(doubles) : (long[])values;
            for (; rest.Length > 0; rest = rest[Math.Min(Chunk, rest.Length)..])
                Write(writer, rest[..Math.Min(Chunk, rest.Length)]);
        }
    }

    /// <summary>Reads what <see cref="Write(Stream)"/> wrote.</summary>
    /// <param name="stream">Where from; it stays open.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>: it is none, or ends too early.</exception>
    public static StateArrays Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        try
        {
            return Read(reader);
        }
        catch (Exception error) when (error is EndOfStreamException or FormatException or ArgumentException)
        {
            throw new SneException(SneError.InvalidFile, $"The state of a descent ends too early, or is damaged: {error.Message}", innerException: error);
        }
    }

    /// <summary>Puts what another one holds under names of its own.</summary>
    /// <param name="prefix">What comes before the names.</param>
    /// <param name="part">What is put there.</param>
    internal void Add(string prefix, StateArrays part)
    {
        foreach ((string name, Array values) in part._arrays)
            _arrays.Add(prefix + name, values);
        foreach ((string name, string value) in part._scalars)
            _scalars.Add(prefix + name, value);
    }

    /// <summary>What was put under a prefix.</summary>
    internal StateArrays Part(string prefix)
    {
        var result = new StateArrays();
        foreach ((string name, Array values) in _arrays.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)))
            result._arrays.Add(name[prefix.Length..], values);
        foreach ((string name, string value) in _scalars.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)))
            result._scalars.Add(name[prefix.Length..], value);
        return result;
    }

    /// <summary>Whether anything was put under a prefix.</summary>
    internal bool HasPart(string prefix) =>
        _arrays.Keys.Concat(_scalars.Keys).Any(name => name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Adds a single value; null is left out.</summary>
    internal void Add<T>(string name, T? value)
        where T : struct, IFormattable
    {
        if (value is { } number)
            _scalars.Add(name, number.ToString(null, CultureInfo.InvariantCulture));
    }

    /// <summary>An array of a given length.</summary>
    /// <exception cref="SneException">There is none.</exception>
    internal T[] Array<T>(string name, long length)
        where T : unmanaged
    {
        if (!_arrays.TryGetValue(name, out Array? values) || values is not T[] array)
            throw Invalid($"lacks its array '{name}' of {typeof(T).Name}");
        return array.LongLength == length
            ? array
            : throw Invalid(FormattableString.Invariant($"has {array.LongLength} numbers in '{name}', where {length} belong"));
    }

    /// <summary>An array of a given length, or null if there is none of that name.</summary>
    internal T[]? ArrayIfAny<T>(string name, long length)
        where T : unmanaged => _arrays.ContainsKey(name) ? Array<T>(name, length) : null;

    /// <summary>A single value.</summary>
    /// <exception cref="SneException">There is none.</exception>
    internal T Scalar<T>(string name)
        where T : struct, IParsable<T> => ScalarIfAny<T>(name) ?? throw Invalid($"lacks its value '{name}'");

    /// <summary>A single value, or null if there is none of that name.</summary>
    internal T? ScalarIfAny<T>(string name)
        where T : struct, IParsable<T>
    {
        if (!_scalars.TryGetValue(name, out string? text))
            return null;
        return T.TryParse(text, CultureInfo.InvariantCulture, out T value)
            ? value
            : throw Invalid($"has '{Refusal.Shorten(text)}' for its value '{name}'");
    }

    /// <summary>A whole number from 0 to a largest one.</summary>
    internal int Count(string name, int largest)
    {
        int count = Scalar<int>(name);
        return count >= 0 && count <= largest
            ? count
            : throw Invalid(FormattableString.Invariant($"has {count} for its value '{name}', which is from 0 to {largest}"));
    }

    /// <summary>The refusal of a state that is none.</summary>
    internal static SneException Invalid(string what) => new(SneError.InvalidFile, $"The state of a descent {what}.");

    private static StateArrays Read(BinaryReader reader)
    {
        if (!reader.ReadBytes(Signature.Length).AsSpan().SequenceEqual(Signature))
            throw Invalid("does not begin as one");
        var result = new StateArrays();
        for (int count = ReadCount(reader); count > 0; count--)
            result._scalars.Add(reader.ReadString(), reader.ReadString());
        for (int count = ReadCount(reader); count > 0; count--)
        {
            string name = reader.ReadString();
            result._arrays.Add(name, reader.ReadBoolean() ? ReadNumbers<double>(reader) : ReadNumbers<long>(reader));
        }

        return result;
    }

    private static int ReadCount(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        return count is >= 0 and <= MaxCount ? count : throw Invalid(FormattableString.Invariant($"claims to have {count} parts"));
    }

    private static T[] ReadNumbers<T>(BinaryReader reader)
        where T : unmanaged
    {
        long length = reader.ReadInt64();
        if (length < 0 || length > System.Array.MaxLength)
            throw Invalid(FormattableString.Invariant($"claims an array of {length} numbers"));
        var values = new T[Math.Min(length, Chunk)];
        for (int done = 0; done < length;)
        {
            if (done == values.Length)
                System.Array.Resize(ref values, (int)Math.Min(length, 2L * done));
            Span<long> next = MemoryMarshal.Cast<T, long>(values.AsSpan(done));
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(next));
            if (!BitConverter.IsLittleEndian)
                BinaryPrimitives.ReverseEndianness(next, next);
            done = values.Length;
        }

        return values;
    }

    private static void Write(BinaryWriter writer, ReadOnlySpan<long> numbers)
    {
        if (BitConverter.IsLittleEndian)
        {
            writer.Write(MemoryMarshal.AsBytes(numbers));
            return;
        }

        foreach (long number in numbers)
            writer.Write(number);
    }
}
