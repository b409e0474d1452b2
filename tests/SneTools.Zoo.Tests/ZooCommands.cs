namespace SneTools.ZooTests;

/// <summary>What keeps best-costs.csv: run on demand, never by a plain run.</summary>
/// <remarks>
/// SNETOOLS_ZOO_FOLDER names a folder. <see cref="Export"/> writes the tables there; the scripts in Rivals/ read them and leave maps;
/// <see cref="Update"/> judges those maps and new ones of our own by several settings, and lowers the entries that they lower;
/// what each map costs is added to candidates.csv.
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
    [Fact(Explicit = true)]
    public void Update()
    {
        var workers = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(AllTables.Cases.Where(item => !item.Table.IsArbitrary), workers, item => Compete(item.Table, item.Method));
    }

    private static void Compete(ZooTable table, SneMethod method)
    {
        IReadOnlyList<Candidate> rivals = ZooSettings.Folder is { } folder ? Candidates.OfRivals(folder, table, method) : [];
        IReadOnlyList<Candidate> own = ZooSettings.OwnCandidates ? Candidates.OfOurs(table, method) : [];
        if (rivals.Count + own.Count == 0)
            return;
        lock (BestCosts.Source)
        {
            BestCosts.Lower(table, method, rivals, own);
            if (ZooSettings.Folder is { } log)
                File.AppendAllLines(Path.Combine(log, "candidates.csv"), rivals.Concat(own).Select(map => Candidates.Line(table, method, map)));
        }
    }

    private static string RequireFolder()
    {
        Assert.SkipWhen(ZooSettings.Folder is null, "SNETOOLS_ZOO_FOLDER is not set.");
        return ZooSettings.Folder!;
    }
}
