using System.Globalization;

namespace SneTools.ZooTests;

/// <summary>The best that any program is known to have reached.</summary>
/// <param name="Cost">Nats for each point (conditional methods), or nats (joint ones).</param>
/// <param name="Extent">Of the map that has it.</param>
/// <param name="Nearest">The median distance of its points to their nearest.</param>
/// <param name="Who">The program.</param>
/// <param name="Version">Its version, or the settings.</param>
internal sealed record BestCost(string Table, SneMethod Method, double Perplexity, double Cost, double Extent, double Nearest, string Who, string Version);

/// <summary>best-costs.csv: one line for each table and method.</summary>
internal static class BestCosts
{
    private const string Header = "table,method,perplexity,cost,extent,nearest,who,version";

    private static readonly Lazy<Dictionary<(string, SneMethod), BestCost>> Known = new(
        () => Read(Path.Combine(AppContext.BaseDirectory, "best-costs.csv")));

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
                cells[0], method, Number(cells[2]), Number(cells[3]), Number(cells[4]), Number(cells[5]), cells[6], cells[7]);
        }

        return result;

        static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
    }

    /// <summary>Writes all entries in the order of their names, so that a change shows as a line.</summary>
    public static void Write(string path, IEnumerable<BestCost> entries) => File.WriteAllLines(
        path,
        entries.OrderBy(entry => entry.Table, StringComparer.Ordinal).ThenBy(entry => entry.Method)
            .Select(entry => string.Create(
                CultureInfo.InvariantCulture,
                $"{entry.Table},{entry.Method},{entry.Perplexity},{entry.Cost:g9},{entry.Extent:g4},{entry.Nearest:g4},{entry.Who},{entry.Version}"))
            .Prepend(Header));
}
