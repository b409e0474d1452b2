using System.Globalization;
using System.Text;
using CsCheck;

namespace SneTools.Tests;

public class NumberNotationTests
{
    private static readonly NumberNotation Point = new('.');
    private static readonly NumberNotation Comma = new(',');

    [Theory]
    [InlineData("", NumberSpelling.Empty)]
    [InlineData("  ", NumberSpelling.Empty)]
    [InlineData("12", NumberSpelling.Whole)]
    [InlineData("-1e5", NumberSpelling.Whole)]
    [InlineData("NaN", NumberSpelling.Whole)]
    [InlineData("1.5", NumberSpelling.Point)]
    [InlineData("1.234", NumberSpelling.Point)]
    [InlineData("3504.", NumberSpelling.Point)]
    [InlineData(" 1,5 ", NumberSpelling.Comma)]
    [InlineData("-0,123", NumberSpelling.Comma)]
    [InlineData(",5", NumberSpelling.Comma)]
    [InlineData("1,2345", NumberSpelling.Comma)]
    [InlineData("1234,567", NumberSpelling.Comma)]
    [InlineData("1,234e5", NumberSpelling.Comma)]
    [InlineData("1,234", NumberSpelling.Either)]
    [InlineData("-999,999", NumberSpelling.Either)]
    [InlineData("1,234.5", NumberSpelling.GroupedByComma)]
    [InlineData("1,234,567", NumberSpelling.GroupedByComma)]
    [InlineData("1.234,5", NumberSpelling.GroupedByPoint)]
    [InlineData("1.234.567", NumberSpelling.GroupedByPoint)]
    [InlineData("1,", NumberSpelling.None)]
    [InlineData("1,2,3", NumberSpelling.None)]
    [InlineData("1,23.4", NumberSpelling.None)]
    [InlineData("01.02.2020", NumberSpelling.None)]
    [InlineData("1e", NumberSpelling.None)]
    [InlineData("x", NumberSpelling.None)]
    [InlineData("e", NumberSpelling.None)]
    [InlineData(".", NumberSpelling.None)]
    [InlineData("12:30", NumberSpelling.None)]
    public void A_spelling_is_told(string text, object spelling) =>
        Assert.Equal((NumberSpelling)spelling, NumberNotation.Spelling(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Every_number_is_the_double_nearest_to_its_text()
    {
        // Digits in every number, before, behind and without a point, with signs and exponents, against the runtime's own parser.
        Gen.Select(Gen.String[Gen.Char['0', '9'], 0, 25], Gen.String[Gen.Char['0', '9'], 0, 25], Gen.Int[0, 3], Gen.Int[-330, 330], Gen.Int[0, 5]).Sample(
            (whole, fraction, form, exponent, sign) =>
            {
                string text = (sign switch { 0 => "-", 1 => "+", _ => string.Empty }) + whole + (form % 2 == 1 ? "." + fraction : string.Empty) + (form > 1 ? FormattableString.Invariant($"e{exponent}") : string.Empty);
                bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double expected);
                foreach ((NumberNotation notation, string written) in new[] { (Point, text), (Comma, text.Replace('.', ',')) })
                {
                    Assert.Equal(isNumber, notation.TryParse(Encoding.UTF8.GetBytes(written), out double number));
                    Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(number));
                    Assert.Equal(isNumber, Cell.TryParse(text, out double other));
                    Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(other));
                }
            },
            iter: 20_000);
    }

    [Fact]
    public void Up_to_eight_digits_at_once_are_a_number_and_no_other_bytes_are()
    {
        for (int length = 1; length <= 8; length++)
        {
            for (int place = 0; place < length; place++)
            {
                for (int value = 0; value < 256; value++)
                {
                    byte[] bytes = "97531864"u8.ToArray();
                    bytes[place] = (byte)value;
                    bool isNumber = NumberNotation.TryParseDigits(BitConverter.ToUInt64(bytes), length, out double number);
                    Assert.Equal(value is >= '0' and <= '9', isNumber);
                    if (isNumber)
                        Assert.Equal(double.Parse(Encoding.ASCII.GetString(bytes, 0, length), CultureInfo.InvariantCulture), number);
                }
            }
        }

        Assert.False(NumberNotation.TryParseDigits(BitConverter.ToUInt64("11111111"u8), 0, out _));
        Assert.False(NumberNotation.TryParseDigits(BitConverter.ToUInt64("11111111"u8), 9, out _));
    }

    [Fact]
    public void A_comma_reads_no_points_and_a_point_no_commas()
    {
        Assert.False(Comma.TryParse("1.5"u8, out _));
        Assert.False(Point.TryParse("1,5"u8, out _));
        Assert.False(Comma.TryParse("1.234,5"u8, out _));
        Assert.False(Point.TryParse("1,234"u8, out _));
        Assert.True(new NumberNotation('٫').TryParse("1٫5"u8, out double number));
        Assert.Equal(1.5, number);
    }
}
