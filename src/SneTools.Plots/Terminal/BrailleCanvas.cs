namespace SneTools.Plots;

/// <summary>A grid of Braille characters, each of 2 x 4 dots, which stand for points and have a color.</summary>
/// <remarks>A character of a terminal is about twice as high as wide, so that the dots lie in a square grid.</remarks>
internal sealed class BrailleCanvas
{
    private const int Blank = 0x2800;

    private static readonly int[,] Dots = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };

    private readonly int[,] _dots;
    private readonly Dictionary<int, int>?[,] _votes;

    /// <summary>Creates an empty canvas.</summary>
    /// <param name="width">Characters to the right.</param>
    /// <param name="height">Characters downward.</param>
    public BrailleCanvas(int width, int height)
    {
        Width = width;
        Height = height;
        _dots = new int[height, width];
        _votes = new Dictionary<int, int>?[height, width];
    }

    /// <summary>Characters to the right.</summary>
    public int Width { get; }

    /// <summary>Characters downward.</summary>
    public int Height { get; }

    /// <summary>Sets a dot, counted from the upper left, for a point of a category.</summary>
    public void Set(int x, int y, int category)
    {
        _dots[y / 4, x / 2] |= Dots[y % 4, x % 2];
        Dictionary<int, int> votes = _votes[y / 4, x / 2] ??= [];
        votes[category] = votes.GetValueOrDefault(category) + 1;
    }

    /// <summary>A character; a space where there is no point.</summary>
    public char Character(int column, int row) => _dots[row, column] == 0 ? ' ' : (char)(Blank + _dots[row, column]);

    /// <summary>The category that has most of a character's points, the first of equals; null where there is no point.
    /// </summary>
    public int? Category(int column, int row) => _votes[row, column] is { } votes
        ? votes.OrderByDescending(vote => vote.Value).ThenBy(vote => vote.Key).First().Key
        : null;
}
