namespace SneTools;

/// <summary>A map that a descent passed, in single precision.</summary>
/// <param name="Iteration">Iterations made before it, from 0.</param>
/// <param name="Values">The map, n × l, row after row, shifted to mean 0.</param>
internal readonly record struct KeptMap(int Iteration, float[] Values)
{
    /// <summary>Keeps the map that a descent is at.</summary>
    public static KeptMap Of(DescentState state) => new(state.History.Count, Round(state.Map.Center()));

    /// <summary>The map in double precision, n × l.</summary>
    /// <param name="dimension">Dimension l of the map.</param>
    public Matrix ToMatrix(int dimension) => new(Values.Length / dimension, dimension, Array.ConvertAll(Values, value => (double)value));

    /// <summary>A map in single precision.</summary>
    public static float[] Round(Matrix map) => Array.ConvertAll(map.Values, value => (float)value);
}
