using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace SneTools;

/// <summary>Values of JSON as cells of a table.</summary>
internal static class JsonValue
{
    /// <summary>The cell of a value.</summary>
    /// <param name="kind">What it is; neither an object nor a list with such in it.</param>
    /// <param name="text">Its bytes.</param>
    /// <param name="vector">Its elements, if it is a vector.</param>
    /// <param name="texts">Texts that come again and again.</param>
    /// <exception cref="InvalidOperationException">The bytes are no text.</exception>
    public static Cell ToCell(JsonKind kind, ReadOnlySpan<byte> text, double[]? vector, TextPool texts) => kind switch
    {
        JsonKind.Absent => Cell.Absent,
        JsonKind.Null => Cell.Empty,
        JsonKind.True => Cell.FromText(bool.TrueString),
        JsonKind.False => Cell.FromText(bool.FalseString),
        JsonKind.Number => Cell.FromText(Encoding.ASCII.GetString(text)),
        JsonKind.Text => Cell.FromText(texts.Get(Valid(text))),
        JsonKind.EscapedText => Cell.FromText(Unescape(text)),
        JsonKind.Vector => Cell.FromVector(vector!),
        JsonKind.List => Cell.FromText(Encoding.UTF8.GetString(Valid(text))),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The cell of a row's name, which is no measurement even where it is a number.</summary>
    /// <param name="key">The name.</param>
    /// <param name="isNumeric">True if it was asked for as a number all the same.</param>
    public static Cell ToKey(string? key, bool isNumeric) => key is null ? Cell.Empty : isNumeric ? Cell.FromText(key) : Cell.FromOpaqueText(key);

    private static ReadOnlySpan<byte> Valid(ReadOnlySpan<byte> text) =>
        Utf8.IsValid(text) ? text : throw new InvalidOperationException("The bytes are no UTF-8.");

    private static string Unescape(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        reader.Read();
        return reader.GetString()!;
    }
}
