namespace SneTools.Tests;

/// <summary>An engine whose costs and gradients a test writes down.</summary>
internal sealed class ScriptedEngine(Func<int, Matrix, double> cost, Action<Matrix, Matrix> gradient) : ICost
{
    public int Count => 1;

    public int Dimension => 1;

    public int Calls { get; private set; }

    public List<double> Exaggerations { get; } = [];

    public ObjectiveValue Evaluate(Matrix map, double exaggeration, Matrix result)
    {
        Calls++;
        Exaggerations.Add(exaggeration);
        gradient(map, result);
        return new ObjectiveValue(0, cost(Calls, map), 0);
    }

    /// <summary>Costs by iteration number, whatever the map; no forces.</summary>
    public static ScriptedEngine Of(Func<int, double> cost) =>
        new((call, _) => cost(call), (_, result) => Array.Clear(result.Values));

    /// <summary>½ curvature ‖y‖².</summary>
    public static ScriptedEngine Bowl(double curvature) => new(
        (_, map) => 0.5 * curvature * map.Values.Sum(y => y * y),
        (map, result) =>
        {
            for (int k = 0; k < result.Values.Length; k++)
                result.Values[k] = curvature * map.Values[k];
        });
}
