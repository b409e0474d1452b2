namespace SneTools;

/// <summary>Rows that were placed together.</summary>
/// <param name="Points">Where they are.</param>
/// <param name="Rows">Which rows these are, from 0 among those that were read, in order; the others were left out.</param>
internal readonly record struct PlacedBatch(PlacedPoints Points, IReadOnlyList<int> Rows)
{
    /// <summary>What is added to a row: its coordinates, its distance and its novelty.</summary>
    /// <param name="point">Which of the points.</param>
    /// <param name="numbers">As many numbers.</param>
    public void Read(int point, Span<double> numbers)
    {
        Points.Map.Row(point).CopyTo(numbers);
        (numbers[^2], numbers[^1]) = (Points.Distance[point], Points.Novelty[point]);
    }
}
