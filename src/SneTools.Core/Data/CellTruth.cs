namespace SneTools;

/// <summary>True and false as numbers.</summary>
internal static class CellTruth
{
    /// <summary>Reads a truth value.</summary>
    /// <param name="text">true or false, in whatever case.</param>
    /// <param name="number">1 or 0.</param>
    public static bool TryParse(string? text, out double number)
    {
        bool isTruth = bool.TryParse(text, out bool value);
        number = !isTruth ? double.NaN : value ? 1 : 0;
        return isTruth;
    }
}
