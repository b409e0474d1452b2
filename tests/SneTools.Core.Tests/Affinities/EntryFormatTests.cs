namespace SneTools.Tests;

public class EntryFormatTests
{
    /// <summary>Numbers of columns on both sides of where they begin to take bits from the weights, and at both ends; and the bits that are left
    /// to a weight.</summary>
    public static TheoryData<int, int> Sizes { get; } = new()
    {
        { 2, 31 },
        { 1 << 17, 31 },
        { (1 << 17) + 1, 30 },
        { 4_000_000, 26 },
        { 1 << 24, 24 },
        { int.MaxValue, 17 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Columns_come_back_and_weights_to_half_a_unit(int columns, int bits)
    {
        const double Limit = 0.25;
        var format = new EntryFormat(columns, Limit);
        Assert.Equal(48, format.ColumnBits + bits);
        var random = new Random(1);
        for (int k = 0; k < 1000; k++)
        {
            int column = k == 0 ? columns - 1 : random.Next(columns);
            float weight = k == 0 ? 0 : (float)(Limit * Math.Pow(random.NextDouble(), 4));
            uint multiple = format.Multiple(weight);
            (int word, ushort high) = (format.Word(column, multiple), format.High(multiple));
            Assert.Equal(column, word & format.ColumnMask);

            // Half a unit, and a rounding to single precision.
            Near.Equal(weight, format.Weight(word, high), (0.5 * Limit / (1L << bits)) + (6e-8 * weight));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Nothing_stays_nothing_and_the_largest_weight_has_room(int columns, int bits)
    {
        var format = new EntryFormat(columns, 2);
        Assert.Equal(0, format.Weight(format.Word(columns - 1, format.Multiple(0)), format.High(format.Multiple(0))));
        uint largest = format.Multiple(2);
        Assert.Equal(columns - 1, format.Word(columns - 1, largest) & format.ColumnMask);
        Near.Equal(2, format.Weight(format.Word(columns - 1, largest), format.High(largest)), 2.0 / (1L << bits));
    }
}
