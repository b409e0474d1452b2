using System.Globalization;

namespace SneTools.Benchmarks;

/// <summary>All measures of maps of the first rows of a data set, beside scikit-learn's trustworthiness of the same maps.</summary>
internal static class QualityTable
{
    /// <summary>scikit-learn keeps several tables of all pairs.</summary>
    private const int RivalLimit = 20_000;

    public static int Run(string[] args)
    {
        Dataset all = DataFile.Read(args[0], new ImportOptions { LabelPath = Option("--label-path") });
        int[] counts = [.. (Option("--rows") ?? "2000,10000,70000").Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        int iterations = int.Parse(Option("--iterations") ?? "500", CultureInfo.InvariantCulture);
        string folder = Directory.CreateTempSubdirectory("snetools").FullName;
        Console.WriteLine($"{Path.GetFileName(args[0])}: {all.Dimension} columns, maps by TSne with {iterations} iterations, {new QualityOptions().NeighborCount} neighbors");
        Console.WriteLine("| points | measured | seconds, all measures | trustworthiness | continuity | recall | R_NX AUC | Shepard | silhouette | accuracy | scikit-learn: seconds, trustworthiness alone | its value |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (int count in counts)
            Console.WriteLine(Row(all, Math.Min(count, all.Count), iterations, folder));
        Directory.Delete(folder, recursive: true);
        return 0;

        string? Option(string name)
        {
            int place = Array.IndexOf(args, name);
            return place >= 0 && place + 1 < args.Length ? args[place + 1] : null;
        }
    }

    private static string Row(Dataset all, int count, int iterations, string folder)
    {
        var points = new Matrix(count, all.Dimension, all.Values.Values[..(count * all.Dimension)]);
        LabelColumn[] labels = [.. all.Labels.Select(label => new LabelColumn(label.Name, [.. label.Values.Take(count)]))];
        var embedding = StochasticNeighborEmbedding.Fit(new Dataset(points, all.Columns, labels), new EmbeddingOptions
        {
            Objective = new Objective(SneMethod.TSne),
            Descent = new DescentOptions { MaxIteration = iterations },
        });
        using var team = new ThreadTeam(Environment.ProcessorCount);
        var options = new QualityOptions { Label = labels.FirstOrDefault() };
        var quality = QualityCheck.Run(embedding.Map, points, embedding, options, team);
        string rival = "not run | ";
        if (count <= RivalLimit)
        {
            string table = Path.Combine(folder, "data.npy");
            string map = Path.Combine(folder, "map.csv");
            Table.WriteNpy(table, points);
            Table.Write(map, embedding.Map);
            string k = options.NeighborCount.ToString(CultureInfo.InvariantCulture);
            string? output = new[] { "python3", "/usr/bin/python3" }
                .Select(python => Rival.Execute(python, ["sklearn_trustworthiness.py", table, map, k]))
                .FirstOrDefault(text => text is not null);
            double[]? figures = output?.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            rival = figures is null ? "not here | " : FormattableString.Invariant($"{figures[0]:0.00} ({figures[1]:0} MiB) | {figures[2]:0.000000}");
        }

        return FormattableString.Invariant($"| {count} | {quality.SampleCount} | {quality.Elapsed.TotalSeconds:0.00} | ")
            + string.Join(" | ", new[]
            {
                Text(quality.Trustworthiness, quality.TrustworthinessStandardError),
                Text(quality.Continuity, quality.ContinuityStandardError),
                Text(quality.Recall, quality.RecallStandardError),
                Text(quality.RnxAuc, quality.RnxAucStandardError),
                Text(quality.ShepardCorrelation, quality.ShepardCorrelationStandardError),
                Text(quality.Silhouette, quality.SilhouetteStandardError),
                Text(quality.NeighborAccuracy, quality.NeighborAccuracyStandardError),
            })
            + $" | {rival} |";
    }

    private static string Text(double? value, double? error) => value is null
        ? string.Empty
        : error > 0 ? FormattableString.Invariant($"{value:0.0000} ± {error:0.0000}") : FormattableString.Invariant($"{value:0.000000}");
}
