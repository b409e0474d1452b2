using ScottPlot;
using SkiaSharp;

namespace SneTools.Plots;

/// <summary>The points of a map as ScottPlot draws them, all categories mixed, so that none hides another.</summary>
internal sealed class MapPoints : IPlottable, IHasColorAxis
{
    private readonly MapView _view;
    private readonly PointColors _colors;
    private readonly PointPainter _painter;

    /// <summary>Creates the points.</summary>
    public MapPoints(MapView view, PointColors colors, PictureFormat format)
    {
        _view = view;
        _colors = colors;
        _painter = new PointPainter(view.X.Length, colors, format);
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
        var style = PointStyle.For(_view.X.Length, rp.DataRect.Width * rp.DataRect.Height);
        _painter.Paint(rp.Canvas, style, point =>
        {
            Pixel pixel = Axes.GetPixel(new Coordinates(_view.X[point], _view.Y[point]));
            return new SKPoint(pixel.X, pixel.Y);
        });
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

    private sealed class Viridis : IColormap
    {
        public string Name => "viridis";

        public Color GetColor(double position) => ColorRamp.At(position).ToScottPlot();
    }
}
