using System.Text;

namespace SneTools;

/// <summary>The properties of rows, each with a place, in the order in which they first appear.</summary>
internal sealed class JsonProperties
{
    /// <summary>Bytes of a property: its names, its places, and what a table has for each column.</summary>
    private const int BytesOfProperty = 700;

    private readonly Expansion _budget;
    private readonly List<string> _names = [];
    private readonly List<byte[]> _texts = [];
    private readonly Dictionary<string, int> _places = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    /// <summary>Makes a set without any.</summary>
    /// <param name="budget">How much the file may expand to.</param>
    public JsonProperties(Expansion budget)
    {
        _budget = budget;
        _lookup = _places.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The names.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Adds a property.</summary>
    /// <returns>Its place.</returns>
    /// <exception cref="SneException">There are more than the file may have.</exception>
    public int Add(string name)
    {
        _budget.RequireColumns(_names.Count + 1, BytesOfProperty);
        _places.Add(name, _names.Count);
        _names.Add(name);
        _texts.Add(Encoding.UTF8.GetBytes(name));
        return _names.Count - 1;
    }

    /// <summary>The place of a property.</summary>
    /// <param name="cursor">Stands at its name.</param>
    /// <param name="expected">The place that it has if the row is like the others.</param>
    /// <returns>-1 for one that is not among them.</returns>
    public int Find(in JsonCursor cursor, int expected)
    {
        if (expected < _texts.Count && cursor.Is(_texts[expected]))
            return expected;
        Span<char> text = stackalloc char[128];
        return !cursor.IsEscaped && cursor.Value.Length <= text.Length && Encoding.UTF8.TryGetChars(cursor.Value, text, out int count)
            ? Found(_lookup.TryGetValue(text[..count], out int place), place)
            : Found(_places.TryGetValue(cursor.Text(), out int other), other);

        static int Found(bool isThere, int place) => isThere ? place : -1;
    }
}
