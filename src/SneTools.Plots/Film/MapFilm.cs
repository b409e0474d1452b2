using SkiaSharp;

namespace SneTools.Plots;

/// <summary>Draws a map on its way as a film.</summary>
public static class MapFilm
{
    /// <summary>How long the last frame stands, in hundredths of a second.</summary>
    private const int Hold = 200;

    /// <summary>Writes the film.</summary>
    /// <param name="movie">The map on its way.</param>
    /// <param name="size">Size of the pictures.</param>
    /// <param name="format">What they are written as.</param>
    /// <param name="frameRate">Frames a second, from 1 to 50; the last stands for two seconds.</param>
    /// <param name="stream">Where to. It is left open.</param>
    /// <param name="observe">Is told the share that is done, from 0 to 1, before every frame.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static void Write(
        MapMovie movie, PlotSize size, FilmFormat format, double frameRate, Stream stream, Action<double>? observe = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(movie);
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(frameRate, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frameRate, 50);
        FilmWriter film = format == FilmFormat.Gif ? new GifWriter(stream, size) : new ApngWriter(stream, size, movie.Count);
        using SKSurface sheet = Picture.NewSheet(size);
        for (int k = 0; k < movie.Count; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            observe?.Invoke((double)k / movie.Count);
            MapPicture.Compose(movie.Frame(k), size, PictureFormat.Png).Paint(sheet.Canvas);

            // Whole hundredths, so that no part of one is lost on the way.
            int hundredths = (int)(Math.Round((k + 1) * 100 / frameRate) - Math.Round(k * 100 / frameRate));
            film.Add(sheet, k == movie.Count - 1 ? Math.Max(hundredths, Hold) : hundredths);
        }

        film.Complete();
    }
}
