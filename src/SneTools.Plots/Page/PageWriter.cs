using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DynamicObj;
using Microsoft.FSharp.Core;
using Newtonsoft.Json;
using Plotly.NET;

namespace SneTools.Plots;

/// <summary>Writes a figure of Plotly.NET as one page that holds all it needs and asks no server for anything.</summary>
/// <remarks>
/// Texts of a user's file can neither run nor break the page: JSON is written without any character that HTML reads, and
/// the page's own policy lets no script run but the two it was written with, known by their hashes or a word of their own, and lets
/// nothing be fetched. The policy allows eval, by which WebGL code is compiled.
/// </remarks>
internal static partial class PageWriter
{
    private static readonly JsonSerializerSettings NoMarkup = new() { StringEscapeHandling = StringEscapeHandling.EscapeHtml };

    /// <summary>Writes a page.</summary>
    /// <param name="title">The page's title.</param>
    /// <param name="theme">Colors of paper and ink.</param>
    /// <param name="size">Size of the figure; null for that of the window.</param>
    /// <param name="traces">What the figure shows.</param>
    /// <param name="layout">How it is laid out.</param>
    /// <param name="columns">What is said of a point under the mouse, and searched.</param>
    /// <param name="stream">Where to. It is left open.</param>
    /// <param name="player">What plays the figure, as markup; none for a figure that stands still.</param>
    /// <param name="leastHeight">Pixels that a figure needs whose size is not given; the page scrolls where the window has less.</param>
    /// <param name="isScriptShared">True for a page that reads the drawing library from the file of <see cref="PageScript"/> beside it.</param>
    public static void Write(
        string title,
        PlotTheme theme,
        PlotSize? size,
        IEnumerable<Trace> traces,
        Layout layout,
        IReadOnlyList<LabelColumn> columns,
        Stream stream,
        string player = "",
        int leastHeight = 0,
        bool isScriptShared = false)
    {
        string page = PageScript.Resource("rows.js") + PageScript.Resource("page.js");
        string template = PageScript.Resource("page.html");
        string figure = FigureJson(traces, layout);
        string said = ColumnsJson(columns);
        string library = isScriptShared ? string.Empty : PageScript.Text;

        // A file has no hash that every browser accepts in a policy. The word is made of what the page holds, so that none who writes the
        // data can write it into them.
        string word = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(title + figure + said + player)).AsSpan(0, 16));
        using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true);
        string[] parts = Placeholder().Split(template);
        for (int k = 0; k < parts.Length; k++)
            text.Write(k % 2 == 0 ? parts[k] : Fill(parts[k]));

        string Fill(string name) => name switch
        {
            "title" => WebUtility.HtmlEncode(title),
            "paper" => Palette.Paper(theme).ToString(),
            "ink" => Palette.Ink(theme).ToString(),
            "size" => size is { } given ? FormattableString.Invariant($"width: {given.Width}px; height: {given.Height}px;")
                : leastHeight > 0 ? FormattableString.Invariant($"flex: none; height: max(calc(100vh - 48px), {leastHeight}px);")
                : "flex: 1;",
            "figure" => figure,
            "columns" => said,
            "player" => player,
            "plotly" => isScriptShared ? $"<script src=\"{PageScript.FileName}\" nonce=\"{word}\"></script>" : $"<script>{library}</script>",
            "page" => page,
            "scripts" => $"{(isScriptShared ? $"'nonce-{word}'" : Hash(library))} {Hash(page)}",
            _ => throw new InvalidOperationException($"The page has no part '{name}'."),
        };
    }

    /// <summary>A text that Plotly shows as it is: Plotly reads tags, entities and %{variables} in its texts.</summary>
    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("%", "&#37;", StringComparison.Ordinal);

    /// <summary>Sets properties of an object of Plotly.</summary>
    public static T With<T>(this T target, params ReadOnlySpan<(string Name, object Value)> properties)
        where T : DynamicObj.DynamicObj
    {
        foreach ((string name, object value) in properties)
            target.SetProperty(name, value);
        return target;
    }

    /// <summary>Axes, paper and ink that all figures share.</summary>
    public static Layout NewLayout(string title, PlotTheme theme)
    {
        return new Layout().With(
            ("title", new { text = Escape(title), x = 0.02, xanchor = "left" }),
            ("paper_bgcolor", Palette.Paper(theme).ToString()),
            ("plot_bgcolor", Palette.Paper(theme).ToString()),
            ("font", new { family = "system-ui, sans-serif", color = Palette.Ink(theme).ToString() }),
            ("margin", new { l = 60, r = 20, t = title.Length > 0 ? 50 : 30, b = 50 }),
            ("hovermode", "closest"));
    }

    /// <summary>An axis in the theme's colors.</summary>
    /// <param name="name">What it measures.</param>
    /// <param name="theme">The theme.</param>
    /// <param name="further">Further settings.</param>
    public static Dictionary<string, object> NewAxis(string name, PlotTheme theme, params ReadOnlySpan<(string Name, object Value)> further)
    {
        var axis = new Dictionary<string, object>
        {
            ["title"] = new { text = name },
            ["gridcolor"] = Palette.Grid(theme).ToString(),
            ["zeroline"] = false,
            ["backgroundcolor"] = Palette.Paper(theme).ToString(),
        };
        foreach ((string key, object value) in further)
            axis[key] = value;
        return axis;
    }

    private static string FigureJson(IEnumerable<Trace> traces, Layout layout)
    {
        Config config = new Config().With(("displaylogo", false), ("scrollZoom", true), ("plotlyServerURL", string.Empty));
        GenericChart chart = GenericChart.setConfig(config, GenericChart.setLayout(layout, GenericChart.ofTraceObjects(false, Microsoft.FSharp.Collections.ListModule.OfSeq(traces))));
        return JsonConvert.SerializeObject(
            new { data = GenericChart.getTraces(chart), layout = GenericChart.getLayout(chart), config = GenericChart.getConfig(chart) },
            NoMarkup);
    }

    /// <summary>Columns with every value written once, and its number for every point. The encoder leaves nothing but
    /// ASCII letters, digits and harmless signs as they are.</summary>
    private static string ColumnsJson(IReadOnlyList<LabelColumn> columns) => System.Text.Json.JsonSerializer.Serialize(columns.Select(column =>
    {
        var codeOf = new Dictionary<string, int>(StringComparer.Ordinal);
        var codes = new int[column.Values.Count];
        for (int i = 0; i < codes.Length; i++)
        {
            string value = column.Values[i] ?? string.Empty;
            if (!codeOf.TryGetValue(value, out codes[i]))
                codeOf[value] = codes[i] = codeOf.Count;
        }

        return new { name = column.Name, texts = codeOf.Keys.ToArray(), codes };
    }));

    private static string Hash(string script) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Placeholder();
}
