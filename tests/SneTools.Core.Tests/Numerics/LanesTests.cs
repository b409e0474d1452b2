using System.Numerics;

namespace SneTools.Tests;

/// <summary>Registers of both widths, whatever the processor has: what it lacks runs in software.</summary>
public class LanesTests
{
    [Fact]
    public void Exp_of_doubles_is_right_to_a_few_units_in_the_last_place()
    {
        // Multiplied by log2 e, exponents of up to 700 are rounded to 1e-13 unless the product is split; it is.
        double[] x = Grid(-708, 0);
        AssertRelative(x, Apply<Lanes256<double>, double>(Lanes256<double>.Exp, x), Math.Exp, _ => 1e-15);
        AssertRelative(x, Apply<Lanes512<double>, double>(Lanes512<double>.Exp, x), Math.Exp, _ => 1e-15);
    }

    [Fact]
    public void Exp_of_singles_is_right_to_rounding_that_grows_with_the_exponent()
    {
        // The polynomial and its six roundings, and log2 e, which is rounded to 2e-8 and multiplied by x.
        static double Allowed(double x) => 2e-7 + (1.4e-8 * -x);

        float[] x = [.. Grid(-87, 0).Select(value => (float)value)];
        double[] expected = [.. x.Select(value => (double)value)];
        AssertRelative(expected, Widen(Apply<Lanes256<float>, float>(Lanes256<float>.Exp, x)), Math.Exp, Allowed);
        AssertRelative(expected, Widen(Apply<Lanes512<float>, float>(Lanes512<float>.Exp, x)), Math.Exp, Allowed);
    }

    [Fact]
    public void Exp_of_0_is_1_and_beyond_the_smallest_normal_number_it_is_0()
    {
        float[] singles = [0, -0f, -87.4f, -88, -100, -1e4f, -1e10f, -3e38f, float.NegativeInfinity];
        float[] expectedSingles = [1, 1, 0, 0, 0, 0, 0, 0, 0];
        Assert.Equal(expectedSingles, Apply<Lanes256<float>, float>(Lanes256<float>.Exp, singles));
        Assert.Equal(expectedSingles, Apply<Lanes512<float>, float>(Lanes512<float>.Exp, singles));

        double[] doubles = [0, -0.0, -708.4, -709, -745, -1e4, -1e100, -1e308, double.NegativeInfinity];
        double[] expectedDoubles = [1, 1, 0, 0, 0, 0, 0, 0, 0];
        Assert.Equal(expectedDoubles, Apply<Lanes256<double>, double>(Lanes256<double>.Exp, doubles));
        Assert.Equal(expectedDoubles, Apply<Lanes512<double>, double>(Lanes512<double>.Exp, doubles));
    }

    [Fact]
    public void Log_is_right_to_a_few_units_in_the_last_place_from_1_to_the_square_of_nowhere()
    {
        // Where a map is small, x is a hair above 1; where a lane stands for no point, it is 1e36.
        double[] x = [.. Grid(0, 83).Select(Math.Exp), .. Grid(-36, 0).Select(exponent => 1 + Math.Exp(exponent))];
        AssertRelative(x, Apply<Lanes256<double>, double>(Lanes256<double>.Log, x), Math.Log, _ => 1e-15);
        AssertRelative(x, Apply<Lanes512<double>, double>(Lanes512<double>.Log, x), Math.Log, _ => 1e-15);

        float[] singles = [.. x.Select(value => (float)value)];
        double[] rounded = Widen(singles);
        AssertRelative(rounded, Widen(Apply<Lanes256<float>, float>(Lanes256<float>.Log, singles)), Math.Log, _ => 5e-7);
        AssertRelative(rounded, Widen(Apply<Lanes512<float>, float>(Lanes512<float>.Log, singles)), Math.Log, _ => 5e-7);
    }

    [Fact]
    public void Log_in_double_precision_is_right_over_all_normal_numbers_and_passes_on_what_is_none()
    {
        double[] x = [.. Grid(-708, 709).Select(Math.Exp), .. Grid(-1, 1).Select(z => 1 + (0.001 * z)), double.MaxValue, 2.2250738585072014e-308];
        double[] none = [double.PositiveInfinity, double.NaN];
        Check<Lanes256<double>>();
        Check<Lanes512<double>>();

        void Check<TLanes>()
            where TLanes : struct, ILanes<TLanes, double>
        {
            AssertRelative(x, Apply<TLanes, double>(TLanes.Log, x), Math.Log, _ => 1e-15);
            Assert.Equal(none, Apply<TLanes, double>(TLanes.Log, none));
        }
    }

    [Fact]
    public void Multiply_add_rounds_once() => Gen.Select(Gen.Double[-9, 9], Gen.Double[-9, 9], Gen.Double[-9, 9]).Sample(
        (a, b, c) =>
        {
            Check<Lanes256<double>, double>(a, b, c);
            Check<Lanes512<double>, double>(a, b, c);
            Check<Lanes256<float>, float>((float)a, (float)b, (float)c);
            Check<Lanes512<float>, float>((float)a, (float)b, (float)c);

            static void Check<TLanes, T>(T a, T b, T c)
                where TLanes : struct, ILanes<TLanes, T>
                where T : unmanaged, IFloatingPointIeee754<T>
            {
                TLanes result = TLanes.MultiplyAdd(TLanes.Broadcast(a), TLanes.Broadcast(b), TLanes.Broadcast(c));
                Assert.All(Numbers<TLanes, T>(result), number => Assert.Equal(T.FusedMultiplyAdd(a, b, c), number));
            }
        });

    [Fact]
    public void Lanes_are_cleared_before_the_one_asked_for_and_no_others()
    {
        Check<Lanes256<float>, float>();
        Check<Lanes256<double>, double>();
        Check<Lanes512<float>, float>();
        Check<Lanes512<double>, double>();

        static void Check<TLanes, T>()
            where TLanes : struct, ILanes<TLanes, T>
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            T[] numbers = [.. Enumerable.Range(1, TLanes.Count).Select(T.CreateTruncating)];
            for (int lane = 0; lane <= 16; lane++)
            {
                T[] expected = [.. numbers.Select((number, index) => index < lane ? T.Zero : number)];
                Assert.Equal(expected, Apply<TLanes, T>(lanes => TLanes.ClearBefore(lanes, lane), numbers));
            }

            // An infinite weight of no pair must not become NaN.
            T[] cleared = Apply<TLanes, T>(lanes => TLanes.ClearBefore(lanes, TLanes.Count), [.. numbers.Select(_ => T.PositiveInfinity)]);
            Assert.All(cleared, number => Assert.Equal(T.Zero, number));
        }
    }

    [Fact]
    public void The_sum_takes_every_lane_once()
    {
        Check<Lanes256<float>, float>();
        Check<Lanes256<double>, double>();
        Check<Lanes512<float>, float>();
        Check<Lanes512<double>, double>();

        static unsafe void Check<TLanes, T>()
            where TLanes : struct, ILanes<TLanes, T>
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            // Powers of two: a lane lost or taken twice changes the sum, and nothing is rounded.
            T[] numbers = [.. Enumerable.Range(0, TLanes.Count).Select(lane => T.CreateTruncating(1 << lane))];
            fixed (T* place = numbers)
                Assert.Equal(T.CreateTruncating((1 << TLanes.Count) - 1), TLanes.Sum(TLanes.Load(place)));
        }
    }

    [Fact]
    public void The_four_rules_are_those_of_numbers() => Gen.Select(Gen.Double[-9, 9], Gen.Double[1, 9]).Sample((a, b) =>
    {
        Check<Lanes256<double>, double>(a, b);
        Check<Lanes512<double>, double>(a, b);
        Check<Lanes256<float>, float>((float)a, (float)b);
        Check<Lanes512<float>, float>((float)a, (float)b);

        static void Check<TLanes, T>(T a, T b)
            where TLanes : struct, ILanes<TLanes, T>
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            (TLanes left, TLanes right) = (TLanes.Broadcast(a), TLanes.Broadcast(b));
            Assert.All(Numbers<TLanes, T>(left + right), sum => Assert.Equal(a + b, sum));
            Assert.All(Numbers<TLanes, T>(left - right), difference => Assert.Equal(a - b, difference));
            Assert.All(Numbers<TLanes, T>(left * right), product => Assert.Equal(a * b, product));
            Assert.All(Numbers<TLanes, T>(left / right), quotient => Assert.Equal(a / b, quotient));
        }
    });

    private static double[] Grid(double from, double to)
    {
        const int Steps = 20_000;
        return [.. Enumerable.Range(0, Steps + 1).Select(k => from + ((to - from) * k / Steps))];
    }

    private static double[] Widen(float[] numbers) => [.. numbers.Select(number => (double)number)];

    private static void AssertRelative(double[] x, double[] actual, Func<double, double> function, Func<double, double> allowed)
    {
        Assert.Equal(x.Length, actual.Length);
        for (int k = 0; k < x.Length; k++)
        {
            double expected = function(x[k]);
            if (!(Math.Abs(actual[k] - expected) <= allowed(x[k]) * Math.Abs(expected)))
                Assert.Fail(FormattableString.Invariant($"at {x[k]:R}: expected {expected:R}, found {actual[k]:R}, off by {(actual[k] - expected) / expected:0.0e+0}"));
        }
    }

    private static unsafe T[] Numbers<TLanes, T>(TLanes lanes)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var numbers = new T[TLanes.Count];
        fixed (T* place = numbers)
            lanes.Store(place);
        return numbers;
    }

    /// <summary>A function of lanes, applied to numbers group by group.</summary>
    private static unsafe T[] Apply<TLanes, T>(Func<TLanes, TLanes> function, T[] numbers)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Filled up with zeros to whole groups.
        var padded = new T[(numbers.Length + TLanes.Count - 1) / TLanes.Count * TLanes.Count];
        numbers.CopyTo(padded, 0);
        fixed (T* place = padded)
        {
            for (int j = 0; j < padded.Length; j += TLanes.Count)
                function(TLanes.Load(place + j)).Store(place + j);
        }

        return padded[..numbers.Length];
    }
}
