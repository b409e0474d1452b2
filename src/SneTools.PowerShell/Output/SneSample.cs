namespace SneTools.PowerShell;

/// <summary>A small real table that travels with the module, to try things with.</summary>
public sealed class SneSample
{
    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>Number of rows.</summary>
    public required int Rows { get; init; }

    /// <summary>Number of columns with measurements.</summary>
    public required int Measurements { get; init; }

    /// <summary>The columns that say what each row is.</summary>
    public required string[] Labels { get; init; }

    /// <summary>What it is about.</summary>
    public required string Description { get; init; }

    /// <summary>Who made it, and where it comes from.</summary>
    public required string Source { get; init; }

    /// <summary>The licence of the data.</summary>
    public required string License { get; init; }

    /// <summary>The tables, from small to large.</summary>
    internal static SneSample[] All { get; } =
    [
        new()
        {
            Name = "iris",
            Rows = 150,
            Measurements = 4,
            Labels = ["species"],
            Description = "Flowers of three species of iris, measured in cm; two species overlap.",
            Source = "R. A. Fisher (1936). The use of multiple measurements in taxonomic problems. UCI Machine Learning Repository, https://doi.org/10.24432/C56C76",
            License = "CC BY 4.0",
        },
        new()
        {
            Name = "wine",
            Rows = 178,
            Measurements = 13,
            Labels = ["cultivar"],
            Description = "Chemical measurements of wines of three cultivars, in units that differ a thousandfold.",
            Source = "M. Forina et al. (1991). PARVUS. UCI Machine Learning Repository, https://doi.org/10.24432/C5PC7J",
            License = "CC BY 4.0",
        },
        new()
        {
            Name = "penguins",
            Rows = 344,
            Measurements = 4,
            Labels = ["species", "island", "sex"],
            Description = "Penguins of three species on three islands, with categories and empty cells.",
            Source = "K. B. Gorman, T. D. Williams, W. R. Fraser (2014). PLoS ONE 9(3): e90081, https://doi.org/10.1371/journal.pone.0090081. Palmer Station Antarctica LTER",
            License = "CC0 1.0",
        },
        new()
        {
            Name = "digits",
            Rows = 1797,
            Measurements = 64,
            Labels = ["digit"],
            Description = "Handwritten digits, 8 x 8 pixels of 0 to 16 each.",
            Source = "E. Alpaydin, C. Kaynak (1998). Optical Recognition of Handwritten Digits (test set). UCI Machine Learning Repository, https://doi.org/10.24432/C50P49",
            License = "CC BY 4.0",
        },
    ];

    /// <inheritdoc/>
    public override string ToString() => Name;
}
