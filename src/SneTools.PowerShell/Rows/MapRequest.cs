namespace SneTools.PowerShell;

/// <summary>What is asked of a map beside its points.</summary>
/// <param name="Color">The column or the measure that gives the colors; null to take the first label, or the first column of text.</param>
/// <param name="Cancellation">Ends the work.</param>
internal sealed record MapRequest(string? Color, CancellationToken Cancellation)
{
    /// <summary>Columns that a page shows; wildcards are allowed.</summary>
    public string[] Hover { get; init; } = [];

    /// <summary>Rows, as many as there are points, with further columns; null for none.</summary>
    public object? Data { get; init; }

    /// <summary>Measures of the points that were computed before; null to compute what is asked for.</summary>
    public EmbeddingQuality? Quality { get; init; }

    /// <summary>Is told the share of measures that is computed.</summary>
    public Action<double>? Observe { get; init; }

    /// <summary>Is told what a user should know.</summary>
    public Action<string>? Warn { get; init; }
}
