using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SneTools;

/// <summary>What runs share: a text that is the same for two runs exactly where what it stands for is the same.</summary>
internal static class SharedKey
{
    private static readonly string[] OfReading = ["Property", "ExcludeProperty", "Label", "Categorical", "Date", "MissingValue", "Similarity", "Symmetrize"];

    private static readonly string[] OfPreparation = ["Standardize", "PrincipalComponent"];

    private static readonly JsonSerializerOptions Json = new(ArchiveForm.Json) { WriteIndented = false };

    /// <summary>The table: file, how it is read, and which columns.</summary>
    public static string OfData(PlannedRun run, SweepReading reading) =>
        JsonSerializer.Serialize(new object[] { run.Data, reading, run.Settings.IsPrecomputed, Chosen(run, OfReading) }, Json);

    /// <summary>The neighbors: the table, how it is prepared, and what near means.</summary>
    public static string OfNeighbors(PlannedRun run, SweepReading reading)
    {
        EmbeddingOptions options = run.Settings.Embedding;
        return JsonSerializer.Serialize(new object[] { OfData(run, reading), Chosen(run, OfPreparation), options.Metric, options.Neighbor }, Json);
    }

    /// <summary>The affinities: the neighbors, how many of them, and the width of the kernel.</summary>
    public static string OfAffinities(PlannedRun run, SweepReading reading)
    {
        EmbeddingOptions options = run.Settings.Embedding;
        EnginePlan plan = Plan(run);
        return JsonSerializer.Serialize(
            new object?[] { OfNeighbors(run, reading), options.AffinityKind, options.PerplexityList, options.Perplexity, options.Sigma, options.NeighborCount, plan.HasGraph(options, run.Rows) }, Json);
    }

    /// <summary>The name of a file for a key.</summary>
    public static string FileName(string key) => $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 8))}.npz";

    /// <summary>How a run is computed; one that cannot be is taken for one of all pairs until it fails.</summary>
    public static EnginePlan Plan(PlannedRun run)
    {
        try
        {
            return EnginePlan.For(run.Settings.Embedding, run.Rows);
        }
        catch (SneException)
        {
            return new EnginePlan(EngineKind.Exact, run.Rows - 1);
        }
    }

    private static object[] Chosen(PlannedRun run, string[] names) =>
        [.. names.Where(run.Parameters.ContainsKey).Select(name => (object)new object[] { name, run.Parameters[name] })];
}
