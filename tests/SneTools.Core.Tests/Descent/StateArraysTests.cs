using System.Globalization;

namespace SneTools.Tests;

public class StateArraysTests
{
    [Fact]
    public void What_was_written_is_read_to_the_bit()
    {
        double[] odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, double.Epsilon, double.MaxValue, Math.PI, 0.1];
        var arrays = new StateArrays();
        arrays.Add("odd", odd);
        arrays.Add("long", Samples.Normal(300_000, 1, 1).Values); // Longer than what is read at once.
        arrays.Add("none", Array.Empty<double>());
        arrays.Add("whole", [long.MinValue, 0, long.MaxValue]);
        foreach (double value in odd)
            arrays.Add<double>(FormattableString.Invariant($"scalar {value}"), value);
        arrays.Add<double>("missing", null);
        StateArrays read = StateArrays.Read(new MemoryStream(Bytes(arrays)));
        Same(arrays, read);
        Assert.Equal(odd.Select(Bits), odd.Select(value => Bits(read.Scalar<double>(FormattableString.Invariant($"scalar {value}")))));
        Assert.Null(read.ScalarIfAny<double>("missing"));
    }

    [Fact]
    public void No_culture_changes_what_is_written()
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            var arrays = new StateArrays();
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            arrays.Add<double>("x", 1.5);
            Assert.Equal("1.5", arrays.Scalars["x"]);
            Assert.Equal(1.5, arrays.Scalar<double>("x"));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void A_file_that_ends_anywhere_too_early_is_refused()
    {
        byte[] whole = Bytes(new DescentState(Samples.Normal(3, 2, 1)).ToArrays());
        for (int length = 0; length < whole.Length; length++)
            Refused(() => StateArrays.Read(new MemoryStream(whole, 0, length)));
    }

    [Fact]
    public void Any_byte_that_was_changed_gives_a_state_or_a_refusal()
    {
        byte[] whole = Bytes(new DescentState(Samples.Normal(3, 2, 1)).ToArrays());
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Sample((place, value) =>
        {
            var changed = (byte[])whole.Clone();
            changed[place] = value;
            try
            {
                DescentState state = DescentState.FromArrays(StateArrays.Read(new MemoryStream(changed)));
                Assert.Equal(state.Map.Values.Length, state.Velocity.Length);
            }
            catch (SneException error)
            {
                Assert.Equal(SneError.InvalidFile, error.Error);
            }
        });
    }

    [Fact]
    public void A_length_that_the_file_does_not_hold_is_refused_without_the_memory_for_it()
    {
        var arrays = new StateArrays();
        arrays.Add("x", [7.0]);
        byte[] bytes = Bytes(arrays);
        BitConverter.TryWriteBytes(bytes.AsSpan(bytes.Length - 16), 2_000_000_000L);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refused(() => StateArrays.Read(new MemoryStream(bytes)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Theory]
    [InlineData("map", 5)]
    [InlineData("velocity", 7)]
    [InlineData("gains", 0)]
    [InlineData("window.costs", 20)]
    [InlineData("history.divergence", 1)]
    [InlineData("pairs.curvatures", 1)]
    public void An_array_of_another_length_is_refused_by_name(string name, int length)
    {
        StateArrays arrays = Change(name, result => result.Add(name, new double[length]));
        Assert.Contains($"'{name}'", Refused(() => DescentState.FromArrays(arrays)).Message);
    }

    [Theory]
    [InlineData("map")]
    [InlineData("rows")]
    [InlineData("rateFactor")]
    [InlineData("window.count")]
    public void What_is_missing_is_named(string name) =>
        Assert.Contains($"'{name}'", Refused(() => DescentState.FromArrays(Change(name, _ => { }))).Message);

    [Theory]
    [InlineData("rows", "-1")]
    [InlineData("columns", "2000000000")]
    [InlineData("phase", "3")]
    [InlineData("end", "-1")]
    [InlineData("pairs.count", "21")]
    [InlineData("window.count", "x")]
    [InlineData("iterations", "99999999999")]
    public void A_value_that_cannot_be_is_refused(string name, string value) =>
        Refused(() => DescentState.FromArrays(Change(name, result => result.Add(name, value))));

    internal static byte[] Bytes(StateArrays arrays)
    {
        var stream = new MemoryStream();
        arrays.Write(stream);
        return stream.ToArray();
    }

    /// <summary>Fails unless all bits of two states agree.</summary>
    internal static void Same(StateArrays expected, StateArrays actual)
    {
        Assert.Equal(expected.Scalars, actual.Scalars);
        Assert.Equal(expected.Arrays.Keys, actual.Arrays.Keys);
        foreach ((string name, Array values) in expected.Arrays)
            Assert.True(Numbers(values).SequenceEqual(Numbers(actual.Arrays[name])), name);

        static IEnumerable<long> Numbers(Array values) => values is double[] doubles ? doubles.Select(Bits) : (long[])values;
    }

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    private static StateArrays Change(string name, Action<StateArrays> add)
    {
        StateArrays whole = new DescentState(Samples.Normal(3, 2, 1)).ToArrays();
        var result = new StateArrays();
        foreach ((string other, Array values) in whole.Arrays.Where(entry => entry.Key != name))
        {
            if (values is double[] doubles)
                result.Add(other, doubles);
            else
                result.Add(other, (long[])values);
        }

        foreach ((string other, string value) in whole.Scalars.Where(entry => entry.Key != name))
            result.Add(other, value);
        add(result);
        return result;
    }

    private static SneException Refused(Action read)
    {
        var error = Assert.Throws<SneException>(read);
        Assert.Equal(SneError.InvalidFile, error.Error);
        return error;
    }
}
