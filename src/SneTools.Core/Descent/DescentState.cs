namespace SneTools;

/// <summary>Everything that a descent carries from one iteration to the next; a copy of it is a point to go on from.
/// </summary>
public sealed class DescentState
{
    /// <summary>The state at the start.</summary>
    /// <param name="map">The map to start from, n × l; it is moved in place.</param>
    public DescentState(Matrix map)
    {
        ArgumentNullException.ThrowIfNull(map);
        Map = map;
        Velocity = new double[map.Values.Length];
        Gains = new double[map.Values.Length];
        Array.Fill(Gains, 1);
        History = [];
    }

    private DescentState(DescentState other)
    {
        Map = other.Map.Clone();
        Velocity = (double[])other.Velocity.Clone();
        Gains = (double[])other.Gains.Clone();
        History = [.. other.History];
        RateFactor = other.RateFactor;
        Exaggeration = other.Exaggeration;
        ExaggeratedIterations = other.ExaggeratedIterations;
        ShapedAttraction = other.ShapedAttraction;
    }

    /// <summary>The map, n × l.</summary>
    public Matrix Map { get; }

    /// <summary>The last move of every coordinate, in units of the map.</summary>
    public double[] Velocity { get; }

    /// <summary>The gain of every coordinate.</summary>
    public double[] Gains { get; }

    /// <summary>What the learning rate has been shortened by: 1, or a power of ½ after steps that had to be taken back.</summary>
    public double RateFactor { get; internal set; } = 1;

    /// <summary>The factor on the attraction while it is exaggerated; null before the first iteration.</summary>
    public double? Exaggeration { get; internal set; }

    /// <summary>How many iterations are exaggerated; null before the first iteration.</summary>
    internal int? ExaggeratedIterations { get; set; }

    /// <summary>The attraction, in nats, of the map that exaggeration began with, or with which it was last lowered.</summary>
    internal double? ShapedAttraction { get; set; }

    /// <summary>The iterations so far.</summary>
    public List<HistoryPoint> History { get; }

    /// <summary>A copy that stays as it is when the descent goes on.</summary>
    public DescentState Clone() => new(this);
}
