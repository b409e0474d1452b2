using System.Buffers.Binary;
using System.Text.Json;

namespace SneTools.Plots;

/// <summary>The part of a page that plays a map on its way: a button, a slider, and the frames.</summary>
/// <remarks>A coordinate is a whole number of two bytes over the range that its frame has, which is finer than any screen; as text it takes
/// less than three, where a number in JSON takes eight.</remarks>
public static class PlayerPart
{
    /// <summary>Room around the points, as a share of the map.</summary>
    private const double Margin = 0.06;

    /// <summary>Bytes of coordinates that a page holds at most: beyond that a browser takes long to open it.</summary>
    private const long MostBytes = 64 << 20;

    private static readonly string[] Coordinates = ["x", "y", "z"];

    /// <summary>The encoder of the parts that a user wrote escapes the plus sign, of which base64 has many.</summary>
    private static readonly JsonSerializerOptions Numbers = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The most frames that a page of so many points holds, at least 2.</summary>
    /// <param name="plot">The map.</param>
    public static int MostFrames(MapPlot plot)
    {
        ArgumentNullException.ThrowIfNull(plot);
        return (int)Math.Max(2, MostBytes / ((long)plot.Count * plot.Map.Columns * sizeof(ushort)));
    }

    /// <summary>The part as markup. Its JSON holds numbers and base64, and no character that HTML reads.</summary>
    internal static string Of(MapMovie movie, double frameRate)
    {
        MapPlot last = movie.Plot;
        int[] names = last.Map.Columns == 3 ? [] : [.. last.Names(last.Views()[0]).Select(place => place.Index)];
        string json = JsonSerializer.Serialize(
            new
            {
                rate = frameRate,
                coordinates = Coordinates[..movie.Plot.Map.Columns],
                frames = Enumerable.Range(0, movie.Count).Select(k => Frame(movie, k, names)),
            },
            Numbers);
        return FormattableString.Invariant($"""
            <div id="player"><button id="play" type="button" aria-label="Play">&#x25b6;</button>
            <input id="frame" type="range" min="0" max="{movie.Count - 1}" value="{movie.Count - 1}" aria-label="Iteration">
            <output id="moment"></output></div>
            <script type="application/json" id="movie">
            """) + json + "</script>\n";
    }

    private static object Frame(MapMovie movie, int k, int[] names)
    {
        MapSnapshot snapshot = movie[k];
        Extent[] ranges = MapMovie.Grow(null, snapshot);
        var bytes = new byte[snapshot.Values.Length * sizeof(ushort)];
        for (int c = 0; c < ranges.Length; c++)
        {
            for (int i = 0; i < snapshot.Count; i++)
            {
                double share = (snapshot[i, c] - ranges[c].Low) / ranges[c].Length;
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(sizeof(ushort) * ((c * snapshot.Count) + i)), (ushort)Math.Round(ushort.MaxValue * Math.Clamp(share, 0, 1)));
            }
        }

        MapPlot plot = movie.Frame(k);
        return new
        {
            caption = snapshot.ToString(),
            ranges = ranges.Select(range => new[] { range.Low, range.High }),
            box = movie.Box(k).Select(box => box.WithLength((1 + (2 * Margin)) * box.Length)).Select(box => new[] { box.Low, box.High }),
            places = names.Length == 0 ? [] : CategoryPlace.Of(plot.Colors, plot.Views()[0], names).Select(place => new[] { place.X, place.Y }),
            data = Convert.ToBase64String(bytes),
        };
    }
}
