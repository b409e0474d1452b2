using System.Globalization;
using System.Numerics;
using System.Text;

namespace SneTools.Tests;

public class JsonNumberTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-0.0e5")]
    [InlineData("1")]
    [InlineData("-12.5")]
    [InlineData("0.1")]
    [InlineData("1e23")]
    [InlineData("8.5e-324")]
    [InlineData("4.9406564584124654e-324")]
    [InlineData("2.2250738585072011e-308")]
    [InlineData("2.2250738585072014E-308")]
    [InlineData("1.7976931348623157e+308")]
    [InlineData("1e309")]
    [InlineData("-1e999999999999")]
    [InlineData("1e-999999999999")]
    [InlineData("0e99999999999")]
    [InlineData("9007199254740993")]
    [InlineData("9007199254740992.9999999999999999999999999")]
    [InlineData("9007199254740993.00000000000000000000000001")]
    [InlineData("18446744073709551615")]
    [InlineData("18446744073709551616")]
    [InlineData("9999999999999999999")]
    [InlineData("99999999999999999999")]
    [InlineData("0.000000000000000000000000000000123456789012345678")]
    [InlineData("0.0000000000000000000012345678901234567890")]
    [InlineData("7.2057594037927933e16")]
    [InlineData("0.500000000000000166533453693773481063544750213623046875")]
    [InlineData("3.4028234664e38")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    public void A_number_is_the_nearest_double(string text) => RequireNearest(text);

    [Fact]
    public void Numbers_of_every_length_and_power_are_the_nearest_doubles()
    {
        var random = new Random(1);
        var text = new StringBuilder();
        for (int k = 0; k < 200_000; k++)
        {
            text.Clear();
            text.Append(random.Next(3) == 0 ? "-" : string.Empty).Append(random.Next(2) == 0 ? "0" : random.Next(1, 1 << random.Next(1, 31)).ToString(CultureInfo.InvariantCulture));
            int digits = random.Next(22);
            if (digits > 0)
                text.Append('.');
            for (; digits > 0; digits--)
                text.Append((char)('0' + (random.Next(3) == 0 ? 0 : random.Next(10))));
            if (random.Next(3) == 0)
                text.Append(random.Next(2) == 0 ? 'e' : 'E').Append(random.Next(-80, 60));
            RequireNearest(text.ToString());
        }
    }

    [Fact]
    public void Doubles_as_programs_write_them_come_back_and_what_is_half_way_between_two_is_even()
    {
        var random = new Random(2);
        for (int k = 0; k < 100_000; k++)
        {
            double number = BitConverter.Int64BitsToDouble(random.NextInt64());
            RequireNearest(double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "0");
            RequireNearest(((random.NextDouble() - 0.5) * 8).ToString("R", CultureInfo.InvariantCulture));

            // An odd number of 54 bits is half way between two doubles; divided by a power of two, too.
            ulong half = ((ulong)random.NextInt64(1L << 52) << 1) | (1UL << 53) | 1;
            RequireNearest(half.ToString(CultureInfo.InvariantCulture));
            RequireNearest((half * 10).ToString(CultureInfo.InvariantCulture) + "e-1");
            RequireNearest((new BigInteger(half) * 5).ToString(CultureInfo.InvariantCulture) + "e-1");
            RequireNearest((new BigInteger(half) * 25).ToString(CultureInfo.InvariantCulture) + "E-2");
        }
    }

    private static void RequireNearest(string text)
    {
        double expected = double.Parse(text, CultureInfo.InvariantCulture);
        double found = JsonNumber.Parse(Encoding.UTF8.GetBytes(text));
        if (BitConverter.DoubleToInt64Bits(expected) != BitConverter.DoubleToInt64Bits(found))
            Assert.Fail($"{text}: {found:R} instead of {expected:R}.");
    }
}
