namespace SneTools;

/// <summary>New points in a map: where they are, and how unlike the model's points they are.</summary>
public sealed class PlacedPoints
{
    internal PlacedPoints(Matrix data, Matrix map, PointBandwidths bandwidths)
    {
        Data = data;
        Map = map;
        Distance = new double[map.Rows];
        Novelty = new double[map.Rows];
        Divergence = new double[map.Rows];
        Bandwidths = bandwidths;
    }

    /// <summary>Number of points, m.</summary>
    public int Count => Map.Rows;

    /// <summary>Their places, m × l.</summary>
    public Matrix Map { get; }

    /// <summary>The distance of every point to the nearest of the model's points, between prepared rows, in the unit of these.</summary>
    public double[] Distance { get; }

    /// <summary>The share of the model's points whose own nearest neighbor is nearer than that: from 0 to 1, and 1 for a row that is farther from
    /// all points than any of them is from its nearest.</summary>
    public double[] Novelty { get; }

    /// <summary>KL(P‖Q) of every point over the model's points, in nats.</summary>
    public double[] Divergence { get; }

    /// <summary>The numbers between which distances are taken, m × h; distances to the model's points where such were given.</summary>
    internal Matrix Data { get; }

    /// <summary>The kernel widths, in the model's unit.</summary>
    internal PointBandwidths Bandwidths { get; }
}
