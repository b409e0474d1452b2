namespace SneTools.Plots;

/// <summary>The colors that a terminal has.</summary>
public enum TerminalColor
{
    /// <summary>None: plain text, for logs and files.</summary>
    None,

    /// <summary>The 256 colors that terminals have in common.</summary>
    Indexed,

    /// <summary>All colors (24 bits).</summary>
    Full,
}
