namespace SneTools.Plots;

/// <summary>What a picture is written as.</summary>
public enum PictureFormat
{
    /// <summary>Pixels.</summary>
    Png,

    /// <summary>Shapes.</summary>
    Svg,
}
