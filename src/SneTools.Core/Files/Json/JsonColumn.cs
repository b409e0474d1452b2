using System.Text.Json;

namespace SneTools;

/// <summary>A column of a file that has one column behind the other: the bytes of its values, as they are.</summary>
/// <param name="name">Its name.</param>
internal sealed class JsonColumn(string name)
{
    private readonly List<JsonKind> _kinds = [];
    private readonly List<int> _ends = [0];
    private readonly Dictionary<int, double[]> _vectors = [];
    private byte[] _bytes = [];

    /// <summary>The name.</summary>
    public string Name => name;

    /// <summary>Number of values.</summary>
    public int Count => _kinds.Count;

    /// <summary>The first value that is an object, or a list with such in it; -1 if there is none.</summary>
    public int FirstNested { get; private set; } = -1;

    /// <summary>What a value is.</summary>
    public JsonKind this[int row] => _kinds[row];

    /// <summary>Adds a value.</summary>
    /// <param name="cells">Holds it at the first place.</param>
    /// <exception cref="SneException">The column has more bytes than can be held.</exception>
    public void Add(JsonCells cells)
    {
        JsonKind kind = cells[0];
        ReadOnlySpan<byte> bytes = kind is JsonKind.Number or JsonKind.Text or JsonKind.EscapedText or JsonKind.List ? cells.Bytes(0) : [];
        if (kind is JsonKind.Object or JsonKind.NestedList && FirstNested < 0)
            FirstNested = Count;
        if (cells.Vector(0) is { } vector)
            _vectors.Add(Count, vector);
        long end = _ends[^1] + (long)bytes.Length;
        if (end > Array.MaxLength)
            throw new SneException(SneError.InvalidFile, $"The column '{Refusal.Shorten(name)}' has more than {Array.MaxLength / 1e9:0.0} GB. Write the file row by row.", column: name);
        if (end > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(end, 2L * _bytes.Length)));
        bytes.CopyTo(_bytes.AsSpan(_ends[^1]));
        _kinds.Add(kind);
        _ends.Add((int)end);
    }

    /// <summary>The bytes of a value.</summary>
    public ReadOnlySpan<byte> Bytes(int row) => _bytes.AsSpan(_ends[row], _ends[row + 1] - _ends[row]);

    /// <summary>A value as a cell.</summary>
    /// <exception cref="SneException">It is no text.</exception>
    public Cell Cell(int row, TextPool texts)
    {
        try
        {
            return JsonValue.ToCell(_kinds[row], Bytes(row), _vectors.GetValueOrDefault(row), texts);
        }
        catch (InvalidOperationException error)
        {
            throw JsonRefusal.Undecodable(row + 1, name, error);
        }
    }
}
