namespace SneTools;

/// <summary>Random samples.</summary>
internal static class Sampling
{
    /// <summary>Draws points, none twice.</summary>
    /// <param name="count">Number of points, n.</param>
    /// <param name="size">How many are drawn, at most n.</param>
    /// <param name="seed">Where the random numbers begin.</param>
    public static int[] Draw(int count, int size, int seed)
    {
        var random = new Random(seed);
        int[] points = [.. Enumerable.Range(0, count)];
        for (int s = 0; s < size; s++)
        {
            int other = random.Next(s, count);
            (points[s], points[other]) = (points[other], points[s]);
        }

        return points[..size];
    }
}
