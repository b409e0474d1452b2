namespace SneTools.PowerShell.Commands;

/// <summary>Whether text carries the control sequences that color it.</summary>
public enum TextRendering
{
    /// <summary>Where a terminal shows it, and neither NO_COLOR nor $PSStyle.OutputRendering says otherwise.</summary>
    Auto,

    /// <summary>Always.</summary>
    Ansi,

    /// <summary>Never.</summary>
    PlainText,
}
