namespace SneTools.Plots;

/// <summary>Where the name of a category is written: amid the thickest crowd of its points.</summary>
/// <param name="Category">The category.</param>
/// <param name="X">To the right.</param>
/// <param name="Y">Upward.</param>
internal readonly record struct CategoryPlace(PlotCategory Category, double X, double Y)
{
    private const int Cells = 24;
    private const int LongestName = 24;

    /// <summary>The places of all categories with a color of their own and a name that is not too long.</summary>
    public static IReadOnlyList<CategoryPlace> Find(PointColors colors, MapView view)
    {
        if (!colors.HasLegend)
            return [];
        Extent xs = Extent.Of(view.X);
        Extent ys = Extent.Of(view.Y);
        var counts = new int[colors.Categories.Count, Cells, Cells];
        for (int i = 0; i < view.X.Length; i++)
            counts[colors.CategoryOf[i], CellOf(view.X[i], xs), CellOf(view.Y[i], ys)]++;
        var places = new List<CategoryPlace>();
        for (int c = 0; c < colors.Categories.Count; c++)
        {
            PlotCategory category = colors.Categories[c];
            if (!category.IsRest && category.Label.Length <= LongestName)
                places.Add(Place(category, c, Thickest(counts, c)));
        }

        return places;

        CategoryPlace Place(PlotCategory category, int c, (int X, int Y) cell)
        {
            double x = 0;
            double y = 0;
            int count = 0;
            for (int i = 0; i < view.X.Length; i++)
            {
                if (colors.CategoryOf[i] == c && Math.Abs(CellOf(view.X[i], xs) - cell.X) <= 1 && Math.Abs(CellOf(view.Y[i], ys) - cell.Y) <= 1)
                {
                    x += view.X[i];
                    y += view.Y[i];
                    count++;
                }
            }

            return new CategoryPlace(category, x / count, y / count);
        }
    }

    private static int CellOf(double value, Extent extent) =>
        Math.Clamp((int)(Cells * ((value - extent.Low) / extent.Length)), 0, Cells - 1);

    /// <summary>The cell with most points of a category in it and around it.</summary>
    private static (int X, int Y) Thickest(int[,,] counts, int category)
    {
        (int X, int Y) best = default;
        int most = -1;
        for (int x = 0; x < Cells; x++)
        {
            for (int y = 0; y < Cells; y++)
            {
                int sum = 0;
                for (int u = Math.Max(0, x - 1); u <= Math.Min(Cells - 1, x + 1); u++)
                {
                    for (int v = Math.Max(0, y - 1); v <= Math.Min(Cells - 1, y + 1); v++)
                        sum += counts[category, u, v];
                }

                if (sum > most)
                    (most, best) = (sum, (x, y));
            }
        }

        return best;
    }
}
