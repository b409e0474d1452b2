namespace SneTools.ZooTests;

/// <summary>Random numbers that are the same on every platform and in every version of the runtime (SplitMix64, Steele et al.
/// 2014).</summary>
internal sealed class ZooRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>From 0 to below 1.</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>From a to below b.</summary>
    public double Uniform(double a, double b) => a + ((b - a) * Uniform());

    /// <summary>A whole number from 0 to below n.</summary>
    public int Below(int n) => (int)(n * Uniform());

    /// <summary>True with a probability.</summary>
    public bool Chance(double probability) => Uniform() < probability;

    /// <summary>Normal, of mean 0 and variance 1 (Box and Muller).</summary>
    public double Normal()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - Uniform()));
        return radius * Math.Cos(2 * Math.PI * Uniform());
    }

    /// <summary>So many independent normal numbers.</summary>
    public double[] Normals(int count, double deviation = 1)
    {
        var result = new double[count];
        for (int k = 0; k < count; k++)
            result[k] = deviation * Normal();
        return result;
    }

    /// <summary>Gamma of a shape and scale 1 (Marsaglia and Tsang 2000).</summary>
    public double Gamma(double shape)
    {
        if (shape < 1)
            return Gamma(shape + 1) * Math.Pow(1 - Uniform(), 1 / shape);
        double d = shape - (1.0 / 3);
        while (true)
        {
            double x = Normal();
            double v = Math.Pow(1 + (x / Math.Sqrt(9 * d)), 3);
            if (v > 0 && Math.Log(1 - Uniform()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
                return d * v;
        }
    }

    /// <summary>Poisson of a mean, by counting exponential waiting times.</summary>
    public int Poisson(double mean)
    {
        int count = -1;
        for (double left = mean; left >= 0; count++)
            left += Math.Log(1 - Uniform());
        return count;
    }

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
