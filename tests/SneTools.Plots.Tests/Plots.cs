using SneTools.Plots;

namespace SneTools.PlotsTests;

/// <summary>Maps to draw.</summary>
internal static class Plots
{
    /// <summary>Labels that would run, break a page or a terminal, or turn the direction of text, if they could.</summary>
    public static readonly string[] Evil =
    [
        "</script><script>window.pwned = 1</script>",
        "<img src=x onerror='window.pwned = 2'>",
        "\"'`;window.pwned = 3;//",
        "<b>bold</b> <a href=\"javascript:window.pwned = 4\">link</a>",
        "<!-- <script>",
        "&lt;i&gt; &amp; %{x} ${y} $\\pwned$",
        "\U0001F98A Füchse 狐",
        "שלום עולם مرحبا",
        "line\u2028separator",
        "]]> {{page}} \\u003c",
    ];

    /// <summary>A crowd of points for every label, on a circle, all of the same size.</summary>
    public static MapPlot Circle(IReadOnlyList<string> labels, int pointsEach, string? title = null, PlotTheme theme = PlotTheme.Light, IReadOnlyList<LabelColumn>? columns = null)
    {
        var random = new Random(1);
        int count = labels.Count * pointsEach;
        var map = new Matrix(count, 2);
        var values = new string[count];
        for (int i = 0; i < count; i++)
        {
            int label = i % labels.Count;
            double angle = 2 * Math.PI * label / labels.Count;
            double radius = Math.Sqrt(-0.5 * Math.Log(1 - random.NextDouble()));
            double turn = 2 * Math.PI * random.NextDouble();
            map[i, 0] = (10 * Math.Cos(angle)) + (radius * Math.Cos(turn));
            map[i, 1] = (10 * Math.Sin(angle)) + (radius * Math.Sin(turn));
            values[i] = labels[label];
        }

        return new MapPlot(map, PointColors.Of(new LabelColumn("label", values), ColorKind.Category, theme), title, columns);
    }
}
