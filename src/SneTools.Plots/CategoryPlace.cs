namespace SneTools.Plots;

/// <summary>Where the name of a category is written: amid the thickest crowd of its points.</summary>
/// <param name="Category">The category.</param>
/// <param name="Index">Its number among the categories.</param>
/// <param name="X">To the right.</param>
/// <param name="Y">Upward.</param>
internal readonly record struct CategoryPlace(PlotCategory Category, int Index, double X, double Y)
{
    /// <summary>Cells on a side in which points are counted: as many as leave some in most of those that are not empty.</summary>
    private const int FewestCells = 5;

    private const int MostCells = 24;

    /// <summary>How often the window moves to the middle of what is in it.</summary>
    private const int Steps = 3;

    /// <summary>The places of all categories that have a color of their own and do not lie scattered among others, the largest first.</summary>
    public static IReadOnlyList<CategoryPlace> Find(PointColors colors, MapView view)
    {
        if (!colors.HasLegend || colors.Categories.Count(category => !category.IsRest) < 2)
            return [];
        int[] shown = [.. Enumerable.Range(0, view.X.Length).Where(view.Shows)];
        bool[] isTogether = Togetherness.Of(colors, view, shown);
        return Find(colors, view, shown, [.. Enumerable.Range(0, colors.Categories.Count)
            .Where(c => isTogether[c] && !colors.Categories[c].IsRest)
            .OrderByDescending(c => colors.Categories[c].Count)]);
    }

    /// <summary>The places of some categories, scattered or not, in their order.</summary>
    public static IReadOnlyList<CategoryPlace> Of(PointColors colors, MapView view, IReadOnlyList<int> categories) =>
        Find(colors, view, [.. Enumerable.Range(0, view.X.Length)], categories);

    private static CategoryPlace[] Find(PointColors colors, MapView view, int[] shown, IReadOnlyList<int> categories)
    {
        if (categories.Count == 0)
            return [];
        Extent xs = Extent.Of([.. shown.Select(i => view.X[i])]);
        Extent ys = Extent.Of([.. shown.Select(i => view.Y[i])]);
        int cells = Math.Clamp((int)Math.Round(1.8 * Math.Cbrt(shown.Length)), FewestCells, MostCells);
        var counts = new int[colors.Categories.Count, cells, cells];
        ILookup<int, int> points = shown.ToLookup(i => colors.CategoryOf[i]);
        foreach (int i in shown)
            counts[colors.CategoryOf[i], CellOf(view.X[i], xs, cells), CellOf(view.Y[i], ys, cells)]++;
        return [.. categories.Select(c => Place(c, Thickest(counts, c)))];

        CategoryPlace Place(int c, (int X, int Y) cell)
        {
            // The middle of the crowd in a window as wide as three cells, which then goes to that middle, and so on.
            double x = xs.Low + ((cell.X + 0.5) * xs.Length / cells);
            double y = ys.Low + ((cell.Y + 0.5) * ys.Length / cells);
            for (int step = 0; step < Steps; step++)
            {
                int[] near = [.. points[c].Where(i => Math.Abs(view.X[i] - x) <= 1.5 * xs.Length / cells && Math.Abs(view.Y[i] - y) <= 1.5 * ys.Length / cells)];
                if (near.Length > 0)
                    (x, y) = (near.Average(i => view.X[i]), near.Average(i => view.Y[i]));
            }

            return new CategoryPlace(colors.Categories[c], c, x, y);
        }
    }

    private static int CellOf(double value, Extent extent, int cells) =>
        Math.Clamp((int)(cells * ((value - extent.Low) / extent.Length)), 0, cells - 1);

    /// <summary>The cell with most points of a category in it and around it.</summary>
    private static (int X, int Y) Thickest(int[,,] counts, int category)
    {
        int cells = counts.GetLength(1);
        (int X, int Y) best = default;
        int most = -1;
        for (int x = 0; x < cells; x++)
        {
            for (int y = 0; y < cells; y++)
            {
                int sum = 0;
                for (int u = Math.Max(0, x - 1); u <= Math.Min(cells - 1, x + 1); u++)
                {
                    for (int v = Math.Max(0, y - 1); v <= Math.Min(cells - 1, y + 1); v++)
                        sum += counts[category, u, v];
                }

                if (sum > most)
                    (most, best) = (sum, (x, y));
            }
        }

        return best;
    }
}
