using SkiaSharp;

namespace SneTools.Plots;

/// <summary>The names of categories on a map, each where most of its category lies, or near there, and none over another.</summary>
/// <param name="Text">Their letters.</param>
/// <param name="Names">The names, cut where they are long, and where they stand.</param>
internal sealed record MapNames(FigureText Text, (string Name, SKRect Box)[] Names)
{
    /// <summary>The share of a frame's width that a name may take.</summary>
    private const float WidthShare = 0.25f;

    /// <summary>The share of a frame that names may hide.</summary>
    private const float MostShare = 0.12f;

    /// <summary>Room around a name, in letter heights.</summary>
    private const float Gap = 0.3f;

    /// <summary>How far a name may move from its place to make room for another, in lines.</summary>
    private static readonly float[] Shifts = [0, 1, -1, 2, -2];

    /// <summary>Places the names in a frame, the first ones where they belong; those that have no room near there are left out.</summary>
    public static MapNames Of(IReadOnlyList<CategoryPlace> places, MapFrame frame, FigureText figure)
    {
        var text = new FigureText(1.15f * figure.Size, IsBold: true);
        var names = new List<(string Name, SKRect Box)>();
        float room = MostShare * frame.Area.Width * frame.Area.Height;
        string[] cut = text.FitApart([.. places.Select(place => place.Category.Label)], WidthShare * frame.Area.Width);
        foreach ((CategoryPlace place, string name) in places.Zip(cut))
        {
            if (name.Length == 0 || !PictureFonts.Exist)
                continue;
            if (text.Width(name) * text.Size > room)
                break;
            SKRect box = Box(frame.Place(place.X, place.Y), text.Width(name), text.Size, frame.Area);
            foreach (float shift in Shifts)
            {
                SKRect moved = box;
                moved.Offset(0, shift * text.Size);
                var around = SKRect.Inflate(moved, Gap * text.Size, 0);
                if (moved.Top < frame.Area.Top || moved.Bottom > frame.Area.Bottom || names.Any(other => other.Box.IntersectsWith(around)))
                    continue;
                names.Add((name, moved));
                room -= moved.Width * moved.Height;
                break;
            }
        }

        return new MapNames(text, [.. names]);
    }

    /// <summary>Draws the names in ink with a rim of paper, which keeps them legible over points.</summary>
    public void Draw(SKCanvas canvas, PlotTheme theme)
    {
        foreach ((string name, SKRect box) in Names)
            Text.Draw(canvas, name, box.Left, box.Top, Palette.Ink(theme), rim: Palette.Paper(theme));
    }

    /// <summary>Where a text stands about a point, inside the frame.</summary>
    private static SKRect Box(SKPoint center, float width, float height, SKRect frame) => SKRect.Create(
        Math.Max(frame.Left + 2, Math.Min(frame.Right - 2 - width, center.X - (width / 2))),
        Math.Clamp(center.Y - (height / 2), frame.Top, Math.Max(frame.Top, frame.Bottom - height)),
        width,
        height);
}
