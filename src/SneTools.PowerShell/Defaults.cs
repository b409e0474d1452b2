namespace SneTools.PowerShell;

/// <summary>What parameters are where they are not given: what the library's options are.</summary>
internal static class Defaults
{
    /// <summary>Of a map.</summary>
    public static EmbeddingOptions Embedding { get; } = new();

    /// <summary>Of the maps that are passed on while a map forms.</summary>
    public static int SnapshotInterval => 10;

    /// <summary>Of the perplexity, where there are not few points.</summary>
    public static double Perplexity { get; } = KernelWidth.Default.Perplexity!.Value;

    /// <summary>Of the seconds between two checkpoints.</summary>
    public static double CheckpointInterval { get; } = new CheckpointOptions(string.Empty).Interval.TotalSeconds;

    /// <summary>Of the measures of a map.</summary>
    public static QualityOptions Quality { get; } = new();

    /// <summary>Of the comparison of maps.</summary>
    public static MapComparisonOptions Comparison { get; } = new();

    /// <summary>Of the check of gradients.</summary>
    public static GradientCheckOptions Check { get; } = new();
}
