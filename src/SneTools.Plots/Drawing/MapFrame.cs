using SkiaSharp;

namespace SneTools.Plots;

/// <summary>The frame of a map, or of one projection of it, with its axes.</summary>
/// <param name="View">What it shows.</param>
/// <param name="Area">Where it lies on the sheet.</param>
/// <param name="Across">What is shown to the right.</param>
/// <param name="Up">What is shown upward.</param>
/// <param name="TicksAcross">Round numbers to the right.</param>
/// <param name="TicksUp">Round numbers upward.</param>
internal sealed record MapFrame(MapView View, SKRect Area, Extent Across, Extent Up, double[] TicksAcross, double[] TicksUp)
{
    private const int MostTicks = 8;

    /// <summary>Whether the numbers and the name stand under it.</summary>
    public bool IsNamedAcross { get; init; } = true;

    /// <summary>Whether they stand left of it.</summary>
    public bool IsNamedUp { get; init; } = true;

    /// <summary>A frame with round numbers, whose steps are equal on both axes where a unit is equally long.</summary>
    public static MapFrame Of(MapView view, SKRect area, Extent across, Extent up, FigureText numbers)
    {
        int mostAcross = Math.Clamp((int)(area.Width / (5.5f * numbers.Size)), 2, MostTicks);
        int mostUp = Math.Clamp((int)(area.Height / (3.5f * numbers.Size)), 2, MostTicks);
        if (!view.IsPlane)
            return new MapFrame(view, area, across, up, AxisTicks.Linear(across, mostAcross), []);
        double step = Math.Max(Step(AxisTicks.Linear(across, mostAcross)), Step(AxisTicks.Linear(up, mostUp)));
        double[] ticksAcross = Multiples(across, step);
        double[] ticksUp = Multiples(up, step);
        return new MapFrame(
            view,
            area,
            across,
            up,
            ticksAcross.Length > 1 ? ticksAcross : AxisTicks.Linear(across, mostAcross),
            ticksUp.Length > 1 ? ticksUp : AxisTicks.Linear(up, mostUp));
    }

    /// <summary>Where a place of the map lies on the sheet.</summary>
    public SKPoint Place(double x, double y) => new(
        Area.Left + (float)((x - Across.Low) / Across.Length * Area.Width),
        Area.Bottom - (float)((y - Up.Low) / Up.Length * Area.Height));

    /// <summary>Where a point lies on the sheet.</summary>
    public SKPoint Place(int point) => Place(View.X[point], View.Y[point]);

    private static double Step(double[] ticks) => ticks.Length > 1 ? ticks[1] - ticks[0] : 0;

    private static double[] Multiples(Extent range, double step)
    {
        if (step <= 0)
            return [];
        double first = Math.Ceiling((range.Low / step) - 1e-9);
        int count = (int)Math.Clamp(Math.Floor((range.High / step) + 1e-9) - first + 1, 0, MostTicks + 1);
        int digits = Math.Clamp((int)Math.Ceiling(-Math.Log10(step)) + 1, 0, 15);
        return [.. Enumerable.Range(0, count).Select(k => Math.Round((first + k) * step, digits))];
    }
}
