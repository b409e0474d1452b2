using System.Numerics;
using System.Runtime.InteropServices;

namespace SneTools;

/// <summary>Distances and products of rows.</summary>
internal static class Distance
{
    /// <summary>‖a - b‖², summed over differences, so that near rows lose no digits to cancellation.</summary>
    public static double Squared(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        int k = 0;
        if (a.Length >= Vector<double>.Count)
        {
            ReadOnlySpan<Vector<double>> wideA = MemoryMarshal.Cast<double, Vector<double>>(a);
            ReadOnlySpan<Vector<double>> wideB = MemoryMarshal.Cast<double, Vector<double>>(b);
            Vector<double> sums = Vector<double>.Zero;
            for (int v = 0; v < wideA.Length; v++)
            {
                Vector<double> difference = wideA[v] - wideB[v];
                sums += difference * difference;
            }

            sum = Vector.Sum(sums);
            k = wideA.Length * Vector<double>.Count;
        }

        for (; k < a.Length; k++)
        {
            double difference = a[k] - b[k];
            sum += difference * difference;
        }

        return sum;
    }

    /// <summary>Σ aₖbₖ.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ReadOnlySpan<Vector<double>> wideA = MemoryMarshal.Cast<double, Vector<double>>(a);
        ReadOnlySpan<Vector<double>> wideB = MemoryMarshal.Cast<double, Vector<double>>(b);
        Vector<double> sums = Vector<double>.Zero;
        for (int v = 0; v < wideA.Length; v++)
            sums += wideA[v] * wideB[v];
        double sum = Vector.Sum(sums);
        for (int k = wideA.Length * Vector<double>.Count; k < a.Length; k++)
            sum += a[k] * b[k];
        return sum;
    }
}
