namespace SneTools;

/// <summary>What came of cutting a record.</summary>
internal enum RecordOutcome
{
    /// <summary>It is there to its end.</summary>
    Whole,

    /// <summary>Its end was not read yet.</summary>
    Unfinished,

    /// <summary>Something stands behind the quote that closes a cell.</summary>
    Malformed,
}
