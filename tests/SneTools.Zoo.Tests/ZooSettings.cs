using System.Text.RegularExpressions;

namespace SneTools.ZooTests;

/// <summary>What a run is about, from environment variables.</summary>
/// <remarks>
/// SNETOOLS_ZOO=full: every table by every method, and ten times the steps for all. SNETOOLS_ZOO_TABLE and SNETOOLS_ZOO_METHOD: only
/// these, each a regular expression over the whole name. SNETOOLS_ZOO_REPORT: where to write the table of results.
/// SNETOOLS_ZOO_WORDS: the file of word vectors. SNETOOLS_ZOO_FOLDER: where tables are exported to and the maps of other programs lie;
/// SNETOOLS_ZOO_OWN=no: no maps of our own compete with them.
/// </remarks>
internal static class ZooSettings
{
    public static bool IsFull { get; } = Read("SNETOOLS_ZOO") == "full";

    public static string? Report { get; } = Read("SNETOOLS_ZOO_REPORT");

    public static string? Words { get; } = Read("SNETOOLS_ZOO_WORDS");

    public static string? Folder { get; } = Read("SNETOOLS_ZOO_FOLDER");

    /// <summary>False where only the maps of other programs are to be judged.</summary>
    public static bool OwnCandidates { get; } = Read("SNETOOLS_ZOO_OWN") != "no";

    public static bool Wants(string table) => Matches("SNETOOLS_ZOO_TABLE", table);

    public static bool Wants(SneMethod method) => Matches("SNETOOLS_ZOO_METHOD", method.ToString());

    private static bool Matches(string variable, string name) =>
        Read(variable) is not { } pattern || Regex.IsMatch(name, $"^(?:{pattern})$", RegexOptions.IgnoreCase);

    private static string? Read(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
