namespace SneTools;

/// <summary>Points to which distances from other rows can be had.</summary>
internal interface IQueryPoints
{
    /// <summary>The unit of length of the distances, in the data's: a power of two.</summary>
    double Unit { get; }

    /// <summary>The distances from rows.</summary>
    /// <param name="rows">m × h, finite; as a metric sees them.</param>
    IQueryDistances Queries(Matrix rows);
}
