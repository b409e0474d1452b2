namespace SneTools.Plots;

/// <summary>A color of a screen (sRGB).</summary>
/// <param name="Red">0 to 255.</param>
/// <param name="Green">0 to 255.</param>
/// <param name="Blue">0 to 255.</param>
public readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    /// <summary>A color by its number, 0xRRGGBB.</summary>
    public static Rgb FromNumber(int number) => new((byte)(number >> 16), (byte)(number >> 8), (byte)number);

    /// <summary>The color a share of the way to another one.</summary>
    /// <param name="other">The other color.</param>
    /// <param name="share">0 for this color, 1 for the other.</param>
    public Rgb Toward(Rgb other, double share)
    {
        return new(Mix(Red, other.Red), Mix(Green, other.Green), Mix(Blue, other.Blue));

        byte Mix(byte from, byte to) => (byte)Math.Round(from + (share * (to - from)));
    }

    /// <summary>As style sheets write it: #RRGGBB.</summary>
    public override string ToString() => $"#{Red:X2}{Green:X2}{Blue:X2}";
}
