namespace SneTools;

/// <summary>The lengths for which a Fourier transform is quick.</summary>
internal static class FourierLength
{
    /// <summary>The least even product of 2, 3 and 5 that is not below a number.</summary>
    public static int AtLeast(int least)
    {
        int length = Math.Max(2, least + (least & 1));
        while (!IsSmooth(length))
            length += 2;
        return length;
    }

    /// <summary>The radices whose product a length is: fours first, which cost least.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length has another prime factor.</exception>
    public static IEnumerable<int> Radices(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (!IsSmooth(length))
            throw new ArgumentOutOfRangeException(nameof(length), length, "The length must be a product of 2, 3 and 5.");
        foreach (int radix in (int[])[4, 2, 3, 5])
        {
            for (; length % radix == 0; length /= radix)
                yield return radix;
        }
    }

    private static bool IsSmooth(int length)
    {
        foreach (int prime in (ReadOnlySpan<int>)[2, 3, 5])
        {
            while (length % prime == 0)
                length /= prime;
        }

        return length == 1;
    }
}
