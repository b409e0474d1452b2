namespace SneTools.Plots;

/// <summary>Which categories lie together on a map, so that a name can stand for a place, and which lie scattered among others.</summary>
internal static class Togetherness
{
    private const int Neighbors = 10;

    /// <summary>How much more often than by chance the neighbors of a category's points have to be of it: 0 for by chance, 1 for always. Of few
    /// points that may be a coincidence, and more is asked.</summary>
    private const double LeastExcess = 0.3;

    private const double OfFewPoints = 0.5;

    /// <summary>A map of so many points may name single ones.</summary>
    private const int FewPoints = 200;

    /// <summary>Points that are asked for their neighbors, of one category and of all, and points that these are sought among.</summary>
    private const int Sample = 48;

    private const int MostSamples = 2400;
    private const int MostPoints = 20_000;

    /// <summary>True for every category that lies together; for one without points false.</summary>
    /// <param name="colors">The categories.</param>
    /// <param name="view">What shows the map.</param>
    /// <param name="shown">The points that are shown.</param>
    public static bool[] Of(PointColors colors, MapView view, int[] shown)
    {
        if (shown.Length == 0)
            return new bool[colors.Categories.Count];
        int[] among = Every(shown, MostPoints);
        ILookup<int, int> byCategory = among.ToLookup(i => colors.CategoryOf[i]);
        int each = Math.Clamp(MostSamples / colors.Categories.Count, 8, Sample);
        var isTogether = new bool[colors.Categories.Count];
        var distances = new double[among.Length];
        for (int c = 0; c < isTogether.Length; c++)
        {
            int[] own = [.. byCategory[c]];
            double share = (double)own.Length / among.Length;
            if (own.Length == 0)
                isTogether[c] = shown.Any(i => colors.CategoryOf[i] == c);
            else if (own.Length == 1)
                isTogether[c] = shown.Length <= FewPoints;
            else if (share < 1)
                isTogether[c] = (Every(own, each).Average(point => Share(point, c, Math.Min(Neighbors, own.Length - 1))) - share) / (1 - share) >= LeastExcess + (OfFewPoints / Math.Sqrt(own.Length));
        }

        return isTogether;

        double Share(int point, int category, int count)
        {
            for (int k = 0; k < among.Length; k++)
            {
                double x = view.X[among[k]] - view.X[point];
                double y = view.Y[among[k]] - view.Y[point];
                distances[k] = among[k] == point ? double.PositiveInfinity : (x * x) + (y * y);
            }

            // The nearest few, kept in order while all are passed once.
            Span<double> nearest = stackalloc double[count];
            Span<int> categories = stackalloc int[count];
            nearest.Fill(double.PositiveInfinity);
            for (int k = 0; k < among.Length; k++)
            {
                if (distances[k] >= nearest[^1])
                    continue;
                int at = count - 1;
                for (; at > 0 && nearest[at - 1] > distances[k]; at--)
                    (nearest[at], categories[at]) = (nearest[at - 1], categories[at - 1]);
                (nearest[at], categories[at]) = (distances[k], colors.CategoryOf[among[k]]);
            }

            return categories.Count(category) / (double)count;
        }
    }

    private static int[] Every(int[] points, int most)
    {
        if (points.Length <= most)
            return points;
        double step = (double)points.Length / most;
        return [.. Enumerable.Range(0, most).Select(k => points[(int)(k * step)])];
    }
}
