namespace SneTools.PowerShell.Commands;

/// <summary>What the rows of Get-SneProbability are.</summary>
public enum MapSpace
{
    /// <summary>Data points: p(j|i).</summary>
    Data,

    /// <summary>Map points: q(j|i), with precision 1.</summary>
    Map,
}
