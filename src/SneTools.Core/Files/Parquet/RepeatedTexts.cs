namespace SneTools;

/// <summary>The texts of values that repeat themselves: what a dictionary held once becomes one text, and not one a row.</summary>
/// <param name="toText">The text of a value.</param>
/// <param name="count">Number of values.</param>
/// <param name="budget">How much the file may expand to.</param>
internal sealed class RepeatedTexts<T>(Func<T, string?> toText, int count, Expansion budget)
    where T : struct
{
    /// <summary>The most values that are remembered, each in a place of its own.</summary>
    private const int MostPlaces = 1 << 10;

    /// <summary>Bytes of a text without its characters.</summary>
    private const int BytesOfText = 24;

    private readonly (T Value, string? Text, bool IsThere)[] _places = new (T, string?, bool)[Math.Clamp(count, 1, MostPlaces)];

    /// <summary>The text of a value.</summary>
    public string? Of(T value)
    {
        // Of a text that is where it lies, so that the text itself need not be looked at.
        ref (T Value, string? Text, bool IsThere) place = ref _places[(uint)value.GetHashCode() % (uint)_places.Length];
        if (place.IsThere && EqualityComparer<T>.Default.Equals(place.Value, value))
            return place.Text;
        string? text = toText(value);
        budget.Take(BytesOfText + (2.0 * (text?.Length ?? 0)), "A column of texts");
        place = (value, text, true);
        return text;
    }

    /// <summary>The texts of a group of rows; null for null.</summary>
    public string?[] Of(ParquetValues<T> values)
    {
        var texts = new string?[values.Count];
        int i = 0;
        foreach (T? value in values)
            texts[i++] = value is { } there ? Of(there) : null;
        return texts;
    }
}
