namespace SneTools.Plots;

/// <summary>Colors of a picture's paper and ink.</summary>
public enum PlotTheme
{
    /// <summary>Dark on white, for print and for pages.</summary>
    Light,

    /// <summary>Light on near-black, for slides and screens.</summary>
    Dark,
}
