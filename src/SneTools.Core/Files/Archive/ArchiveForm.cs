using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SneTools;

/// <summary>What writer and reader of an archive agree on: a zip of NPY arrays, which NumPy reads as .npz; model.json, which says what they
/// are and has a checksum of each; and model.sha256, the checksum of that.</summary>
internal static class ArchiveForm
{
    /// <summary>The entry that says what the others are.</summary>
    public const string Contents = "model.json";

    /// <summary>The entry with the checksum of <see cref="Contents"/>: 64 digits.</summary>
    public const string Checksum = "model.sha256";

    /// <summary>What the name of an array's entry ends with.</summary>
    public const string Extension = ".npy";

    /// <summary>What a part is called whose texts are one after the other: their characters.</summary>
    public const string Characters = ".utf16";

    /// <summary>What a part is called that says where each of these texts ends.</summary>
    public const string Ends = ".ends";

    /// <summary>What a part is called that says which of the different texts of a column each row has, -1 for none.</summary>
    public const string Codes = ".codes";

    /// <summary>What the part of these different texts is called.</summary>
    public const string Values = ".values";

    /// <summary>The most arrays.</summary>
    public const int MaxParts = 65_000;

    /// <summary>The most bytes of <see cref="Contents"/>.</summary>
    public const int MaxContents = 1 << 24;

    /// <summary>Bytes that are read, written and added to a checksum at once.</summary>
    public const int Chunk = 1 << 18;

    /// <summary>How the contents are written: no member that is not known, none twice, none missing.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        WriteIndented = true,
        MaxDepth = 16,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
    };

    /// <summary>NumPy's name of a type.</summary>
    public static string TypeOf<T>()
        where T : unmanaged => default(T) switch
        {
            double => "<f8",
            long => "<i8",
            int => "<i4",
            ushort => "<u2",
            byte => "|u1",
            _ => throw new NotSupportedException($"Arrays of {typeof(T).Name} are not written."),
        };

    /// <summary>The header of an array.</summary>
    public static byte[] Header(string type, ReadOnlySpan<int> shape) => NpyHeader.Bytes(NpyHeader.Text($"'{type}'", shape))!;

    /// <summary>Type and dimensions as a text: &lt;f8, 150 x 2.</summary>
    public static string Describe(string type, ReadOnlySpan<int> shape) =>
        $"{type}, {string.Join(" x ", shape.ToArray().Select(size => FormattableString.Invariant($"{size}")))}";

    /// <summary>The digits of a checksum.</summary>
    public static string Digits(ReadOnlySpan<byte> hash) => Convert.ToHexStringLower(hash);

    /// <summary>The characters of a text as NumPy counts them.</summary>
    public static int Length(string text) => Encoding.UTF32.GetByteCount(text) / 4;

    /// <summary>True for a text that NumPy's type U holds: it takes zeros at the end away, and half of a pair is no character.</summary>
    public static bool IsPlain(string text)
    {
        if (text.EndsWith('\0'))
            return false;
        for (int k = 0; k < text.Length; k++)
        {
            if (!char.IsSurrogate(text[k]))
                continue;
            if (!char.IsHighSurrogate(text[k]) || k + 1 == text.Length || !char.IsLowSurrogate(text[k + 1]))
                return false;
            k++;
        }

        return true;
    }
}
