namespace SneTools.Plots;

/// <summary>What the values of a column that gives the colors are.</summary>
public enum ColorKind
{
    /// <summary>Numbers are a scale, unless they are few whole ones; texts are categories.</summary>
    Auto,

    /// <summary>Every value is a category with a color of its own.</summary>
    Category,

    /// <summary>Numbers on a scale.</summary>
    Number,
}
