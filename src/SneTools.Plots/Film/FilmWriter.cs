using SkiaSharp;

namespace SneTools.Plots;

/// <summary>Writes pictures one after the other as a film that begins again when it has ended.</summary>
internal abstract class FilmWriter
{
    /// <summary>Adds a picture.</summary>
    /// <param name="sheet">The picture, opaque, in red, green, blue and alpha of a byte each.</param>
    /// <param name="hundredths">How long it stands, in hundredths of a second, at least 2.</param>
    public abstract void Add(SKSurface sheet, int hundredths);

    /// <summary>Ends the film.</summary>
    public abstract void Complete();
}
