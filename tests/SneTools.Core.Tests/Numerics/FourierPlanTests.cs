using System.Numerics;

namespace SneTools.Tests;

/// <summary>Fourier transforms against the sum that defines them.</summary>
public class FourierPlanTests
{
    public static TheoryData<int> Lengths =>
        [1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 18, 20, 25, 27, 30, 32, 40, 48, 60, 64, 75, 96, 100, 120, 125, 128, 180, 270, 480, 625];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_transform_is_the_sum_that_defines_it_in_every_lane(int length)
    {
        AssertForward<Lanes256<double>, double>(length, 1e-14); // The plain sum's own rounding, 25 units for 625 terms.
        AssertForward<Lanes512<double>, double>(length, 1e-14);
        AssertForward<Lanes256<float>, float>(length, 5e-7); // Four units; passes are few.
        AssertForward<Lanes512<float>, float>(length, 5e-7);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void With_real_and_imaginary_parts_exchanged_before_and_after_it_undoes_itself(int length)
    {
        AssertInverse<Lanes256<double>, double>(length, 1e-15);
        AssertInverse<Lanes512<double>, double>(length, 1e-15);
        AssertInverse<Lanes256<float>, float>(length, 7e-7);
        AssertInverse<Lanes512<float>, float>(length, 7e-7);
    }

    [Fact]
    public void A_length_with_another_prime_factor_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FourierPlan<Lanes256<double>, double>(14));

    private static void AssertForward<TLanes, T>(int length, double tolerance)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Complex[][] sequences = Sequences<TLanes, T>(length);
        Complex[][] transformed = Transform<TLanes, T>(sequences);
        for (int lane = 0; lane < sequences.Length; lane++)
            AssertNear(Plain(sequences[lane]), transformed[lane], tolerance);
    }

    private static void AssertInverse<TLanes, T>(int length, double tolerance)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Complex[][] sequences = Sequences<TLanes, T>(length);
        Complex[][] back = Exchanged(Transform<TLanes, T>(Exchanged(Transform<TLanes, T>(sequences))));
        for (int lane = 0; lane < sequences.Length; lane++)
            AssertNear(sequences[lane], [.. back[lane].Select(x => x / length)], tolerance);
    }

    /// <summary>Random numbers that T can hold, others in every lane.</summary>
    private static Complex[][] Sequences<TLanes, T>(int length)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(length);
        return [.. Enumerable.Range(0, TLanes.Count).Select(_ =>
            Enumerable.Range(0, length).Select(_ => new Complex(Next(), Next())).ToArray())];

        double Next() => (float)((2 * random.NextDouble()) - 1);
    }

    private static Complex[][] Exchanged(Complex[][] sequences) =>
        [.. sequences.Select(sequence => sequence.Select(x => new Complex(x.Imaginary, x.Real)).ToArray())];

    private static Complex[] Plain(Complex[] sequence)
    {
        int length = sequence.Length;
        var result = new Complex[length];
        for (int k = 0; k < length; k++)
        {
            for (int j = 0; j < length; j++)
                result[k] += sequence[j] * Complex.FromPolarCoordinates(1, -2 * Math.PI * ((long)j * k % length) / length);
        }

        return result;
    }

    private static unsafe Complex[][] Transform<TLanes, T>(Complex[][] sequences)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int length = sequences[0].Length;
        using var plan = new FourierPlan<TLanes, T>(length);
        using var buffer = new NativeBuffer<T>(2 * plan.Size);
        int stride = FourierPlan<TLanes, T>.Stride;
        for (int k = 0; k < length; k++)
        {
            for (int lane = 0; lane < TLanes.Count; lane++)
            {
                buffer.Pointer[(k * stride) + lane] = T.CreateTruncating(sequences[lane][k].Real);
                buffer.Pointer[(k * stride) + TLanes.Count + lane] = T.CreateTruncating(sequences[lane][k].Imaginary);
            }
        }

        T* result = plan.Transform(buffer.Pointer, buffer.Pointer + plan.Size);
        Assert.True(result == buffer.Pointer || result == buffer.Pointer + plan.Size);
        var transformed = new Complex[TLanes.Count][];
        for (int lane = 0; lane < TLanes.Count; lane++)
        {
            transformed[lane] = new Complex[length];
            for (int k = 0; k < length; k++)
            {
                T* element = result + (k * stride) + lane;
                transformed[lane][k] = new Complex(
                    double.CreateTruncating(element[0]), double.CreateTruncating(element[TLanes.Count]));
            }
        }

        return transformed;
    }

    private static void AssertNear(Complex[] expected, Complex[] actual, double tolerance)
    {
        double norm = Math.Sqrt(expected.Sum(x => (x * Complex.Conjugate(x)).Real));
        double error = Math.Sqrt(expected.Zip(actual, (x, y) => Complex.Abs(x - y)).Sum(difference => difference * difference));
        Near.Equal(0, error / norm, tolerance);
    }
}
