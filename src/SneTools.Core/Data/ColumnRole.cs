namespace SneTools;

/// <summary>What becomes of a column.</summary>
internal enum ColumnRole
{
    /// <summary>Its cells decide: numbers are embedded, texts ride along.</summary>
    Undecided,

    /// <summary>It is embedded, and must hold numbers.</summary>
    Numeric,

    /// <summary>Its values are embedded as columns of their own, and it rides along.</summary>
    Categorical,

    /// <summary>Its dates are embedded as numbers, and it rides along.</summary>
    Date,

    /// <summary>It rides along.</summary>
    Label,

    /// <summary>It rides along if what it holds can be said as text.</summary>
    Offered,

    /// <summary>It is left out: excluded, or not among those asked for.</summary>
    Excluded,

    /// <summary>It is not embedded, and rides along if it holds text.</summary>
    Unselected,
}
