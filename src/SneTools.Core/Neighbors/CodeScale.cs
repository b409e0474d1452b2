namespace SneTools;

/// <summary>The step of codes.</summary>
internal static class CodeScale
{
    /// <summary>The largest code.</summary>
    public const int Largest = 63;

    /// <summary>Points of the sample that the step is chosen by.</summary>
    private const int SampleCount = 1000;

    /// <summary>Steps that are tried, each the root of 1/2 of the one before.</summary>
    private const int Steps = 24;

    /// <summary>The share of the points that may be out of reach at no cost: those far away need no digits.</summary>
    private const double WorstShare = 0.02;

    /// <summary>The step with which a sample of points loses least, by rounding and by being out of reach.</summary>
    /// <param name="source">The points.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Where the random numbers begin.</param>
    public static float Find(IPointSource source, int count, int seed)
    {
        int[] sample = Sampling.Draw(count, Math.Min(count, SampleCount), seed);
        var values = new float[sample.Length * source.Columns];
        for (int s = 0; s < sample.Length; s++)
            source.Round(sample[s], values.AsSpan(s * source.Columns, source.Columns));
        float largest = 0;
        foreach (float value in values)
            largest = Math.Max(largest, Math.Abs(value));
        if (largest == 0)
            return 1;
        float best = 0;
        double least = double.PositiveInfinity;
        for (int t = 0; t < Steps; t++)
        {
            float step = largest / Largest * MathF.Pow(2, -0.5f * t);
            double loss = Loss(values, source.Columns, step);
            if (loss < least)
                (best, least) = (step, loss);
        }

        return Math.Max(best, 1e-30f);
    }

    /// <summary>The squares lost by all points of a sample but the worst.</summary>
    private static double Loss(float[] values, int columns, float step)
    {
        var losses = new double[values.Length / columns];
        for (int k = 0; k < values.Length; k++)
        {
            double over = Math.Abs(values[k]) - (Largest * (double)step);
            losses[k / columns] += over > 0 ? over * over : step * (double)step / 12;
        }

        Array.Sort(losses);
        return losses.Take(losses.Length - (int)(WorstShare * losses.Length)).Sum();
    }
}
