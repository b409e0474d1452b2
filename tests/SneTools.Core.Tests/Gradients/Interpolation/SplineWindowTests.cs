using System.Numerics;

namespace SneTools.Tests;

/// <summary>The spline that lays charges on a grid and reads fields off it.</summary>
public class SplineWindowTests
{
    /// <summary>Moments of the spline about its middle: those of a sum of eight numbers, even in [-½, ½].</summary>
    private static readonly double[] Moments = [1, 0, 2.0 / 3, 0, 19.0 / 15, 0, 80.0 / 21, 0];

    private static readonly Gen<double> Offsets = Gen.OneOf<double>(Gen.OneOf(-0.5, 0.0, 0.5), Gen.Double[-0.5, 0.5]);

    [Fact]
    public void The_weights_have_the_moments_of_the_spline_wherever_in_its_cell_a_point_lies() => Offsets.Sample(offset =>
    {
        // A sum of such weights over a polynomial's values at the nodes is a polynomial: nothing up to degree 7 is lost.
        AssertMoments(Values<Lanes512<double>, double>(offset), offset, 4e-16);
        AssertMoments(Values<Lanes256<float>, float>((float)offset), (float)offset, 2e-7);
    });

    [Fact]
    public void The_weights_are_positive_and_the_farther_the_smaller() => Gen.Double[-0.499, 0.499].Sample(offset =>
    {
        double[] weights = Values<Lanes512<double>, double>(offset);
        Assert.All(weights, weight => Assert.True(weight > -1e-18)); // At a border, one is 0.
        int[] byDistance = [.. Enumerable.Range(0, 8).OrderBy(node => Math.Abs(node - 3.5 - offset))];
        for (int k = 1; k < 8; k++)
            Assert.True(weights[byDistance[k]] <= weights[byDistance[k - 1]] + 1e-15); // Two as far as each other tie.
    });

    [Fact]
    public void From_one_cell_to_the_next_the_weights_and_slopes_go_on()
    {
        double[] before = Values<Lanes512<double>, double>(0.5);
        double[] after = Values<Lanes512<double>, double>(-0.5);
        double[] slopesBefore = Slopes<Lanes512<double>, double>(0.5);
        double[] slopesAfter = Slopes<Lanes512<double>, double>(-0.5);
        Near.Equal(0, before[0], 1e-16);
        Near.Equal(0, slopesBefore[0], 1e-16);
        for (int node = 1; node < 8; node++)
        {
            Near.Equal(before[node], after[node - 1], 1e-15);
            Near.Equal(slopesBefore[node], slopesAfter[node - 1], 1e-15);
        }
    }

    [Fact]
    public void The_slopes_are_the_derivatives_of_the_weights() => Offsets.Sample(offset =>
    {
        const double Step = 1e-3;
        double[] slopes = Slopes<Lanes512<double>, double>(offset);
        double[][] values = [.. new[] { -2, -1, 1, 2 }.Select(k => Values<Lanes512<double>, double>(offset + (k * Step)))];
        for (int node = 0; node < 8; node++)
        {
            double difference = (values[0][node] - values[3][node] + (8 * (values[2][node] - values[1][node]))) / (12 * Step);
            Near.Equal(difference, slopes[node], 2e-12); // The step's fourth power, and rounding over the step.
        }

        float[] singles = [.. slopes.Select(slope => (float)slope)];
        double[] found = Slopes<Lanes256<float>, float>((float)offset);
        for (int node = 0; node < 8; node++)
            Near.Equal(singles[node], found[node], 1e-6);
    });

    [Fact]
    public void The_response_is_the_squared_transform_of_the_weights_at_the_nodes()
    {
        double[] nodes = Values<Lanes512<double>, double>(-0.5);
        foreach (int length in (int[])[8, 30, 96])
        {
            double[] response = SplineWindow.Response(length);
            Assert.Equal(length, response.Length);
            for (int k = 0; k < length; k++)
            {
                Complex sum = Complex.Zero;
                for (int node = 0; node < 8; node++)
                    sum += nodes[node] * Complex.FromPolarCoordinates(1, -2 * Math.PI * node * k / length);
                Near.Equal(sum.Magnitude * sum.Magnitude, response[k], 1e-15);
                Assert.True(response[k] > 1e-5); // It is divided by.
            }
        }
    }

    private static void AssertMoments(double[] weights, double offset, double tolerance)
    {
        for (int power = 0; power < 8; power++)
        {
            double moment = 0;
            double size = 0;
            for (int node = 0; node < 8; node++)
            {
                double term = weights[node] * Math.Pow(node - 3.5 - offset, power);
                moment += term;
                size += Math.Pow(4, power);
            }

            Near.Equal(Moments[power], moment, tolerance * size);
        }
    }

    private static double[] Values<TEight, T>(T offset)
        where TEight : struct, ILanes<TEight, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var window = new SplineWindow<TEight, T>();
        return ToArray<TEight, T>(window.Values(offset));
    }

    private static double[] Slopes<TEight, T>(T offset)
        where TEight : struct, ILanes<TEight, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var window = new SplineWindow<TEight, T>();
        return ToArray<TEight, T>(window.Slopes(offset));
    }

    private static unsafe double[] ToArray<TEight, T>(TEight lanes)
        where TEight : struct, ILanes<TEight, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.Equal(SplineWindow.Order, TEight.Count);
        T* numbers = stackalloc T[8];
        lanes.Store(numbers);
        return [.. new ReadOnlySpan<T>(numbers, 8).ToArray().Select(double.CreateTruncating)];
    }
}
