using System.Globalization;

namespace SneTools;

/// <summary>Vectors in a cell, as they are written in texts: [0.1, 0.2] in JSON, [0.1 0.2] by NumPy.</summary>
internal static class CellVector
{
    /// <summary>Reads a vector.</summary>
    /// <param name="text">Numbers between brackets, with a comma or blanks between them; null, None or NaN for an element that is missing.</param>
    /// <returns>The elements; null if the text is no vector.</returns>
    public static double[]? Parse(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text is not ['[', .. var inner, ']'])
            return null;
        var elements = new List<double>();
        bool hasCommas = inner.Contains(',');
        inner = inner.Trim();
        while (!inner.IsEmpty)
        {
            int end = hasCommas ? inner.IndexOf(',') : inner.IndexOfAny(" \t\r\n");
            ReadOnlySpan<char> element = end < 0 ? inner : inner[..end];
            if (!TryParse(element.Trim(), out double number))
                return null;
            elements.Add(number);
            if (end < 0)
                break;
            inner = inner[(end + 1)..].TrimStart();
            if (inner.IsEmpty && hasCommas)
                return null;
        }

        return [.. elements];
    }

    /// <summary>Writes a vector as JSON does; every element reads back as the same number.</summary>
    public static string Format(ReadOnlySpan<double> elements)
    {
        var texts = new string[elements.Length];
        for (int k = 0; k < texts.Length; k++)
            texts[k] = double.IsNaN(elements[k]) ? "null" : elements[k].ToString("R", CultureInfo.InvariantCulture);
        return $"[{string.Join(", ", texts)}]";
    }

    private static bool TryParse(ReadOnlySpan<char> element, out double number)
    {
        if (element is "null" or "None")
        {
            number = double.NaN;
            return true;
        }

        return Cell.TryParse(element, out number);
    }
}
