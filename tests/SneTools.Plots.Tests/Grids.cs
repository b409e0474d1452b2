using SneTools.Plots;

namespace SneTools.PlotsTests;

/// <summary>Several maps to draw.</summary>
internal static class Grids
{
    /// <summary>A cloud of points.</summary>
    public static Matrix Cloud(int count, int seed, int dimension = 2)
    {
        var random = new Random(seed);
        return new Matrix(count, dimension, [.. Enumerable.Range(0, count * dimension).Select(_ => random.NextDouble() + random.NextDouble() - 1)]);
    }

    /// <summary>The same map turned, turned over, scaled and shifted.</summary>
    public static Matrix Turn(Matrix map, double angle, bool isReflected, double scale, double shift)
    {
        var turned = new Matrix(map.Rows, 2);
        for (int i = 0; i < map.Rows; i++)
        {
            double x = map[i, 0];
            double y = isReflected ? -map[i, 1] : map[i, 1];
            turned[i, 0] = (scale * ((x * Math.Cos(angle)) - (y * Math.Sin(angle)))) + shift;
            turned[i, 1] = (scale * ((x * Math.Sin(angle)) + (y * Math.Cos(angle)))) - shift;
        }

        return turned;
    }

    /// <summary>Labels k0, k1, … in turn.</summary>
    public static LabelColumn Labels(int count, int kinds) => new("kind", [.. Enumerable.Range(0, count).Select(i => $"k{i % kinds}")]);

    /// <summary>So many maps of the same points.</summary>
    public static MapGrid Of(int maps, int points, int kinds = 3, string title = "", PlotTheme theme = PlotTheme.Light) => MapGrid.Of(
        [.. Enumerable.Range(0, maps).Select(k => new GridMap($"TSne, Perplexity {5 * k}, Seed {k}", Cloud(points, k)) { Color = Labels(points, kinds) })],
        ColorKind.Auto,
        theme,
        title);
}
