namespace SneTools;

/// <summary>The neighbors of one point as a probability distribution, p(j|i) (or q(j|i) in a map).</summary>
public sealed class ConditionalDistribution
{
    private readonly int _count;
    private readonly double[] _values;
    private double[]? _probability;

    /// <summary>Over all other points.</summary>
    internal ConditionalDistribution(int index, double precision, double sigma, double entropyInNats, double[] probability)
        : this(index, precision, sigma, entropyInNats, probability.Length, null, probability)
    {
        _probability = probability;
    }

    /// <summary>Over the points at some indices.</summary>
    internal ConditionalDistribution(
        int index, double precision, double sigma, double entropyInNats, int count, int[]? neighbors, double[] values)
    {
        Index = index;
        Precision = precision;
        Sigma = sigma;
        Entropy = entropyInNats / Math.Log(2);
        Neighbor = neighbors;
        _count = count;
        _values = values;
    }

    /// <summary>The point i, counted from 0.</summary>
    public int Index { get; }

    /// <summary>β of exp(-β d²), in units of 1/distance²; 1 in a map. The nearest number that a double can hold, where distances
    /// are below 1e-154 or above 1e154.</summary>
    public double Precision { get; }

    /// <summary>σ of exp(-d²/σ²), that is β^-½, in units of distance. (Hinton &amp; Roweis 2002 write exp(-d²/2σ²): their
    /// σ is this one divided by √2.)</summary>
    public double Sigma { get; }

    /// <summary>H(Pᵢ) = -Σⱼ p(j|i) log₂ p(j|i), in bits.</summary>
    public double Entropy { get; }

    /// <summary>2^H, the effective number of neighbors.</summary>
    public double Perplexity => Math.Pow(2, Entropy);

    /// <summary>The points, counted from 0, nearest first, that have a probability; null where all others have.</summary>
    public IReadOnlyList<int>? Neighbor { get; }

    /// <summary>p(j|i) for every point j, that is n numbers, of which that at <see cref="Index"/> is 0, and those of points that are no
    /// neighbors. They are laid out on demand.</summary>
    public double[] Probability => _probability ??= LayOut();

    /// <summary>Every pair of this point that has a probability: the other point, and p.</summary>
    public IEnumerable<(int Other, double Probability)> Pairs()
    {
        for (int m = 0; m < _values.Length; m++)
        {
            int other = Neighbor?[m] ?? m;
            if (other != Index)
                yield return (other, _values[m]);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"point {Index}: perplexity {Perplexity:0.###}, sigma {Sigma:0.####}");

    private double[] LayOut()
    {
        var result = new double[_count];
        for (int m = 0; m < _values.Length; m++)
            result[Neighbor![m]] = _values[m];
        return result;
    }
}
