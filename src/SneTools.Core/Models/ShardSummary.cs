namespace SneTools;

/// <summary>What came of placing rows of a file.</summary>
public sealed record ShardSummary
{
    /// <summary>Rows of the file that were read, those that were left out included.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows that were placed and written.</summary>
    public int Placed => Rows - DroppedRows;

    /// <summary>Rows that were left out because a value was missing, not a finite number or a category that the model does not know.</summary>
    public required int DroppedRows { get; init; }

    /// <summary>Values of that kind that got the mean of the model's rows.</summary>
    public required int ReplacedCells { get; init; }

    /// <summary>Rows that were placed whose novelty is above 0.99: one in a hundred where they are like the model's. Where they are more, the model's
    /// sample does not cover them.</summary>
    public required int NovelRows { get; init; }

    /// <summary>The mean novelty of the rows that were placed: about ½ where they are like the model's, toward 1 where they are not; NaN if there are none.
    /// </summary>
    public required double MeanNovelty { get; init; }

    /// <summary>The share of the true neighbors that the search finds.</summary>
    public required double NeighborRecall { get; init; }

    /// <summary>Seconds that passed, the reading and writing included, and not the preparation of the model.</summary>
    public required double Seconds { get; init; }

    /// <summary>Rows read a second.</summary>
    public double RowsPerSecond => Rows / Seconds;

    /// <summary>The columns of the file that was written, in order.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>What a user should know, as sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
