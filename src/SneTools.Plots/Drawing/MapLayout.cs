using SkiaSharp;

namespace SneTools.Plots;

/// <summary>Where the parts of a map's picture lie. The map has two thirds of the sheet wherever that can be: what stands around it gives way.
/// </summary>
internal sealed class MapLayout
{
    /// <summary>The share of a small sheet that belongs to the map, and of a larger one, where long names may take more.</summary>
    private const double MapShare = 2 / 3.0;

    private const double LargeMapShare = 0.6;

    private const int SmallWidth = 500;

    /// <summary>The share of the width that the legend takes at most, also where the sheet was made narrower.</summary>
    private const float LegendShare = 0.25f;

    /// <summary>Room around the points, as a share of the map.</summary>
    private const double Margin = 0.06;

    /// <summary>The least that the height of a frame is of its width, and its width of its height, where the sheet is fitted to the map.</summary>
    private const float Flattest = 0.3f;

    private const float Narrowest = 0.5f;

    /// <summary>What is given up for the map, one after the other: room for the legend, lines of the title, names and numbers of the axes.
    /// </summary>
    private static readonly Concession[] Concessions =
    [
        new(0.25f, 3, true, true), new(0.22f, 3, true, true), new(0.19f, 2, true, true), new(0.19f, 2, false, true), new(0.19f, 1, false, true),
        new(0.19f, 1, false, false), new(0.16f, 1, false, false), new(0.12f, 1, false, false), new(0, 1, false, false), new(0, 0, false, false),
    ];

    private MapLayout(PlotSize size, FigureText text, Concession concession) => (Size, Text, How) = (size, text, concession);

    /// <summary>The size of the sheet.</summary>
    public PlotSize Size { get; }

    /// <summary>The letters of the figure.</summary>
    public FigureText Text { get; }

    /// <summary>The letters along the axes.</summary>
    public FigureText Numbers => new(Math.Max(FigureLayout.SmallestText, 0.9f * Text.Size));

    /// <summary>The lines of the title.</summary>
    public string[] Title { get; private set; } = [];

    /// <summary>The letters of the title.</summary>
    public FigureText TitleText { get; private set; }

    /// <summary>The legend; null if there is none.</summary>
    public FigureLegend? Legend { get; private set; }

    /// <summary>Where the legend lies.</summary>
    public SKRect LegendPlace { get; private set; }

    /// <summary>The frames: one, or three of a map in space.</summary>
    public MapFrame[] Frames { get; private set; } = [];

    /// <summary>Pixels at the edges of the sheet.</summary>
    public float Margins => (Text.Size > FigureLayout.SmallestText ? 0.6f : 0.4f) * Text.Size;

    /// <summary>Whether the names of the axes are shown.</summary>
    public bool HasNames => How.HasNames;

    /// <summary>Whether numbers stand along the axes.</summary>
    public bool HasNumbers => How.HasNumbers;

    /// <summary>The share of the sheet that the frames take.</summary>
    public double Share => (double)Frames[0].Area.Height * Frames[0].Area.Width * (Frames.Length == 1 ? 1 : 4) / ((double)Size.Width * Size.Height);

    private Concession How { get; }

    /// <summary>Lays a map out.</summary>
    /// <param name="plot">The map.</param>
    /// <param name="size">The size of the sheet, or the most that it may be.</param>
    /// <param name="isWidthFree">True to let the sheet be narrower, as suits the map.</param>
    /// <param name="isHeightFree">True to let it be lower.</param>
    public static MapLayout Of(MapPlot plot, PlotSize size, bool isWidthFree = false, bool isHeightFree = false)
    {
        MapView[] views = [.. plot.Views()];
        var text = new FigureText(FigureLayout.TextSize(size));
        MapLayout? best = null;
        foreach (Concession concession in Concessions)
        {
            var layout = new MapLayout(size, text, concession);
            layout.Lay(plot, views);
            if (best is null || layout.Share > best.Share)
                best = layout;
            if (layout.Share >= (size.Width < SmallWidth ? MapShare : LargeMapShare) || views.Length > 1)
                break;
        }

        (int spareWidth, int spareHeight) = best!.Spare(views, isWidthFree, isHeightFree);
        if (spareWidth == 0 && spareHeight == 0)
            return best;
        var fitted = new MapLayout(new PlotSize(size.Width - spareWidth, size.Height - spareHeight), text, best.How with { LegendShare = best.How.LegendShare > 0 ? LegendShare : 0 });
        fitted.Lay(plot, views);
        return fitted;
    }

    private void Lay(MapPlot plot, MapView[] views)
    {
        float margin = Margins;
        var room = new SKRect(margin, margin, Size.Width - margin, Size.Height - margin);
        room.Top += LayTitle(plot, room.Width);
        if (views.Length == 1)
        {
            if (plot.Look.HasLegend && How.LegendShare > 0 && FigureLegend.Of(plot.Colors, hasCounts: true) is { } legend)
            {
                Legend = legend.Fitted(Text, How.LegendShare * Size.Width, room.Height);
                LegendPlace = new SKRect(room.Right - Legend.Width, room.Top, room.Right, room.Bottom);
                room.Right = LegendPlace.Left - (1.2f * margin);
            }

            Frames = [LayFrame(views[0], room, isFixed: plot.Box is not null)];
            return;
        }

        LayProjections(plot, views, room);
    }

    /// <summary>Writes the title in as many lines as it takes; those of the frames of a film, which must not jump, in one.</summary>
    /// <returns>The height that it takes.</returns>
    private float LayTitle(MapPlot plot, float width)
    {
        string title = PlotText.OneLine(plot.Title, 400);
        if (title.Length == 0 || How.TitleLines == 0)
            return 0;
        bool isFilm = plot.Box is not null;
        TitleText = isFilm ? new FigureText(Math.Clamp(18 * Size.Width / 1000f, FigureLayout.SmallestText, 1.25f * Text.Size), IsBold: true) : new FigureText(1.25f * Text.Size, IsBold: true);
        Title = TitleText.Wrap(title, width, isFilm ? 1 : How.TitleLines);
        return (Title.Length * TitleText.Line) + (0.3f * Text.Size);
    }

    private float Under => (HasNumbers ? Numbers.Line + (0.2f * Text.Size) : 0) + (HasNames ? Text.Line : 0);

    private float Beside(MapFrame frame, bool isFixed)
    {
        float numbers = isFixed ? Numbers.Width("-0.00000") : frame.TicksUp.Select(tick => Numbers.Width(AxisTicks.Text(tick))).DefaultIfEmpty(0).Max();
        return (HasNumbers && frame.View.IsPlane ? numbers + (0.5f * Text.Size) : 0) + (HasNames && frame.View.IsPlane ? Text.Line : 0);
    }

    private MapFrame LayFrame(MapView view, SKRect room, bool isFixed)
    {
        room.Bottom -= Under;

        // How wide the numbers are depends on the frame, and the frame on how wide they are.
        MapFrame frame = Fill(room);
        room.Left += Beside(frame, isFixed);
        frame = Fill(room);
        return frame;

        MapFrame Fill(SKRect area)
        {
            (Extent across, Extent up) = (Padded(view.Across, view), view.IsPlane ? Padded(view.Up, view) : new Extent(view.Up.Low - 0.2, view.Up.High + 0.2));
            area.Right = Math.Max(area.Right, area.Left + 1);
            area.Bottom = Math.Max(area.Bottom, area.Top + 1);
            if (view.IsPlane)
            {
                double perUnit = Math.Min(area.Width / across.Length, area.Height / up.Length);
                (across, up) = (across.WithLength(area.Width / perUnit), up.WithLength(area.Height / perUnit));
            }

            return MapFrame.Of(view, area, across, up, Numbers);
        }
    }

    /// <summary>Front, side and top as on an engineer's drawing: neighbors share an axis and all share a scale. The legend is in the corner that
    /// is left.</summary>
    private void LayProjections(MapPlot plot, MapView[] views, SKRect room)
    {
        float gap = Text.Size;
        Extent[] extents = [Padded(views[0].Across, views[0]), Padded(views[0].Up, views[0]), Padded(views[1].Across, views[1])];
        var guess = MapFrame.Of(views[0], SKRect.Create(room.Left, room.Top, room.Width / 2, room.Height / 2), extents[0], extents[1], Numbers);
        var under = MapFrame.Of(views[2], SKRect.Create(room.Left, room.Top, room.Width / 2, room.Height / 2), extents[0], extents[2], Numbers);
        bool isFixed = plot.Box is not null;
        room.Left += Math.Max(Beside(guess, isFixed), Beside(under, isFixed));
        float wide = Math.Max(2, room.Width - gap);
        float high = Math.Max(2, room.Height - Under - Math.Max(gap, Under));
        double perUnit = Math.Min(wide / (extents[0].Length + extents[2].Length), high / (extents[1].Length + extents[2].Length));

        // What room is left over is shared out, so that the frames fill the sheet.
        float left = (float)(wide * extents[0].Length / (extents[0].Length + extents[2].Length));
        float top = (float)(high * extents[1].Length / (extents[1].Length + extents[2].Length));
        SKRect[] areas =
        [
            SKRect.Create(room.Left, room.Top, left, top),
            SKRect.Create(room.Left + left + gap, room.Top, wide - left, top),
            SKRect.Create(room.Left, room.Top + top + Math.Max(gap, Under), left, high - top),
        ];
        Frames = [.. views.Select((view, k) => MapFrame.Of(
            view,
            areas[k],
            extents[k == 1 ? 2 : 0].WithLength(areas[k].Width / perUnit),
            extents[k == 2 ? 2 : 1].WithLength(areas[k].Height / perUnit),
            Numbers) with { IsNamedAcross = k > 0, IsNamedUp = k != 1 })];
        var corner = new SKRect(areas[1].Left, areas[2].Top, areas[1].Right, areas[2].Bottom);
        if (plot.Look.HasLegend && FigureLegend.Of(plot.Colors, hasCounts: true) is { } legend)
        {
            Legend = legend.Fitted(Text, corner.Width, corner.Height);
            LegendPlace = corner;
        }
    }

    /// <summary>The pixels of the sheet that the map does not need.</summary>
    private (int Width, int Height) Spare(MapView[] views, bool isWidthFree, bool isHeightFree)
    {
        MapFrame frame = Frames[0];
        SKRect area = frame.Area;
        if (views.Length > 1)
            return (0, 0);
        float legend = Legend?.Height ?? 0;
        if (!frame.View.IsPlane)
        {
            float lanes = (float)(4 * Text.Size * frame.Up.Length);
            return (0, isHeightFree ? (int)Math.Max(0, area.Height - Math.Max(Math.Max(lanes, legend), Flattest * area.Width)) : 0);
        }

        Extent across = Padded(frame.View.Across, frame.View);
        Extent up = Padded(frame.View.Up, frame.View);
        double perUnit = Math.Min(area.Width / across.Length, area.Height / up.Length);
        float least = Legend is null ? 0 : (Legend.Width / LegendShare) - (Size.Width - area.Width);
        float width = Math.Max(Math.Max((float)(perUnit * across.Length), least), Narrowest * area.Height);
        float height = Math.Max(Math.Max((float)(perUnit * up.Length), legend - Under), Flattest * area.Width);
        return (isWidthFree ? (int)Math.Max(0, area.Width - width) : 0, isHeightFree ? (int)Math.Max(0, area.Height - height) : 0);
    }

    /// <summary>What is shown with room around it; limits that were given are kept.</summary>
    private static Extent Padded(Extent shown, MapView view) => view.IsLimited ? shown : shown.WithLength((1 + (2 * Margin)) * shown.Length);

    private readonly record struct Concession(float LegendShare, int TitleLines, bool HasNames, bool HasNumbers);
}
