using SkiaSharp;

namespace SneTools.Plots;

/// <summary>The one legend of a figure: colors with their names, or a scale of numbers, under the name of their column.</summary>
internal sealed class FigureLegend
{
    /// <summary>Room for a name below which there are fewer columns instead, in letter heights.</summary>
    private const float ShortestName = 6;

    private readonly string _title;
    private readonly (string Name, Rgb Color, CurveMark Mark)[] _items;
    private readonly PointColors? _scale;
    private FigureText _text;
    private int _rows;
    private int _shown;
    private float _column;

    private FigureLegend(string title, (string Name, Rgb Color, CurveMark Mark)[] items, PointColors? scale) =>
        (_title, _items, _scale) = (PlotText.OneLine(title, 60), items, scale);

    /// <summary>Its width in pixels.</summary>
    public float Width { get; private set; }

    /// <summary>Its height in pixels.</summary>
    public float Height { get; private set; }

    /// <summary>The legend of points; null where all have one color.</summary>
    public static FigureLegend? Of(PointColors colors)
    {
        if (colors.Values is not null)
            return new FigureLegend(colors.Column!, [], colors);
        return colors.HasLegend ? new FigureLegend(colors.Column!, [.. InOrder(colors).Select(category => (category.Label, category.Color, CurveMark.Circle))], null) : null;
    }

    /// <summary>The legend of curves; null for a single one.</summary>
    public static FigureLegend? Of(CurvePlot plot) => plot.SeriesName.Length == 0
        ? null
        : new FigureLegend(plot.SeriesName, [.. plot.Series.Select(series => (series.Name, series.Color, series.Mark))], null);

    /// <summary>The legend in so much room: in several columns if it is long; lines that have no room are counted in the last.</summary>
    public FigureLegend Fitted(FigureText text, float width, float height)
    {
        var heading = text with { IsBold = true };
        var fitted = new FigureLegend(_title, _items, _scale) { _text = text };
        float names = _scale is null ? _items.Max(item => text.Width(item.Name)) : ScaleTicks(text, height).Max(tick => text.Width(AxisTicks.Text(tick)));
        float natural = (1.4f * text.Size) + names + 1;
        int most = Math.Max(1, (int)((height - (1.2f * text.Line)) / text.Line));
        int needed = Math.Max(1, (_items.Length + most - 1) / most);
        int columns = Math.Clamp((int)((width + text.Size) / (Math.Min(natural, ShortestName * text.Size) + text.Size)), 1, needed);
        fitted._rows = most;
        fitted._shown = _items.Length <= columns * most ? _items.Length : (columns * most) - 1;
        fitted._column = Math.Min(natural, ((width + text.Size) / columns) - text.Size);
        fitted.Height = (1.2f * text.Line) + (_scale is null ? Math.Min(_items.Length, most) * text.Line : ScaleHeight(text, height) + (0.6f * text.Line));
        fitted.Width = Math.Min(width, Math.Max((columns * (fitted._column + text.Size)) - text.Size, heading.Width(_title) + 1));
        return fitted;
    }

    /// <summary>Draws the legend.</summary>
    public void Draw(SKCanvas canvas, SKRect place, PlotTheme theme)
    {
        Rgb ink = Palette.Ink(theme);
        var heading = _text with { IsBold = true };
        heading.Draw(canvas, heading.Fit(_title, place.Width), place.Left, place.Top, ink);
        float top = place.Top + (1.2f * _text.Line);
        if (_scale is not null)
        {
            DrawScale(canvas, new SKRect(place.Left, top, place.Right, place.Bottom), ink);
            return;
        }

        for (int k = 0; k < Math.Min(_items.Length, _shown + 1); k++)
        {
            float left = place.Left + (k / _rows * (_column + _text.Size));
            float line = top + (k % _rows * _text.Line);
            if (k == _shown)
            {
                _text.Draw(canvas, _text.Fit($"… {_items.Length - _shown} more", _column), left, line, ink);
                break;
            }

            FigureMarks.Draw(canvas, new SKPoint(left + (0.5f * _text.Size), line + (0.6f * _text.Size)), 0.36f * _text.Size, _items[k].Mark, _items[k].Color);
            _text.Draw(canvas, _text.Fit(_items[k].Name, _column - (1.4f * _text.Size)), left + (1.4f * _text.Size), line, ink);
        }
    }

    /// <summary>The categories by their names, numbers as numbers; what has no color of its own is last.</summary>
    internal static IEnumerable<PlotCategory> InOrder(PointColors colors) => colors.Categories
        .OrderBy(category => category.IsRest)
        .ThenBy(category => Cell.FromText(category.Label).Number is var number && double.IsNaN(number) ? double.MaxValue : number)
        .ThenBy(category => category.IsRest ? string.Empty : category.Label, StringComparer.Ordinal);

    private double[] ScaleTicks(FigureText text, float height) =>
        AxisTicks.Linear(Extent.Of([_scale!.Minimum, _scale.Maximum]), Math.Clamp((int)(ScaleHeight(text, height) / (2 * text.Line)), 2, 8));

    private static float ScaleHeight(FigureText text, float height) => Math.Min(height - (2 * text.Line), 20 * text.Size);

    private void DrawScale(SKCanvas canvas, SKRect place, Rgb ink)
    {
        float high = ScaleHeight(_text, place.Height + (1.2f * _text.Line));
        var bar = SKRect.Create(place.Left, place.Top, _text.Size, high);
        SKColor[] colors = [.. Enumerable.Range(0, 16).Select(k => ColorRamp.At(1 - (k / 15.0))).Select(color => new SKColor(color.Red, color.Green, color.Blue))];
        using var shader = SKShader.CreateLinearGradient(new SKPoint(bar.Left, bar.Top), new SKPoint(bar.Left, bar.Bottom), colors, SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawRect(bar, paint);
        Extent range = Extent.Of([_scale!.Minimum, _scale.Maximum]);
        foreach (double tick in ScaleTicks(_text, place.Height + (1.2f * _text.Line)))
        {
            float y = bar.Bottom - (float)((tick - range.Low) / range.Length * bar.Height);
            _text.Draw(canvas, AxisTicks.Text(tick), bar.Right + (0.4f * _text.Size), y - (0.6f * _text.Size), ink);
        }
    }
}
