namespace SneTools;

/// <summary>
/// Draws from 0, 1, … without repetition, in an order by chance. The numbers not drawn cost nothing: they stay where they are from one
/// draw to the next, and those drawn are put back.
/// </summary>
internal sealed class RandomDraw
{
    private int[] _numbers = [];
    private int[] _places = [];

    /// <summary>Draws.</summary>
    /// <param name="count">The numbers are those below this.</param>
    /// <param name="target">Where they go, at most <paramref name="count"/>.</param>
    /// <param name="random">The random numbers.</param>
    public void Take(int count, Span<int> target, ref RandomStream random)
    {
        Reserve(count, target.Length);
        for (int c = 0; c < target.Length; c++)
        {
            int place = _places[c] = c + random.Below(count - c);
            (_numbers[c], _numbers[place]) = (_numbers[place], _numbers[c]);
            target[c] = _numbers[c];
        }

        for (int c = target.Length - 1; c >= 0; c--)
            (_numbers[c], _numbers[_places[c]]) = (_numbers[_places[c]], _numbers[c]);
    }

    private void Reserve(int count, int drawn)
    {
        if (_places.Length < drawn)
            _places = new int[drawn];
        if (_numbers.Length >= count)
            return;
        int length = _numbers.Length;
        Array.Resize(ref _numbers, (int)Math.Min(Array.MaxLength, Math.Max(count, 2L * length)));
        for (int c = length; c < _numbers.Length; c++)
            _numbers[c] = c;
    }
}
