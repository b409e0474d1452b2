namespace SneTools;

/// <summary>Whether two maps are the same.</summary>
public enum MapVerdict
{
    /// <summary>Both have the same rows, and every coordinate is the same number to the last bit.</summary>
    Identical,

    /// <summary>The rows that both have make the same shape: nothing but a shift, a rotation, a reflection and a scale is between them, up to
    /// the tolerance.</summary>
    Same,

    /// <summary>They make another shape.</summary>
    Different,
}
