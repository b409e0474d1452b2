namespace SneTools;

/// <summary>The one way to say that an option is out of range.</summary>
internal static class OptionRange
{
    /// <summary>Refuses an option unless a condition holds.</summary>
    /// <param name="holds">The condition.</param>
    /// <param name="name">The option, as a user knows it; it is the one to blame.</param>
    /// <param name="value">Its value.</param>
    /// <param name="range">What it must be: "at least 1".</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>.</exception>
    public static void Require(bool holds, string name, double value, string range)
    {
        if (!holds)
            throw Refuse(name, value, range);
    }

    /// <summary>The error about an option that is out of range.</summary>
    /// <param name="name">The option, as a user knows it; it is the one to blame.</param>
    /// <param name="value">Its value.</param>
    /// <param name="range">What it must be: "at least 1".</param>
    /// <param name="error">What was wrong.</param>
    /// <param name="scope">What the range holds for, with a space before it: " for 5 points"; empty where it always does.</param>
    public static SneException Refuse(
        string name,
        double value,
        string range,
        SneError error = SneError.InvalidOption,
        string scope = "") =>
        new(error, FormattableString.Invariant($"{name} {value} is out of range{scope}: it must be {range}."), column: name);
}
