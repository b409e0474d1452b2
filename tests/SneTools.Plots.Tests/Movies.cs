using SneTools.Plots;

namespace SneTools.PlotsTests;

/// <summary>Maps on their way.</summary>
internal static class Movies
{
    /// <summary>Points around a circle, a third of it for each of three kinds, or on a ball, at one size after the other, ten iterations apart; the first is
    /// exaggerated.</summary>
    public static MapMovie Growing(int count, int dimension, double[] sizes, string? title = null, PointColors? colors = null)
    {
        MapSnapshot[] snapshots = [.. sizes.Select((size, k) => new MapSnapshot(At(count, dimension, size), dimension)
        {
            Iteration = 10 * k,
            MaxIteration = 10 * (sizes.Length - 1),
            Divergence = sizes.Length - k + 0.5,
            Exaggeration = k == 0 ? 12 : 1,
        })];
        colors ??= PointColors.Of(new LabelColumn("kind", [.. Enumerable.Range(0, count).Select(i => $"kind {3 * i / count}")]), ColorKind.Category, PlotTheme.Light);
        return new MapMovie(new MapPlot(snapshots[^1].ToMatrix(), colors, title), snapshots);
    }

    private static float[] At(int count, int dimension, double size)
    {
        var values = new float[count * dimension];
        for (int i = 0; i < count; i++)
        {
            for (int c = 0; c < dimension; c++)
                values[(i * dimension) + c] = (float)(size * Math.Cos((2 * Math.PI * i / count) - (c * 1.5)));
        }

        return values;
    }
}
