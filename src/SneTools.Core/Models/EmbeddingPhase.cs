namespace SneTools;

/// <summary>A stage of a run.</summary>
public enum EmbeddingPhase
{
    /// <summary>The nearest neighbors of every point are found.</summary>
    Neighbors,

    /// <summary>Probabilities between the points are computed.</summary>
    Affinities,

    /// <summary>The first map is made.</summary>
    Initialization,

    /// <summary>The map is moved.</summary>
    Descent,
}
