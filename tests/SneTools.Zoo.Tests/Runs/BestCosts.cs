using System.Globalization;
using System.Reflection;

namespace SneTools.ZooTests;

/// <summary>The best that any program is known to have reached.</summary>
/// <param name="Cost">Nats for each point (conditional methods), or nats (joint ones).</param>
/// <param name="Extent">Of the map that has it.</param>
/// <param name="Nearest">The median distance of its points to their nearest.</param>
/// <param name="Low">The tenth of these distances from below.</param>
/// <param name="Who">The program.</param>
/// <param name="Version">Its version, or the settings.</param>
internal sealed record BestCost(string Table, SneMethod Method, double Perplexity, double Cost, double Extent, double Nearest, double Low, string Who, string Version);

/// <summary>best-costs.csv: one line for each table and method.</summary>
internal static class BestCosts
{
    /// <summary>How many times as wide as others a map may be and compete.</summary>
    private const double Torn = 3;

    private const string Header = "table,method,perplexity,cost,extent,nearest,low,who,version";

    private static readonly Lazy<Dictionary<(string, SneMethod), BestCost>> Known = new(
        () => Read(Path.Combine(AppContext.BaseDirectory, "best-costs.csv")));

    private static readonly Lazy<Dictionary<(string, SneMethod), double>> Gaps = new(() => File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "known-gaps.csv"))
        .Skip(1)
        .Select(line => line.Split(','))
        .ToDictionary(cells => (cells[0], Enum.Parse<SneMethod>(cells[1])), cells => double.Parse(cells[2], CultureInfo.InvariantCulture)));

    /// <summary>How many times the best known a map may cost: a percent more, or what known-gaps.csv admits, with the reason.</summary>
    public static double Allowed(string table, SneMethod method) => Gaps.Value.GetValueOrDefault((table, method), Tolerances.Best);

    /// <summary>The file in the source folder.</summary>
    public static string Source { get; } = FindSource();

    /// <summary>The best of a table and a method; null where none is known.</summary>
    public static BestCost? Find(string table, SneMethod method) => Known.Value.GetValueOrDefault((table, method));

    public static Dictionary<(string Table, SneMethod Method), BestCost> Read(string path)
    {
        var result = new Dictionary<(string, SneMethod), BestCost>();
        foreach (string line in File.ReadLines(path).Skip(1))
        {
            string[] cells = line.Split(',');
            var method = Enum.Parse<SneMethod>(cells[1]);
            result[(cells[0], method)] = new BestCost(
                cells[0], method, Number(cells[2]), Number(cells[3]), Number(cells[4]), Number(cells[5]), Number(cells[6]), cells[7], cells[8]);
        }

        return result;

        static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
    }

    /// <summary>Lowers the entry of a table and a method, if a map does that is not torn apart.</summary>
    /// <remarks>
    /// A cost can be lowered by a fraction of a percent by driving groups apart without end, to a map that shows a dot for each.
    /// So a map competes only if it is at most <see cref="Torn"/> times as wide as the good maps of other programs are at the median,
    /// those within a tenth (and 0.02 nats) of the best map; where there are none, as our own good ones; and where an entry is there already, and no
    /// map of another program, as that.
    /// </remarks>
    public static void Lower(ZooTable table, SneMethod method, IReadOnlyList<Candidate> rivals, IReadOnlyList<Candidate> own)
    {
        Dictionary<(string Table, SneMethod Method), BestCost> entries = Read(Source);
        if (Choose(table, method, entries.GetValueOrDefault((table.Name, method)), rivals, own) is not { } better)
            return;
        entries[(table.Name, method)] = better;
        Write(Source, entries.Values);
    }

    /// <summary>The entry that takes the place of one; null to keep it.</summary>
    public static BestCost? Choose(
        ZooTable table, SneMethod method, BestCost? entry, IReadOnlyList<Candidate> rivals, IReadOnlyList<Candidate> own)
    {
        double yardstick = rivals.Count == 0 && entry is not null ? entry.Extent : Width(rivals, own);
        Candidate? best = rivals.Concat(own)
            .Where(candidate => candidate.Shape.Extent <= Torn * yardstick && double.IsFinite(candidate.Cost))
            .MinBy(candidate => candidate.Cost);
        if (best is null || (entry is not null && !Betters(best, entry)))
            return null;
        MapShape shape = best.Shape;
        return new BestCost(
            table.Name, method, table.EffectivePerplexity, Math.Max(0, best.Cost), shape.Extent, shape.Nearest, shape.Low, best.Who, best.Version);
    }

    /// <summary>True where a map has a lower cost, or the same and what the entry lacks; entries have nine digits.</summary>
    private static bool Betters(Candidate map, BestCost entry)
    {
        double rounding = 1e-8 * (entry.Cost + 0.01);
        return map.Cost < entry.Cost - rounding || (double.IsNaN(entry.Low) && !double.IsNaN(map.Shape.Low) && map.Cost <= entry.Cost + rounding);
    }

    /// <summary>The usual width of good maps: those of other programs, if there are any.</summary>
    private static double Width(IReadOnlyList<Candidate> rivals, IReadOnlyList<Candidate> own)
    {
        double most = (1.1 * Math.Max(0, rivals.Concat(own).Min(map => map.Cost))) + 0.02;
        Candidate[] good = [.. rivals.Where(map => map.Cost <= most)];
        if (good.Length == 0)
            good = [.. own.Where(map => map.Cost <= most)];
        double[] widths = [.. good.Select(map => map.Shape.Extent).Order()];
        return widths[widths.Length / 2];
    }

    /// <summary>Writes all entries in the order of their names, so that a change shows as a line.</summary>
    public static void Write(string path, IEnumerable<BestCost> entries) => File.WriteAllLines(
        path,
        entries.OrderBy(entry => entry.Table, StringComparer.Ordinal).ThenBy(entry => entry.Method)
            .Select(entry => string.Create(
                CultureInfo.InvariantCulture,
                $"{entry.Table},{entry.Method},{entry.Perplexity},{entry.Cost:g9},{entry.Extent:g4},{entry.Nearest:g4},{entry.Low:g4},{entry.Who},{entry.Version}"))
            .Prepend(Header));

    private static string FindSource() => Path.Combine(
        typeof(BestCosts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "SourceFolder").Value!,
        "best-costs.csv");
}
