namespace SneTools.ZooTests;

/// <summary>What keeps best-costs.csv: run on demand, never by a plain run.</summary>
/// <remarks>
/// SNETOOLS_ZOO_FOLDER names a folder. <see cref="Export"/> writes the tables there; the scripts in Rivals/ read them and leave maps;
/// <see cref="Update"/> judges those maps and new ones of our own by several settings, and lowers the entries that they lower.
/// </remarks>
public class ZooCommands
{
    /// <summary>Writes tables/NAME.csv, and tables.csv with what a program has to know of each.</summary>
    [Fact(Explicit = true)]
    public void Export()
    {
        string folder = Directory.CreateDirectory(Path.Combine(RequireFolder(), "tables")).FullName;
        foreach (ZooTable table in AllTables.List)
        {
            File.WriteAllLines(
                Path.Combine(folder, table.Name + ".csv"),
                table.Rows.Select(row => string.Join(',', row.Select(x => FormattableString.Invariant($"{x:r}")))));
        }

        File.WriteAllLines(Path.Combine(folder, "..", "tables.csv"), AllTables.List
            .Where(table => table.Sigma is null && table.Dimension == 2)
            .Select(table => FormattableString.Invariant($"{table.Name},{table.EffectivePerplexity},{table.Count},{table.Width}"))
            .Prepend("table,perplexity,n,h"));
    }

    /// <summary>Lowers the entries of best-costs.csv in the source folder that a map of another program or one of our own lowers.</summary>
    [Theory(Explicit = true, SkipTestWithoutData = true)]
    [MemberData(nameof(ZooCases.All), MemberType = typeof(ZooCases))]
    public void Update(string table, SneMethod method)
    {
        ZooTable animal = AllTables.Named(table);
        IReadOnlyList<Candidate> rivals = ZooSettings.Folder is { } folder ? Candidates.OfRivals(folder, animal, method) : [];
        IReadOnlyList<Candidate> own = ZooSettings.OwnCandidates ? Candidates.OfOurs(animal, method) : [];
        Assert.SkipWhen(rivals.Count + own.Count == 0, "There is no map.");
        lock (BestCosts.Source)
            BestCosts.Lower(animal, method, rivals, own);
    }

    private static string RequireFolder()
    {
        Assert.SkipWhen(ZooSettings.Folder is null, "SNETOOLS_ZOO_FOLDER is not set.");
        return ZooSettings.Folder!;
    }
}
