namespace SneTools.Plots;

/// <summary>What a film is written as.</summary>
public enum FilmFormat
{
    /// <summary>GIF, of 256 colors a frame.</summary>
    Gif,

    /// <summary>Animated PNG, in full color; a program that knows only still ones shows the first frame.</summary>
    Apng,
}
