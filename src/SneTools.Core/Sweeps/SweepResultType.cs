namespace SneTools;

/// <summary>What a run of a sweep leaves.</summary>
public enum SweepResultType
{
    /// <summary>The map, with the columns that rode along.</summary>
    Map,

    /// <summary>A model without what new points do not need.</summary>
    CompactModel,

    /// <summary>A model that a run can go on from.</summary>
    Model,
}
