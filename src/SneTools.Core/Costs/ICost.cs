namespace SneTools;

/// <summary>A cost of maps, and its gradient.</summary>
public interface ICost
{
    /// <summary>Number of points n.</summary>
    int Count { get; }

    /// <summary>Dimension l of the map.</summary>
    int Dimension { get; }

    /// <summary>The cost of a map, and its gradient with the attraction multiplied by an exaggeration.</summary>
    /// <param name="map">n × l.</param>
    /// <param name="exaggeration">Factor on the attraction; 1 gives the gradient of the cost itself.</param>
    /// <param name="gradient">n × l, overwritten: ∂C/∂y.</param>
    /// <returns>The cost, without exaggeration.</returns>
    ObjectiveValue Evaluate(Matrix map, double exaggeration, Matrix gradient);

    /// <summary>What its engine carries from one map to the next; null if that is nothing.</summary>
    /// <remarks>Another cost of the same kind over the same probabilities that is given it goes on with the same bits. Null leaves a
    /// cost as it is.</remarks>
    EngineState? State
    {
        get => null;
        set { }
    }
}
