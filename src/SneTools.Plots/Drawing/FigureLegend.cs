using SkiaSharp;

namespace SneTools.Plots;

/// <summary>The one legend of a figure: colors with their names, or a scale of numbers, under the name of their column.</summary>
internal sealed class FigureLegend
{
    /// <summary>Room for a name below which there are fewer columns instead, in letter heights.</summary>
    private const float ShortestName = 6;

    private static readonly float[] SmallerLetters = [0.9f, 0.8f, 0.7f];

    private readonly string _title;
    private readonly LegendItem[] _items;
    private readonly PointColors? _scale;
    private FigureText _text;
    private bool _hasCounts;
    private int _rows;
    private int _shown;
    private float _column;
    private string[] _names = [];

    private FigureLegend(string title, LegendItem[] items, PointColors? scale) => (_title, _items, _scale) = (PlotText.OneLine(title, 100), items, scale);

    /// <summary>Its width in pixels.</summary>
    public float Width { get; private set; }

    /// <summary>Its height in pixels.</summary>
    public float Height { get; private set; }

    /// <summary>How many of its names have no room.</summary>
    public int Hidden => _items.Length - _shown;

    /// <summary>The legend of points; null where all have one color.</summary>
    /// <param name="colors">The colors.</param>
    /// <param name="hasCounts">Whether the numbers of points stand behind the names where there is room for them.</param>
    public static FigureLegend? Of(PointColors colors, bool hasCounts = false)
    {
        LegendItem[] items = [.. (colors.Values is null ? colors.Legend : colors.Missing is { } missing ? [missing] : [])
            .Select(category => new LegendItem(category.Label, hasCounts ? category.Caption : category.Label, category.Color, category.Mark))];
        return colors.Column is null ? null : new FigureLegend(colors.Column, items, colors.Values is null ? null : colors);
    }

    /// <summary>The legend of curves; null for a single one.</summary>
    public static FigureLegend? Of(CurvePlot plot) => plot.SeriesName.Length == 0
        ? null
        : new FigureLegend(plot.SeriesName, [.. plot.Series.Select(series => new LegendItem(series.Name, series.Name, series.Color, series.Mark))], null);

    /// <summary>The legend in so much room: in several columns if it is long, and in smaller letters if that shows more names; lines that have no
    /// room are counted in the last.</summary>
    public FigureLegend Fitted(FigureText text, float width, float height)
    {
        FigureLegend best = FittedAs(text, width, height);
        foreach (float share in SmallerLetters)
        {
            if (best._shown == _items.Length || share * text.Size < FigureLayout.SmallestText)
                break;
            FigureLegend smaller = FittedAs(text with { Size = share * text.Size }, width, height);
            if (smaller._shown > best._shown)
                best = smaller;
        }

        return best;
    }

    private FigureLegend FittedAs(FigureText text, float width, float height)
    {
        var heading = text with { IsBold = true };
        var fitted = new FigureLegend(_title, _items, _scale) { _text = text };
        float counted = NameWidth(text, hasCounts: true, height);
        int most = Math.Max(1, (int)((height - (1.2f * text.Line)) / text.Line));
        int needed = _scale is null ? Math.Max(1, (_items.Length + most - 1) / most) : 1;
        fitted._hasCounts = (needed * (counted + text.Size)) - text.Size <= width;
        float natural = fitted._hasCounts ? counted : NameWidth(text, hasCounts: false, height);
        int columns = Math.Clamp((int)((width + text.Size) / (Math.Min(natural, ShortestName * text.Size) + text.Size)), 1, needed);

        // Rows are shared out evenly: two columns of ten rather than one of eighteen and one of two.
        fitted._rows = _items.Length <= columns * most ? Math.Max(1, (_items.Length + columns - 1) / columns) : most;
        fitted._shown = _items.Length <= columns * most ? _items.Length : (columns * most) - 1;
        fitted._column = Math.Min(natural, ((width + text.Size) / columns) - text.Size);
        fitted.Height = (1.2f * text.Line) + (_scale is null ? Math.Min(_items.Length, fitted._rows) * text.Line : ScaleHeight(text, height) + (0.6f * text.Line) + MissingHeight(text));
        fitted.Width = Math.Min(width, Math.Max((columns * (fitted._column + text.Size)) - text.Size, heading.Width(_title) + 1));
        fitted._names = text.FitApart([.. _items.Take(fitted._shown).Select(fitted.Name)], fitted._column - (1.4f * text.Size));
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

            DrawItem(canvas, k, left, line, ink);
        }
    }

    /// <summary>The numbers beside a scale that is so high.</summary>
    private static ScaleTick[] Ticks(PointColors scale, FigureText text, float height) => scale.Scale!.Ticks((int)(height / (1.8f * text.Line)));

    private string Name(LegendItem item) => _hasCounts ? item.Caption : item.Name;

    private float NameWidth(FigureText text, bool hasCounts, float height)
    {
        float names = _items.Length == 0 ? 0 : _items.Max(item => text.Width(hasCounts ? item.Caption : item.Name));
        if (_scale is not null)
            names = Math.Max(names, Ticks(_scale, text, ScaleHeight(text, height)).Max(tick => text.Width(tick.Text)));
        return (1.4f * text.Size) + names + 1;
    }

    private void DrawItem(SKCanvas canvas, int item, float left, float line, Rgb ink)
    {
        FigureMarks.Draw(canvas, new SKPoint(left + (0.5f * _text.Size), line + (0.6f * _text.Size)), 0.36f * _text.Size, _items[item].Mark, _items[item].Color);
        _text.Draw(canvas, _names[item], left + (1.4f * _text.Size), line, ink);
    }

    private float MissingHeight(FigureText text) => _items.Length == 0 ? 0 : 1.4f * text.Line;

    private float ScaleHeight(FigureText text, float height) => Math.Max(2 * text.Size, Math.Min(height - (2.2f * text.Line) - MissingHeight(text), 20 * text.Size));

    private void DrawScale(SKCanvas canvas, SKRect place, Rgb ink)
    {
        float high = ScaleHeight(_text, place.Height + (1.2f * _text.Line));
        var bar = SKRect.Create(place.Left, place.Top + (0.3f * _text.Line), _text.Size, high);
        SKColor[] colors = [.. Enumerable.Range(0, 33).Select(k => FigureMarks.Color(_scale!.Ramp.At(1 - (k / 32.0))))];
        using var shader = SKShader.CreateLinearGradient(new SKPoint(bar.Left, bar.Top), new SKPoint(bar.Left, bar.Bottom), colors, SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawRect(bar, paint);
        foreach (ScaleTick tick in Ticks(_scale!, _text, high))
        {
            float y = bar.Bottom - ((float)tick.Position * bar.Height);
            _text.Draw(canvas, _text.Fit(tick.Text, place.Right - bar.Right - (0.4f * _text.Size)), bar.Right + (0.4f * _text.Size), y - (0.6f * _text.Size), ink);
        }

        if (_items.Length > 0)
            DrawItem(canvas, 0, place.Left, bar.Bottom + (0.8f * _text.Line), ink);
    }

    /// <summary>A line of the legend.</summary>
    private readonly record struct LegendItem(string Name, string Caption, Rgb Color, CurveMark Mark);
}
