using ScottPlot;
using SkiaSharp;

namespace SneTools.Plots;

/// <summary>The points of a map as ScottPlot draws them, all categories mixed, so that none hides another.</summary>
/// <remarks>Points go out in batches of one color each, drawn from places all over the map. In an SVG file a batch is one
/// path: its points do not add up where they overlap, but different batches do, and the file stays small.</remarks>
internal sealed class MapPoints : IPlottable, IHasColorAxis
{
    private const int Batch = 2048;
    private const int RampSteps = 64;

    private readonly MapView _view;
    private readonly PointColors _colors;
    private readonly PictureFormat _format;
    private readonly int[] _order;

    /// <summary>Creates the points.</summary>
    public MapPoints(MapView view, PointColors colors, PictureFormat format)
    {
        _view = view;
        _colors = colors;
        _format = format;
        _order = [.. Enumerable.Range(0, view.X.Length)];
        new Random(0).Shuffle(_order);
        Colormap = new Viridis();
    }

    /// <inheritdoc/>
    public bool IsVisible { get; set; } = true;

    /// <inheritdoc/>
    public IAxes Axes { get; set; } = new Axes();

    /// <inheritdoc/>
    public IColormap Colormap { get; }

    /// <inheritdoc/>
    public IEnumerable<LegendItem> LegendItems => _colors.HasLegend ? _colors.Categories.Select(Item) : [];

    /// <inheritdoc/>
    public ScottPlot.Range GetRange() => new(_colors.Minimum, _colors.Maximum > _colors.Minimum ? _colors.Maximum : _colors.Minimum + 1);

    /// <inheritdoc/>
    public AxisLimits GetAxisLimits()
    {
        Extent x = Extent.Of(_view.X);
        Extent y = Extent.Of(_view.Y);
        return new AxisLimits(x.Low, x.High, y.Low, y.High);
    }

    /// <inheritdoc/>
    public void Render(RenderPack rp)
    {
        var style = PointStyle.For(_order.Length, rp.DataRect.Width * rp.DataRect.Height);
        using var paint = new SKPaint
        {
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            StrokeCap = SKStrokeCap.Round,
            StrokeWidth = (float)style.Diameter,
        };
        foreach (int[] batch in _order.Chunk(Batch))
        {
            foreach (IGrouping<Rgb, int> points in batch.GroupBy(Color))
            {
                paint.Color = new SKColor(points.Key.Red, points.Key.Green, points.Key.Blue, (byte)Math.Round(255 * style.Opacity));
                Draw(rp.Canvas, [.. points.Select(Pixel)], paint);
            }
        }
    }

    /// <summary>A legend's line for a category.</summary>
    public static LegendItem Item(PlotCategory category) => new()
    {
        LabelText = PictureFonts.Arrange(category.Caption),
        LabelStyle = { Font = null },
        LabelFontName = PictureFonts.For(category.Caption),
        MarkerShape = MarkerShape.FilledCircle,
        MarkerSize = 10,
        MarkerColor = category.Color.ToScottPlot(),
        LineWidth = 0,
    };

    private Rgb Color(int point) => _colors.Values is { } values && double.IsFinite(values[point])
        ? ColorRamp.At(Math.Round(_colors.Position(values[point]) * RampSteps) / RampSteps)
        : _colors[point];

    /// <summary>A tenth of a pixel is as fine as eyes are, and keeps an SVG file short.</summary>
    private SKPoint Pixel(int point)
    {
        ScottPlot.Pixel pixel = Axes.GetPixel(new Coordinates(_view.X[point], _view.Y[point]));
        return _format == PictureFormat.Svg ? new SKPoint(MathF.Round(pixel.X, 1), MathF.Round(pixel.Y, 1)) : new SKPoint(pixel.X, pixel.Y);
    }

    private void Draw(SKCanvas canvas, SKPoint[] points, SKPaint paint)
    {
        if (_format == PictureFormat.Png)
        {
            canvas.DrawPoints(SKPointMode.Points, points, paint);
            return;
        }

        using var path = new SKPath();
        foreach (SKPoint point in points)
        {
            path.MoveTo(point);
            path.LineTo(point);
        }

        canvas.DrawPath(path, paint);
    }

    private sealed class Viridis : IColormap
    {
        public string Name => "viridis";

        public Color GetColor(double position) => ColorRamp.At(position).ToScottPlot();
    }
}
