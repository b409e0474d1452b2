using System.Globalization;

namespace SneTools;

/// <summary>Reads numbers as JSON writes them.</summary>
internal static class JsonNumber
{
    /// <summary>Reads a number, or one of the words NaN, Infinity and -Infinity.</summary>
    /// <param name="text">Its text, which is one.</param>
    /// <returns>The nearest double.</returns>
    public static double Parse(ReadOnlySpan<byte> text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
